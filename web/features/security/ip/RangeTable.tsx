// The ranges, one a line: network, what it is, until when. A line that is left empty is not saved.
import type { IpRange } from '../../../api/ipRestrictions.ts'
import { Button, IconButton } from '../../../kit/Button.tsx'
import { Icon } from '../../../kit/Icon.tsx'
import { t } from '../../../language/text.ts'

interface RangeTableProps {
  ranges: readonly IpRange[]
  yourAddress: string | null
  error: string | undefined
  onChange: (ranges: IpRange[]) => void
}

const empty: IpRange = { range: '', label: '', expires_at: null }

export function RangeTable({ ranges, yourAddress, error, onChange }: RangeTableProps) {
  const change = (position: number, part: Partial<IpRange>) =>
    onChange(ranges.map((one, at) => (at === position ? { ...one, ...part } : one)))
  return (
    <fieldset className="ip-ranges">
      <legend className="field-label">{t('ip.ranges')}</legend>
      <p className="field-help">{t('ip.ranges.help')}</p>
      {ranges.map((one, position) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name but its place
        <div key={position} className="ip-range">
          <input
            className="input"
            aria-label={t('ip.range', { number: position + 1 })}
            placeholder="198.51.100.0/24"
            value={one.range}
            spellCheck={false}
            maxLength={50}
            onChange={(event) => change(position, { range: event.target.value })}
          />
          <input
            className="input"
            aria-label={t('ip.label', { number: position + 1 })}
            placeholder={t('ip.label.example')}
            value={one.label}
            maxLength={200}
            onChange={(event) => change(position, { label: event.target.value })}
          />
          <input
            className="input"
            type="date"
            aria-label={t('ip.expires', { number: position + 1 })}
            title={t('ip.expires', { number: position + 1 })}
            value={one.expires_at?.slice(0, 10) ?? ''}
            onChange={(event) =>
              change(position, { expires_at: event.target.value === '' ? null : `${event.target.value}T23:59:59.000Z` })
            }
          />
          <IconButton
            icon="trash-2"
            label={t('ip.remove', { range: one.range || String(position + 1) })}
            onPress={() => onChange(ranges.filter((_one, at) => at !== position))}
          />
        </div>
      ))}
      {error ? (
        <p className="field-error" role="alert">
          <Icon name="circle-alert" size="small" /> {error}
        </p>
      ) : null}
      <div className="row row-wrap">
        <Button icon="plus" onPress={() => onChange([...ranges, empty])}>
          {t('ip.add')}
        </Button>
        {yourAddress === null || ranges.some((one) => one.range === yourAddress) ? null : (
          <Button onPress={() => onChange([...ranges, { ...empty, range: yourAddress }])}>{t('ip.addYours')}</Button>
        )}
      </div>
    </fieldset>
  )
}
