// Who sends texts. Off until set up: a text is the weakest second factor, and costs money.
import { useState } from 'react'
import { type SmsGateway, useSaveGateway, useSmsGateway, useTestGateway } from '../../../api/factors.ts'
import { Button } from '../../../kit/Button.tsx'
import { describeProblem, ErrorNotice } from '../../../kit/EmptyState.tsx'
import { Field, SelectField, SwitchField, TextArea, TextField } from '../../../kit/Field.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'

export function GatewayForm() {
  const gateway = useSmsGateway()
  if (gateway.isPending) return <Skeleton lines={3} />
  if (gateway.isError) return <ErrorNotice error={gateway.error} onRetry={() => void gateway.refetch()} />
  return <Form key={JSON.stringify(gateway.data)} now={gateway.data} />
}

const jsonType = 'application/json'

function Form({ now }: { now: SmsGateway | null }) {
  const save = useSaveGateway()
  const test = useTestGateway()
  const [kind, setKind] = useState<'http' | 'twilio'>(now?.kind ?? 'http')
  const [isActive, setActive] = useState(now?.is_active ?? false)
  const [url, setUrl] = useState(now?.url ?? '')
  const [body, setBody] = useState(now?.body ?? '{"to": "[number]", "text": "[text]"}')
  const [headers, setHeaders] = useState('')
  const [sid, setSid] = useState(now?.account_sid ?? '')
  const [token, setToken] = useState('')
  const [from, setFrom] = useState(now?.from ?? '')
  const [number, setNumber] = useState('')
  const failed = (error: unknown) => toast(describeProblem(error).text, 'triangle-alert')
  const keep = () =>
    save.mutate(
      kind === 'http'
        ? {
            kind,
            is_active: isActive,
            url,
            method: now?.method ?? 'POST',
            content_type: now?.content_type ?? jsonType,
            body,
            ...(headers.trim() === '' ? {} : { headers: readHeaders(headers) }),
          }
        : {
            kind,
            is_active: isActive,
            account_sid: sid,
            from,
            ...(url.trim() === '' ? {} : { url }),
            ...(token === '' ? {} : { auth_token: token }),
          },
      { onSuccess: () => toast(t('settings.saved')), onError: failed },
    )
  const known = Object.keys(now?.headers ?? {})
  return (
    <section className="factor-role" aria-label={t('sms.title')}>
      <h2>{t('sms.title')}</h2>
      <p className="notice notice-amber">{t('sms.text')}</p>
      <SwitchField label={t('sms.active')} isOn={isActive} onChange={setActive} />
      <SelectField
        label={t('sms.kind')}
        value={kind}
        options={[
          { value: 'http', label: t('sms.kind.http') },
          { value: 'twilio', label: t('sms.kind.twilio') },
        ]}
        onChange={setKind}
      />
      <TextField label={t('sms.url')} value={url} onChange={setUrl} placeholder="https://" />
      {kind === 'http' ? (
        <>
          <TextArea label={t('sms.body')} help={t('sms.body.help')} value={body} onChange={setBody} />
          <TextArea
            label={t('sms.headers')}
            help={known.length > 0 ? t('sms.headers.known', { names: known.join(', ') }) : t('sms.headers.help')}
            value={headers}
            onChange={setHeaders}
          />
        </>
      ) : (
        <>
          <TextField label={t('sms.sid')} value={sid} onChange={setSid} />
          <Field label={t('sms.token')} help={now?.kind === 'twilio' ? t('sms.token.kept') : undefined}>
            {(ids) => (
              <input
                {...ids}
                className="input"
                type="password"
                autoComplete="off"
                value={token}
                onChange={(event) => setToken(event.target.value)}
              />
            )}
          </Field>
          <TextField label={t('sms.from')} value={from} onChange={setFrom} />
        </>
      )}
      <div className="row row-wrap">
        <Button kind="primary" isDisabled={save.isPending} onPress={keep}>
          {t('sms.save')}
        </Button>
        {now ? (
          <Button kind="danger" onPress={() => save.mutate(null, { onError: failed })}>
            {t('sms.remove')}
          </Button>
        ) : null}
      </div>
      {now ? (
        <>
          <TextField label={t('sms.test')} value={number} onChange={setNumber} placeholder="+49 30 1234567" />
          <div className="row">
            <Button
              icon="send"
              isDisabled={number.trim() === '' || test.isPending}
              onPress={() =>
                test.mutate(number, {
                  onSuccess: ({ is_sent, problem }) =>
                    toast(is_sent ? t('sms.sent') : (problem ?? ''), is_sent ? 'check' : 'triangle-alert'),
                  onError: failed,
                })
              }
            >
              {t('sms.test.send')}
            </Button>
          </div>
        </>
      ) : null}
    </section>
  )
}

/** `Name: value` lines. */
function readHeaders(text: string): Record<string, string> {
  const lines = text.split('\n').filter((line) => line.includes(':'))
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).trim(), line.slice(line.indexOf(':') + 1).trim()]),
  )
}
