// One entry: what changed from what to what, where it stands in the chain, what else the same request did.
import { type AuditDetail, type AuditEntry, type AuditFilter, useAuditEntry } from '../../../api/audit.ts'
import { Button } from '../../../kit/Button.tsx'
import { Dialog } from '../../../kit/Dialog.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { TimeText } from '../../../kit/TimeText.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'
import { base, places } from '../../../places/places.ts'
import { ApplicationName, CredentialName } from './CredentialName.tsx'

interface AuditEntryDialogProps {
  id: number
  onOpen: (id: number) => void
  onFilter: (part: Partial<AuditFilter>) => void
  onClose: () => void
}

export function AuditEntryDialog({ id, onOpen, onFilter, onClose }: AuditEntryDialogProps) {
  const entry = useAuditEntry(id)
  const copy = async () => {
    await navigator.clipboard.writeText(`${location.origin}${base}${places.security('audit')}?entry=${id}`)
    toast(t('audit.copied'))
  }
  const filter = (part: Partial<AuditFilter>) => {
    onFilter(part)
    onClose()
  }
  return (
    <Dialog
      title={entry.data?.audit_log.action_label ?? t('security.audit')}
      isOpen
      isWide
      onClose={onClose}
      actions={
        <>
          <Button icon="link" onPress={() => void copy()}>
            {t('audit.copy')}
          </Button>
          <Button kind="primary" onPress={onClose}>
            {t('kit.close')}
          </Button>
        </>
      }
    >
      {entry.isPending ? <Skeleton lines={5} /> : null}
      {entry.isError ? <ErrorNotice error={entry.error} onRetry={() => void entry.refetch()} /> : null}
      {entry.data ? <Facts log={entry.data.audit_log} onFilter={filter} /> : null}
      {entry.data && entry.data.related.length > 0 ? <Related entries={entry.data.related} onOpen={onOpen} /> : null}
    </Dialog>
  )
}

function Facts({ log, onFilter }: { log: AuditDetail; onFilter: (part: Partial<AuditFilter>) => void }) {
  return (
    <>
      <dl className="audit-facts">
        <dt>{t('audit.time')}</dt>
        <dd>
          <TimeText at={log.created_at} as="moment" />
        </dd>
        <dt>{t('audit.actor')}</dt>
        <dd>
          <bdi>{log.actor_id === null ? t('audit.system') : log.actor_name}</bdi>
        </dd>
        {log.token_id === null ? null : (
          <>
            <dt>{t('audit.credential')}</dt>
            <dd>
              <Button size="small" kind="quiet" onPress={() => onFilter({ token_id: log.token_id })}>
                <CredentialName id={log.token_id} />
              </Button>
              {log.client_id === null ? null : (
                <Button size="small" kind="quiet" onPress={() => onFilter({ client_id: log.client_id })}>
                  <ApplicationName id={log.client_id} />
                </Button>
              )}
            </dd>
          </>
        )}
        <dt>{t('audit.address')}</dt>
        <dd>
          {log.ip_address ?? '–'} {log.user_agent === null ? null : <span className="muted">{log.user_agent}</span>}
        </dd>
        <dt>{t('audit.request')}</dt>
        <dd className="code">{[log.channel, log.request_id].filter(Boolean).join(' · ') || '–'}</dd>
        <dt>{t('audit.chain')}</dt>
        <dd>{log.position === null ? t('audit.unsealed') : t('audit.position', { position: log.position })}</dd>
      </dl>
      {log.changes.length === 0 ? null : (
        <table className="audit-table audit-changes">
          <thead>
            <tr>
              <th scope="col">{t('audit.field')}</th>
              <th scope="col">{t('audit.before')}</th>
              <th scope="col">{t('audit.after')}</th>
            </tr>
          </thead>
          <tbody>
            {log.changes.map((change) => (
              <tr key={change.field}>
                <th scope="row" className="code">
                  {change.field}
                </th>
                <td>{change.before === null ? '–' : <del>{change.before}</del>}</td>
                <td>{change.after === null ? '–' : <ins>{change.after}</ins>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <details>
        <summary>{t('audit.raw')}</summary>
        <pre className="code audit-raw">{JSON.stringify(log.data, null, 2)}</pre>
      </details>
    </>
  )
}

function Related({ entries, onOpen }: { entries: readonly AuditEntry[]; onOpen: (id: number) => void }) {
  return (
    <section>
      <h3>{t('audit.related')}</h3>
      <ul>
        {entries.map((entry) => (
          <li key={entry.id}>
            <Button size="small" kind="quiet" onPress={() => onOpen(entry.id)}>
              {`${entry.action_label} · ${entry.source_type} ${entry.source_id}`}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
