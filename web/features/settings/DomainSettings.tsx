// Mail domains: the DNS records to publish, each with what it is for and how it stands.
import { useState } from 'react'
import { useAddDomain, useCheckDomain, useDomains } from '../../api/settings.ts'
import type { DnsRecord, MailDomain } from '../../api/shapes.ts'
import { Badge, type Tone } from '../../kit/Badge.tsx'
import { Button, IconButton } from '../../kit/Button.tsx'
import { EmptyState, ErrorNotice } from '../../kit/EmptyState.tsx'
import { TextField } from '../../kit/Field.tsx'
import type { IconName } from '../../kit/icon-names.ts'
import { Skeleton } from '../../kit/Skeleton.tsx'
import { TimeText } from '../../kit/TimeText.tsx'
import { toast } from '../../kit/Toasts.tsx'
import { type MessageKey, t } from '../../language/text.ts'

const stateLooks: Record<string, { label: MessageKey; tone: Tone; icon: IconName }> = {
  ok: { label: 'dns.ok', tone: 'green', icon: 'check' },
  waiting: { label: 'dns.waiting', tone: 'slate', icon: 'clock' },
  missing: { label: 'dns.missing', tone: 'amber', icon: 'circle-dashed' },
  warning: { label: 'dns.warning', tone: 'amber', icon: 'triangle-alert' },
  wrong: { label: 'dns.wrong', tone: 'red', icon: 'circle-alert' },
  broken: { label: 'dns.broken', tone: 'red', icon: 'octagon-alert' },
}

const purposeWords: Record<string, MessageKey> = {
  dkim: 'dns.purpose.dkim',
  spf: 'dns.purpose.spf',
  dmarc: 'dns.purpose.dmarc',
  mx: 'dns.purpose.mx',
}
const findingWords: Record<string, MessageKey> = {
  missing: 'dns.finding.missing',
  different: 'dns.finding.different',
  withdrawn: 'dns.finding.withdrawn',
  several: 'dns.finding.several',
  not_allowed: 'dns.finding.notAllowed',
  broken: 'dns.finding.broken',
  watching_only: 'dns.finding.watchingOnly',
  unreachable: 'dns.finding.unreachable',
}

export default function DomainSettings() {
  const domains = useDomains()
  const add = useAddDomain()
  const [name, setName] = useState('')
  return (
    <>
      <p className="muted">{t('domain.text')}</p>
      {domains.isPending ? <Skeleton lines={2} /> : null}
      {domains.isError ? <ErrorNotice error={domains.error} onRetry={() => void domains.refetch()} /> : null}
      {domains.data?.length === 0 ? <EmptyState icon="globe" title={t('domain.none')} /> : null}
      {domains.data?.map((domain) => (
        <DomainCard domain={domain} key={domain.id} />
      ))}
      <form
        className="stack form card settings-card"
        onSubmit={(event) => {
          event.preventDefault()
          add.mutate(name.trim(), { onSuccess: () => setName('') })
        }}
      >
        {add.isError ? <ErrorNotice error={add.error} /> : null}
        <TextField label={t('domain.name')} value={name} onChange={setName} placeholder="example.com" isRequired />
        <div className="row">
          <Button kind="primary" type="submit" isPending={add.isPending}>
            {t('domain.add')}
          </Button>
        </div>
      </form>
    </>
  )
}

function DomainCard({ domain }: { domain: MailDomain }) {
  const check = useCheckDomain()
  return (
    <section className="card settings-card" aria-labelledby={`domain-${domain.id}`}>
      <div className="row row-wrap">
        <h2 className="card-title grow" id={`domain-${domain.id}`}>
          {domain.name}
        </h2>
        {domain.checked_at ? (
          <span className="muted small">
            {t('domain.checked')} <TimeText at={domain.checked_at} />
          </span>
        ) : null}
        <Button icon="refresh-cw" onPress={() => check.mutate(domain.id)} isPending={check.isPending}>
          {t('domain.check')}
        </Button>
      </div>
      {check.isError ? <ErrorNotice error={check.error} /> : null}
      <ul className="dns">
        {domain.records.map((record) => (
          <RecordRow record={record} key={`${record.type}-${record.host}-${record.value}`} />
        ))}
      </ul>
    </section>
  )
}

function RecordRow({ record }: { record: DnsRecord }) {
  const look = stateLooks[record.state]
  const purpose = purposeWords[record.purpose]
  const finding = record.finding ? findingWords[record.finding] : undefined
  return (
    <li className="dns-record">
      <div className="row row-wrap">
        <strong>{record.type}</strong>
        <span className="muted grow">
          {purpose ? t(purpose) : record.purpose}
          {record.importance === 'advised' ? ` · ${t('dns.advised')}` : ''}
        </span>
        <Badge tone={look?.tone ?? 'slate'} icon={look?.icon ?? 'info'}>
          {look ? t(look.label) : record.state}
        </Badge>
      </div>
      <CopyLine label={t('dns.host')} value={record.host} />
      <CopyLine label={t('dns.value')} value={record.value} />
      {finding || record.reason ? <p className="dns-reason">{finding ? t(finding) : record.reason}</p> : null}
      {record.found?.length && record.state !== 'ok' ? (
        <CopyLine label={t('dns.found')} value={record.found.join('\n')} />
      ) : null}
    </li>
  )
}

function CopyLine({ label, value }: { label: string; value: string }) {
  return (
    <div className="dns-line">
      <span className="muted small">{label}</span>
      <code className="code grow">{value}</code>
      <IconButton
        icon="copy"
        size="small"
        label={t('dns.copy', { what: label })}
        onPress={() => void navigator.clipboard.writeText(value).then(() => toast(t('copied.text')))}
      />
    </div>
  )
}
