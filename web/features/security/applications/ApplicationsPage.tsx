// OAuth as admins see it: the clients that are registered, and the access tokens that people and programs gave them.
import { useState } from 'react'
import { t } from '../../../language/text.ts'
import { SecretNotice, type ShownSecret } from '../tokens/SecretNotice.tsx'
import { AccessTokens } from './AccessTokens.tsx'
import { ClientSection } from './ClientSection.tsx'
import '../tokens/tokens.css'

export default function ApplicationsPage() {
  const [shown, setShown] = useState<ShownSecret | null>(null)
  return (
    <>
      <p className="muted">{t('applications.text')}</p>
      {shown ? <SecretNotice shown={shown} onDone={() => setShown(null)} /> : null}
      <ClientSection onMade={setShown} />
      <AccessTokens />
    </>
  )
}
