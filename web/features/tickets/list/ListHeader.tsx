// The head of the list: which view, how many, in which order.

import { useLocation } from 'wouter'
import type { ViewName } from '../../../api/paths.ts'
import { useCounts } from '../../../api/tickets.ts'
import { Button, IconButton } from '../../../kit/Button.tsx'
import { Icon } from '../../../kit/Icon.tsx'
import { Menu } from '../../../kit/Menu.tsx'
import { formatLocale, language, t } from '../../../language/text.ts'
import { places } from '../../../places/places.ts'
import { setPreferences } from '../../../preferences/store.ts'
import { isViewName, sorts, views } from '../views.ts'

interface ListHeaderProps {
  view: ViewName
  sort: string
  total: number | undefined
  isFetching: boolean
  /** Beside an open ticket the ticket's subject is the page's first heading. */
  isBesideTicket: boolean
  onRefresh: () => void
}

export function ListHeader({ view, sort, total, isFetching, isBesideTicket, onRefresh }: ListHeaderProps) {
  const [, navigate] = useLocation()
  const Heading = isBesideTicket ? 'h2' : 'h1'
  const counts = useCounts()
  const number = new Intl.NumberFormat(formatLocale(language()))
  const current = views.find((entry) => entry.name === view)
  return (
    <header className="list-head">
      <Heading className="grow list-title">
        <Menu
          label={t('list.views')}
          chosen={view}
          onPick={(name) => {
            if (isViewName(name)) navigate(places.view(name))
          }}
          entries={views.map((entry) => ({
            id: entry.name,
            label: t(entry.label),
            icon: entry.icon,
            content: (
              <span className="row">
                <span className="grow">{t(entry.label)}</span>
                <span className="muted numeric">
                  {counts.data?.[entry.name] === undefined ? '' : number.format(counts.data[entry.name] ?? 0)}
                </span>
              </span>
            ),
          }))}
          trigger={
            <Button kind="quiet" className="list-view">
              <span className="truncate">{current ? t(current.label) : ''}</span>
              {total === undefined ? null : <span className="list-count numeric">{number.format(total)}</span>}
              <Icon name="chevron-down" size="small" />
            </Button>
          }
        />
      </Heading>
      <Menu
        label={t('list.sort')}
        chosen={sort}
        onPick={(value) => setPreferences({ sort: value })}
        entries={sorts.map((entry) => ({ id: entry.value, label: t(entry.label) }))}
        trigger={<IconButton icon="list-ordered" label={t('list.sort')} />}
      />
      <IconButton
        icon="refresh-cw"
        label={t('command.list.refresh')}
        onPress={onRefresh}
        className={isFetching ? 'is-turning' : ''}
      />
    </header>
  )
}
