// Service accounts: programs that are part of the team, each with its tokens. Nobody can sign in as one.
import { useState } from 'react'
import { useCredentialPolicy, useTokens } from '../../../api/credentials.ts'
import { useServiceAccounts } from '../../../api/serviceAccounts.ts'
import { Button } from '../../../kit/Button.tsx'
import { EmptyState, ErrorNotice } from '../../../kit/EmptyState.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'
import { SecretNotice, type ShownSecret } from '../tokens/SecretNotice.tsx'
import { AccountCard } from './AccountCard.tsx'
import { AccountDialog } from './AccountDialog.tsx'
import '../tokens/tokens.css'

export default function ServiceAccountsPage() {
  const accounts = useServiceAccounts()
  const tokens = useTokens()
  const policy = useCredentialPolicy()
  const [isMaking, setMaking] = useState(false)
  const [shown, setShown] = useState<ShownSecret | null>(null)
  const failed = [accounts, tokens, policy].find((query) => query.isError)
  if (failed) return <ErrorNotice error={failed.error} onRetry={() => void failed.refetch()} />
  if (!accounts.data || !tokens.data || !policy.data) return <Skeleton lines={4} />
  const add = (
    <Button kind="primary" icon="plus" onPress={() => setMaking(true)}>
      {t('serviceAccounts.new')}
    </Button>
  )
  return (
    <>
      <p className="muted">{t('serviceAccounts.text')}</p>
      {shown ? <SecretNotice shown={shown} onDone={() => setShown(null)} /> : null}
      {accounts.data.length === 0 ? (
        <EmptyState icon="bot" title={t('serviceAccounts.none')} action={add}>
          {t('serviceAccounts.none.text')}
        </EmptyState>
      ) : (
        <>
          <div className="row">{add}</div>
          <ul className="settings-card">
            {accounts.data.map((account) => (
              <AccountCard
                key={account.id}
                account={account}
                tokens={tokens.data.filter((token) => token.user_id === account.id)}
                mostDays={policy.data.max_token_days}
                onMade={setShown}
              />
            ))}
          </ul>
        </>
      )}
      {isMaking ? (
        <AccountDialog
          account={null}
          onSaved={() => {
            setMaking(false)
            toast(t('serviceAccounts.made'))
          }}
          onClose={() => setMaking(false)}
        />
      ) : null}
    </>
  )
}
