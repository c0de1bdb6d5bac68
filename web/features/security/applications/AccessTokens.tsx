// Access tokens that work now: which application, for whom, what it may do, its last use; taken back one at a time, or all
// that a filter names of one application.
import { useState } from 'react'
import {
  type AccessToken,
  type OauthClient,
  useAccessTokens,
  useNames,
  useOauthClients,
  useRevokeAccessToken,
  useWithdrawClient,
} from '../../../api/applications.ts'
import { Button } from '../../../kit/Button.tsx'
import { Confirm } from '../../../kit/Dialog.tsx'
import { describeProblem, ErrorNotice } from '../../../kit/EmptyState.tsx'
import { SelectField } from '../../../kit/Field.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { TimeText } from '../../../kit/TimeText.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'
import { base, places } from '../../../places/places.ts'
import { TokenActivity } from '../tokens/TokenActivity.tsx'

/** Lines that are drawn at once. */
const linesAtOnce = 100
const onError = (error: unknown) => toast(describeProblem(error).text, 'triangle-alert')

export function AccessTokens() {
  const tokens = useAccessTokens()
  const clients = useOauthClients().data ?? []
  const [client, setClient] = useState('')
  const [person, setPerson] = useState('')
  const [isAsking, setAsking] = useState(false)
  const [lines, setLines] = useState(linesAtOnce)
  const withdraw = useWithdrawClient()
  const all = tokens.data ?? []
  const people = [...new Set(all.map((token) => token.user_id))]
  const names = useNames(people).data
  const nameOf = (id: number) => names?.get(id) ?? String(id)
  if (tokens.isPending) return <Skeleton lines={3} />
  if (tokens.isError) return <ErrorNotice error={tokens.error} onRetry={() => void tokens.refetch()} />
  const chosen = clients.find((one) => String(one.id) === client)
  const listed = all.filter(
    (token) =>
      (client === '' || String(token.client_id) === client) && (person === '' || String(token.user_id) === person),
  )
  return (
    <section className="token-section" aria-labelledby="access-tokens">
      <h2 id="access-tokens">{t('applications.tokens')}</h2>
      <p className="muted">{t(all.length === 0 ? 'applications.tokens.none' : 'applications.tokens.text')}</p>
      {all.length === 0 ? null : (
        <div className="row row-wrap token-bar">
          <SelectField
            label={t('applications.client')}
            value={client}
            options={[
              { value: '', label: t('applications.client.all') },
              ...clients.map(({ id, name }) => ({ value: String(id), label: name })),
            ]}
            onChange={setClient}
          />
          <SelectField
            label={t('applications.person')}
            value={person}
            options={[
              { value: '', label: t('applications.person.all') },
              ...people.map((id) => ({ value: String(id), label: nameOf(id) })),
            ]}
            onChange={setPerson}
          />
          {chosen && listed.length > 0 ? (
            <Button kind="danger" isDisabled={withdraw.isPending} onPress={() => setAsking(true)}>
              {t('applications.revokeAll')}
            </Button>
          ) : null}
        </div>
      )}
      {all.length > 0 && listed.length === 0 ? <p>{t('applications.tokens.noMatch')}</p> : null}
      {listed.length === 0 ? null : (
        <ul className="settings-card">
          {listed.slice(0, lines).map((token) => (
            <AccessTokenLine key={token.id} token={token} clients={clients} person={nameOf(token.user_id)} />
          ))}
        </ul>
      )}
      {listed.length > lines ? (
        <Button onPress={() => setLines(lines + linesAtOnce)}>{t('applications.tokens.more')}</Button>
      ) : null}
      {chosen ? (
        <Confirm
          title={t('clients.withdraw.title', { name: chosen.name })}
          isOpen={isAsking}
          confirm={t('applications.revokeAll')}
          isDangerous
          onClose={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false)
            withdraw.mutate(
              { client_id: chosen.id, user_id: person === '' ? null : Number(person) },
              { onSuccess: () => toast(t('clients.withdrawn')), onError },
            )
          }}
        >
          <p>
            {person === ''
              ? t('clients.withdraw.text')
              : t('clients.withdraw.person', { person: nameOf(Number(person)) })}
          </p>
        </Confirm>
      ) : null}
    </section>
  )
}

interface AccessTokenLineProps {
  token: AccessToken
  clients: readonly OauthClient[]
  person: string
}

function AccessTokenLine({ token, clients, person }: AccessTokenLineProps) {
  const [open, setOpen] = useState<'activity' | 'revoke' | null>(null)
  const revoke = useRevokeAccessToken()
  const name = clients.find((one) => one.id === token.client_id)?.name ?? String(token.client_id)
  const close = () => setOpen(null)
  return (
    <li className="token">
      <h3>
        <bdi>{name}</bdi>
      </h3>
      <dl className="token-facts">
        <dt>{t('tokens.owner')}</dt>
        <dd>
          <a href={`${base}${places.person(token.user_id)}`}>
            <bdi>{person}</bdi>
          </a>
        </dd>
        <dt>{t('tokens.scopes')}</dt>
        <dd className="code">{token.scopes.join(' ')}</dd>
        <dt>{t('applications.since')}</dt>
        <dd>
          <TimeText at={token.created_at} as="moment" />
        </dd>
        <dt>{t('tokens.ends')}</dt>
        <dd>{token.expires_at === null ? t('tokens.endless') : <TimeText at={token.expires_at} as="moment" />}</dd>
        <dt>{t('tokens.lastUse')}</dt>
        <dd>{token.used_at === null ? t('tokens.never') : <TimeText at={token.used_at} as="moment" />}</dd>
      </dl>
      <div className="row row-wrap">
        <Button size="small" icon="history" onPress={() => setOpen('activity')}>
          {t('tokens.activity')}
        </Button>
        <Button size="small" icon="trash-2" isDisabled={revoke.isPending} onPress={() => setOpen('revoke')}>
          {t('tokens.revoke')}
        </Button>
      </div>
      {open === 'activity' ? <TokenActivity id={token.id} name={`${name} · ${person}`} onClose={close} /> : null}
      <Confirm
        title={t('tokens.revoke.title', { name: `${name} · ${person}` })}
        isOpen={open === 'revoke'}
        confirm={t('tokens.revoke')}
        isDangerous
        onClose={close}
        onConfirm={() => {
          close()
          revoke.mutate(token.id, { onSuccess: () => toast(t('tokens.revoked')), onError })
        }}
      >
        <p>{t('applications.revoke.text')}</p>
      </Confirm>
    </li>
  )
}
