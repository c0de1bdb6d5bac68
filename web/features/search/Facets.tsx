// How what was found divides: each count is a filter to press, written into the search like any other.
import { useGroups } from '../../api/people.ts'
import { Button } from '../../kit/Button.tsx'
import { Icon } from '../../kit/Icon.tsx'
import { formatLocale, language, type MessageKey, t } from '../../language/text.ts'
import { hasFilter, toggleFilter } from './queries.ts'

const facets: readonly { by: string; label: MessageKey }[] = [
  { by: 'status', label: 'search.facet.status' },
  { by: 'priority', label: 'search.facet.priority' },
  { by: 'type', label: 'search.facet.type' },
  { by: 'group_id', label: 'search.facet.group' },
]
const words: Readonly<Record<string, MessageKey>> = {
  new: 'status.new',
  open: 'status.open',
  pending: 'status.pending',
  hold: 'status.hold',
  solved: 'status.solved',
  closed: 'status.closed',
  low: 'priority.low',
  normal: 'priority.normal',
  high: 'priority.high',
  urgent: 'priority.urgent',
  question: 'kind.question',
  incident: 'kind.incident',
  problem: 'kind.problem',
  task: 'kind.task',
}
const shownValues = 6

interface FacetsProps {
  counts: Record<string, Record<string, number>>
  query: string
  onGo: (query: string) => void
}

export function Facets({ counts, query, onGo }: FacetsProps) {
  const groups = useGroups().data ?? []
  const number = new Intl.NumberFormat(formatLocale(language()))
  const nameOf = (by: string, value: string) => {
    const key = words[value]
    if (by === 'group_id') return groups.find((group) => String(group.id) === value)?.name ?? `#${value}`
    return key ? t(key) : value
  }
  return (
    <section className="facets" aria-label={t('search.facets')}>
      {facets.map(({ by, label }) => {
        const values = Object.entries(counts[by] ?? {})
          .filter(([value]) => value !== 'none')
          .toSorted(([, one], [, other]) => other - one)
          .slice(0, shownValues)
        const filterOf = (value: string) => ({ words: `${by === 'group_id' ? 'group' : by}:${value}` })
        // One value that everything has narrows nothing, unless it was chosen.
        if (values.length < 2 && !values.some(([value]) => hasFilter(query, filterOf(value)))) return null
        return (
          <div key={by} className="row row-wrap">
            <span className="muted small">{t(label)}</span>
            {values.map(([value, count]) => {
              const isOn = hasFilter(query, filterOf(value))
              return (
                <Button
                  key={value}
                  size="small"
                  className="filter"
                  aria-pressed={isOn}
                  onPress={() => onGo(toggleFilter(query, filterOf(value)))}
                >
                  {isOn ? <Icon name="check" size="small" /> : null}
                  {nameOf(by, value)} <span className="muted numeric">{number.format(count)}</span>
                </Button>
              )
            })}
          </div>
        )
      })}
    </section>
  )
}
