// Entries of the audit, the newest first. Who did it and what it was done to filter the list when they are pressed.
import type { AuditEntry, AuditFilter } from '../../../api/audit.ts'
import { Button } from '../../../kit/Button.tsx'
import { TimeText } from '../../../kit/TimeText.tsx'
import { t } from '../../../language/text.ts'

interface AuditTableProps {
  entries: readonly AuditEntry[]
  onOpen: (id: number) => void
  onFilter: (part: Partial<AuditFilter>) => void
}

export function AuditTable({ entries, onOpen, onFilter }: AuditTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="audit-scroll" tabIndex={0} aria-label={t('security.audit')}>
      <table className="audit-table">
        <thead>
          <tr>
            <th scope="col">{t('audit.time')}</th>
            <th scope="col">{t('audit.actor')}</th>
            <th scope="col">{t('audit.what')}</th>
            <th scope="col">{t('audit.object')}</th>
            <th scope="col">{t('audit.address')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.id}>
              <td>
                <TimeText at={entry.created_at} as="moment" />
              </td>
              <td>
                {entry.actor_id === null ? (
                  t('audit.system')
                ) : (
                  <Button size="small" kind="quiet" onPress={() => onFilter({ actor_id: entry.actor_id })}>
                    <bdi>{entry.actor_name || entry.actor_id}</bdi>
                  </Button>
                )}
              </td>
              <td>
                <Button size="small" kind="quiet" onPress={() => onOpen(entry.id)}>
                  {entry.action_label}
                </Button>
                {entry.change_description === '' ? null : (
                  <span className="code muted small settings-line">{entry.change_description}</span>
                )}
              </td>
              <td>
                <Button
                  size="small"
                  kind="quiet"
                  onPress={() => onFilter({ source_type: entry.source_type, source_id: entry.source_id })}
                >
                  {`${entry.source_type} ${entry.source_id}`}
                </Button>
              </td>
              <td className="numeric">{entry.ip_address ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
