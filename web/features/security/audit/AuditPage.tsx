// The audit explorer: what was done, by whom, from where; filters, files, and the proof that nobody changed it.
import { useDeferredValue, useState } from 'react'
import { type AuditFilter, auditFile, everything, useAuditEntries } from '../../../api/audit.ts'
import { Button } from '../../../kit/Button.tsx'
import { EmptyState, ErrorNotice } from '../../../kit/EmptyState.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { t } from '../../../language/text.ts'
import { AuditEntryDialog } from './AuditEntryDialog.tsx'
import { AuditFilters } from './AuditFilters.tsx'
import { AuditTable } from './AuditTable.tsx'
import { AuditVerifier } from './AuditVerifier.tsx'
import './audit.css'

/** An id that the address has under a name, as `?entry=` of a link that was sent to a colleague. */
function idInAddress(name: string): number | null {
  const id = Number(new URLSearchParams(location.search).get(name))
  return Number.isSafeInteger(id) && id > 0 ? id : null
}

/** What the address asks for: lists of credentials and people lead here. */
const askedFilter = (): AuditFilter => ({
  ...everything,
  actor_id: idInAddress('actor'),
  token_id: idInAddress('token'),
  client_id: idInAddress('client'),
})

export default function AuditPage() {
  const [filter, setFilter] = useState(askedFilter)
  const [open, setOpen] = useState(() => idInAddress('entry'))
  const list = useAuditEntries(useDeferredValue(filter))
  const entries = list.data?.pages.flatMap((page) => page.audit_logs) ?? []
  const actor = entries.find((entry) => entry.actor_id === filter.actor_id)
  const change = (part: Partial<AuditFilter>) => setFilter({ ...filter, ...part })
  const isFiltered = JSON.stringify(filter) !== JSON.stringify(everything)
  return (
    <div className="audit">
      <p className="muted">{t('audit.text')}</p>
      <AuditVerifier />
      <AuditFilters
        filter={filter}
        actorName={actor?.actor_name ?? ''}
        onChange={change}
        onClear={isFiltered ? () => setFilter(everything) : null}
      />
      <div className="row row-wrap">
        <a className="button button-plain" href={auditFile(filter, 'csv')} download="audit.csv">
          {t('audit.csv')}
        </a>
        <a className="button button-plain" href={auditFile(filter, 'ndjson')} download="audit.ndjson">
          {t('audit.ndjson')}
        </a>
      </div>
      {list.isPending ? <Skeleton lines={8} /> : null}
      {list.isError ? <ErrorNotice error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isSuccess && entries.length === 0 ? (
        <EmptyState icon="search" title={t('audit.none')}>
          {t('audit.none.text')}
        </EmptyState>
      ) : null}
      {entries.length > 0 ? <AuditTable entries={entries} onOpen={setOpen} onFilter={change} /> : null}
      {list.hasNextPage ? (
        <Button onPress={() => void list.fetchNextPage()} isDisabled={list.isFetchingNextPage}>
          {t('audit.more')}
        </Button>
      ) : null}
      {open === null ? null : (
        <AuditEntryDialog id={open} onOpen={setOpen} onFilter={change} onClose={() => setOpen(null)} />
      )}
    </div>
  )
}
