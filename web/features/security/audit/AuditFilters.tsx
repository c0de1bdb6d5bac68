// What the explorer shows: kinds of things, since when, until when; people and objects are chosen in the table.
import type { AuditFilter } from '../../../api/audit.ts'
import { Button } from '../../../kit/Button.tsx'
import { TextField } from '../../../kit/Field.tsx'
import { t } from '../../../language/text.ts'
import { ApplicationName, CredentialName } from './CredentialName.tsx'

interface AuditFiltersProps {
  filter: AuditFilter
  /** Who the list is filtered by, as far as it is known. */
  actorName: string
  onChange: (part: Partial<AuditFilter>) => void
  /** Null where nothing is filtered. */
  onClear: (() => void) | null
}

/** Kinds that one asks for most; any other can be written. */
const kinds = ['user.*', 'session.*', 'token.*', 'factor*', 'ip_restrictions.*', 'custom_role.*', 'ticket.*', 'audit.*']

export function AuditFilters({ filter, actorName, onChange, onClear }: AuditFiltersProps) {
  return (
    <search className="audit-filters">
      <TextField
        label={t('audit.action')}
        help={t('audit.action.help')}
        placeholder="user.*"
        value={filter.action}
        onChange={(action) => onChange({ action })}
      />
      <TextField label={t('audit.from')} type="date" value={filter.from} onChange={(from) => onChange({ from })} />
      <TextField label={t('audit.to')} type="date" value={filter.to} onChange={(to) => onChange({ to })} />
      <div className="row row-wrap audit-chips">
        {kinds.map((kind) => (
          <Button
            key={kind}
            size="small"
            kind="quiet"
            aria-pressed={filter.action === kind}
            onPress={() => onChange({ action: filter.action === kind ? '' : kind })}
          >
            {kind}
          </Button>
        ))}
        {filter.actor_id === null ? null : (
          <Button size="small" icon="x" onPress={() => onChange({ actor_id: null })}>
            <bdi>{t('audit.byActor', { name: actorName || String(filter.actor_id) })}</bdi>
          </Button>
        )}
        {filter.token_id === null ? null : (
          <Button size="small" icon="x" onPress={() => onChange({ token_id: null })}>
            <CredentialName id={filter.token_id} />
          </Button>
        )}
        {filter.client_id === null ? null : (
          <Button size="small" icon="x" onPress={() => onChange({ client_id: null })}>
            <ApplicationName id={filter.client_id} />
          </Button>
        )}
        {filter.source_id === null ? null : (
          <Button size="small" icon="x" onPress={() => onChange({ source_id: null, source_type: '' })}>
            {`${filter.source_type} ${filter.source_id}`}
          </Button>
        )}
        {onClear ? (
          <Button size="small" onPress={onClear}>
            {t('audit.clear')}
          </Button>
        ) : null}
      </div>
    </search>
  )
}
