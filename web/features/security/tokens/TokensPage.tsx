// API tokens as admins see them: everybody's, with the rules for them. A new secret stands on top, once.
import { useState } from 'react'
import { type ApiToken, useCredentialPolicy, useTokens } from '../../../api/credentials.ts'
import { useServiceAccounts } from '../../../api/serviceAccounts.ts'
import { useMe } from '../../../api/session.ts'
import { useTeam } from '../../../api/team.ts'
import { Button } from '../../../kit/Button.tsx'
import { EmptyState, ErrorNotice } from '../../../kit/EmptyState.tsx'
import { SelectField } from '../../../kit/Field.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { t } from '../../../language/text.ts'
import { EndingNotice } from './EndingNotice.tsx'
import { PasswordAccess } from './PasswordAccess.tsx'
import { SecretNotice, type ShownSecret } from './SecretNotice.tsx'
import { TokenDialog } from './TokenDialog.tsx'
import { TokenList } from './TokenList.tsx'
import { TokenRules } from './TokenRules.tsx'
import './tokens.css'

export default function TokensPage() {
  const [shown, setShown] = useState<ShownSecret | null>(null)
  const policy = useCredentialPolicy()
  return (
    <>
      <p className="muted">{t('tokens.text')}</p>
      {shown ? <SecretNotice shown={shown} onDone={() => setShown(null)} /> : null}
      {policy.isError ? <ErrorNotice error={policy.error} onRetry={() => void policy.refetch()} /> : null}
      {policy.isPending ? <Skeleton lines={5} /> : null}
      {policy.isSuccess ? (
        <>
          <AllTokens mostDays={policy.data.max_token_days} onMade={setShown} />
          <TokenRules key={JSON.stringify(policy.data)} policy={policy.data} />
          <PasswordAccess />
        </>
      ) : null}
    </>
  )
}

function AllTokens({ mostDays, onMade }: { mostDays: number | null; onMade: (shown: ShownSecret) => void }) {
  const me = useMe()
  const [isRevoked, setRevoked] = useState(false)
  const tokens = useTokens({ isRevoked })
  const team = useTeam().data ?? []
  const programs = (useServiceAccounts().data ?? []).filter((program) => program.active)
  const [isMaking, setMaking] = useState(false)
  const [owner, setOwner] = useState('')
  if (tokens.isPending) return <Skeleton lines={5} />
  if (tokens.isError) return <ErrorNotice error={tokens.error} onRetry={() => void tokens.refetch()} />
  const nameOf = (id: number) => team.find((one) => one.id === id)?.name ?? String(id)
  const owners = [...new Set(tokens.data.map((token) => token.user_id))]
  const listed = tokens.data.filter((token) => owner === '' || String(token.user_id) === owner)
  const isMine = ({ user_id }: ApiToken) => user_id === me.id || programs.some((program) => program.id === user_id)
  const add = (
    <Button kind="primary" icon="plus" onPress={() => setMaking(true)}>
      {t('tokens.new')}
    </Button>
  )
  return (
    <section className="token-section" aria-label={t('tokens.title')}>
      {isRevoked ? null : <EndingNotice tokens={tokens.data} />}
      {tokens.data.length === 0 && !isRevoked ? (
        <EmptyState
          icon="code"
          title={t('tokens.none')}
          action={
            <>
              {add}
              <Button onPress={() => setRevoked(true)}>{t('tokens.showRevoked')}</Button>
            </>
          }
        >
          {t('tokens.none.text')}
        </EmptyState>
      ) : (
        <>
          <div className="row row-wrap token-bar">
            {owners.length < 2 ? null : (
              <SelectField
                label={t('tokens.owner')}
                value={owner}
                options={[
                  { value: '', label: t('tokens.owner.all') },
                  ...owners.map((id) => ({ value: String(id), label: nameOf(id) })),
                ]}
                onChange={setOwner}
              />
            )}
            <SelectField
              label={t('tokens.which')}
              value={isRevoked ? 'revoked' : 'live'}
              options={[
                { value: 'live', label: t('tokens.which.live') },
                { value: 'revoked', label: t('tokens.which.revoked') },
              ]}
              onChange={(which) => {
                setOwner('')
                setRevoked(which === 'revoked')
              }}
            />
            {add}
          </div>
          {listed.length === 0 ? (
            <p>{t('tokens.noMatch')}</p>
          ) : (
            <TokenList
              tokens={listed}
              ownerOf={(token) => nameOf(token.user_id)}
              mayChange={isMine}
              mostDays={mostDays}
              Heading="h2"
              onMade={onMade}
            />
          )}
        </>
      )}
      {isMaking ? (
        <TokenDialog
          owners={[{ id: me.id, name: t('tokens.for.me') }, ...programs]}
          mostDays={mostDays}
          onMade={(shown) => {
            setMaking(false)
            onMade(shown)
          }}
          onClose={() => setMaking(false)}
        />
      ) : null}
    </section>
  )
}
