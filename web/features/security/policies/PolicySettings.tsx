// How staff and end users sign in: one form for each. What is changed is told in plain words before it is saved.
import { useState } from 'react'
import { type SignInPolicy, useSignInPolicies } from '../../../api/signIn.ts'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { UnsavedGuard } from '../../../kit/UnsavedGuard.tsx'
import { t } from '../../../language/text.ts'
import { changeOf } from './changes.ts'
import { PolicyForm } from './PolicyForm.tsx'
import './policies.css'

type Audience = SignInPolicy['audience']

export default function PolicySettings() {
  const policies = useSignInPolicies()
  const [drafts, setDrafts] = useState<Partial<Record<Audience, SignInPolicy>>>({})
  if (policies.isPending) return <Skeleton lines={6} />
  if (policies.isError) return <ErrorNotice error={policies.error} onRetry={() => void policies.refetch()} />
  const isChanged = (policy: SignInPolicy) =>
    Object.keys(changeOf(policy, drafts[policy.audience] ?? policy)).length > 0
  return (
    <div className="stack policies">
      <p className="muted">{t('security.signIn.text')}</p>
      {policies.data.map((policy) => (
        <PolicyForm
          key={policy.audience}
          policy={policy}
          draft={drafts[policy.audience] ?? policy}
          isChanged={isChanged(policy)}
          onDraft={(draft) => setDrafts((now) => ({ ...now, [policy.audience]: draft ?? undefined }))}
        />
      ))}
      <UnsavedGuard isDirty={policies.data.some(isChanged)} />
    </div>
  )
}
