// What programs come in with: API tokens with the rule for them, and OAuth clients. A new secret stands on top, once.
import { useState } from 'react'
import { useCredentialPolicy, useTokens } from '../../../api/credentials.ts'
import { Button } from '../../../kit/Button.tsx'
import { EmptyState, ErrorNotice } from '../../../kit/EmptyState.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { t } from '../../../language/text.ts'
import { ClientSection } from './ClientSection.tsx'
import { LongestLife } from './LongestLife.tsx'
import { PasswordAccess } from './PasswordAccess.tsx'
import { SecretNotice, type ShownSecret } from './SecretNotice.tsx'
import { TokenDialog } from './TokenDialog.tsx'
import { TokenList } from './TokenList.tsx'
import './tokens.css'

export default function TokensPage() {
  const [shown, setShown] = useState<ShownSecret | null>(null)
  return (
    <>
      <p className="muted">{t('tokens.text')}</p>
      {shown ? <SecretNotice shown={shown} onDone={() => setShown(null)} /> : null}
      <TokenSection onMade={setShown} />
      <ClientSection onMade={setShown} />
    </>
  )
}

function TokenSection({ onMade }: { onMade: (shown: ShownSecret) => void }) {
  const tokens = useTokens()
  const policy = useCredentialPolicy()
  const [isMaking, setMaking] = useState(false)
  if (tokens.isPending || policy.isPending) return <Skeleton lines={5} />
  if (tokens.isError) return <ErrorNotice error={tokens.error} onRetry={() => void tokens.refetch()} />
  if (policy.isError) return <ErrorNotice error={policy.error} onRetry={() => void policy.refetch()} />
  const { max_token_days } = policy.data
  const add = (
    <Button kind="primary" icon="plus" onPress={() => setMaking(true)}>
      {t('tokens.new')}
    </Button>
  )
  return (
    <section className="token-section" aria-label={t('tokens.title')}>
      <div className="row row-wrap">
        <h2 className="grow">{t('tokens.title')}</h2>
        {tokens.data.length === 0 ? null : add}
      </div>
      {tokens.data.length === 0 ? (
        <EmptyState icon="code" title={t('tokens.none')} action={add}>
          {t('tokens.none.text')}
        </EmptyState>
      ) : (
        <TokenList tokens={tokens.data} onMade={onMade} />
      )}
      <LongestLife key={max_token_days} days={max_token_days} />
      <PasswordAccess />
      {isMaking ? (
        <TokenDialog
          mostDays={max_token_days}
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
