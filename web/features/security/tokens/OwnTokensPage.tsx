// One's own API tokens, and the applications one lets act for oneself. Whether one may make tokens, the account says.
import { useState } from 'react'
import { useCredentialPolicy, useTokens } from '../../../api/credentials.ts'
import { useMe } from '../../../api/session.ts'
import { Button } from '../../../kit/Button.tsx'
import { EmptyState, ErrorNotice } from '../../../kit/EmptyState.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { t } from '../../../language/text.ts'
import { OwnApplications } from '../applications/OwnApplications.tsx'
import { EndingNotice } from './EndingNotice.tsx'
import { SecretNotice, type ShownSecret } from './SecretNotice.tsx'
import { TokenDialog } from './TokenDialog.tsx'
import { TokenList } from './TokenList.tsx'
import './tokens.css'

export default function OwnTokensPage() {
  const me = useMe()
  const [isRevoked, setRevoked] = useState(false)
  const tokens = useTokens({ user_id: me.id, isRevoked })
  const policy = useCredentialPolicy()
  const [shown, setShown] = useState<ShownSecret | null>(null)
  const [isMaking, setMaking] = useState(false)
  if (tokens.isError) return <ErrorNotice error={tokens.error} onRetry={() => void tokens.refetch()} />
  if (policy.isError) return <ErrorNotice error={policy.error} onRetry={() => void policy.refetch()} />
  if (tokens.isPending || policy.isPending) return <Skeleton lines={5} />
  const { max_token_days, own_tokens } = policy.data
  const mayMake = me.role === 'admin' || own_tokens !== 'admins'
  const add = mayMake ? (
    <Button kind="primary" icon="plus" onPress={() => setMaking(true)}>
      {t('tokens.new')}
    </Button>
  ) : null
  return (
    <>
      <p className="muted">{t('tokens.yours.text')}</p>
      {shown ? <SecretNotice shown={shown} onDone={() => setShown(null)} /> : null}
      <section className="token-section" aria-label={t('tokens.title')}>
        {isRevoked ? null : <EndingNotice tokens={tokens.data} />}
        {tokens.data.length === 0 && !isRevoked ? (
          <EmptyState
            icon={mayMake ? 'code' : 'lock'}
            title={t(mayMake ? 'tokens.none' : 'tokens.notYours')}
            action={add}
          >
            {t(mayMake ? 'tokens.none.text' : 'tokens.notYours.none')}
          </EmptyState>
        ) : (
          <>
            <div className="row row-wrap">
              <h2 className="grow">{t('tokens.title')}</h2>
              {add}
            </div>
            {mayMake ? null : <p className="muted">{t('tokens.notYours.text')}</p>}
            {tokens.data.length === 0 ? (
              <p>{t('tokens.noMatch')}</p>
            ) : (
              <TokenList
                tokens={tokens.data}
                ownerOf={() => null}
                mayChange={() => mayMake}
                mostDays={max_token_days}
                Heading="h3"
                onMade={setShown}
              />
            )}
          </>
        )}
        <div className="row">
          <Button size="small" onPress={() => setRevoked(!isRevoked)}>
            {t(isRevoked ? 'tokens.showLive' : 'tokens.showRevoked')}
          </Button>
        </div>
      </section>
      <OwnApplications />
      {isMaking ? (
        <TokenDialog
          owners={[{ id: me.id, name: me.name }]}
          mostDays={max_token_days}
          onMade={(made) => {
            setMaking(false)
            setShown(made)
          }}
          onClose={() => setMaking(false)}
        />
      ) : null}
    </>
  )
}
