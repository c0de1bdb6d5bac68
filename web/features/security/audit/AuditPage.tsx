// The audit explorer: what was done, by whom, from where; filters, files, and the proof that nobody changed it.
import { useDeferredValue, useState } from 'react'
import { type AuditFilter, auditFile, useAuditEntries } from '../../../api/audit.ts'
import { Button } from '../../../kit/Button.tsx'
import { EmptyState, ErrorNotice } from '../../../kit/EmptyState.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { t } from '../../../language/text.ts'
import { AuditEntryDialog } from './AuditEntryDialog.tsx'
import { AuditFilters } from './AuditFilters.tsx'
import { AuditTable } from './AuditTable.tsx'
import { AuditVerifier } from './AuditVerifier.tsx'
import './audit.css'

const everything: AuditFilter = { action: '', actor_id: null, source_type: '', source_id: null, from: '', to: '' }

/** The entry that an address asks for: a link to one entry can be sent to a colleague. */
function askedEntry(): number | null {
  const id = Number(new URLSearchParams(location.search).get('entry'))
  return Number.isSafeInteger(id) && id > 0 ? id : null
}

export default function AuditPage() {
  const [filter, setFilter] = useState(everything)
  const [open, setOpen] = useState(askedEntry)
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
      {open === null ? null : <AuditEntryDialog id={open} onOpen={setOpen} onClose={() => setOpen(null)} />}
    </div>
  )
}
