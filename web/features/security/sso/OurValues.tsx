// What the other side must be given, to copy one by one.
import { IconButton } from '../../../kit/Button.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { type MessageKey, t } from '../../../language/text.ts'

const labels: Record<string, MessageKey> = {
  entity_id: 'sso.our.entityId',
  acs_url: 'sso.our.acs',
  logout_url: 'sso.our.logout',
  metadata_url: 'sso.our.metadata',
  redirect_uri: 'sso.our.redirect',
  post_logout_redirect_uri: 'sso.our.afterLogout',
  backchannel_logout_uri: 'sso.our.backchannel',
  sign_in_url: 'sso.our.tokens',
  start_url: 'sso.our.start',
  certificate: 'sso.our.certificate',
}

export function OurValues({ values }: { values: Record<string, string> }) {
  const shown = Object.entries(values).filter(([name]) => name in labels)
  if (shown.length === 0) return null
  return (
    <section aria-label={t('sso.our')}>
      <h3>{t('sso.our')}</h3>
      <dl className="sso-values">
        {shown.map(([name, value]) => {
          const label = t(labels[name] ?? 'sso.our')
          return (
            <div key={name} className="sso-value">
              <dt className="small">{label}</dt>
              <dd className="row">
                {value.includes('\n') ? (
                  <details className="grow">
                    <summary>{t('sso.our.show')}</summary>
                    <code className="code sso-code">{value}</code>
                  </details>
                ) : (
                  <code className="code sso-code">{value}</code>
                )}
                <IconButton
                  icon="copy"
                  label={t('sso.copy', { name: label })}
                  onPress={() => void navigator.clipboard.writeText(value).then(() => toast(t('sso.copied')))}
                />
              </dd>
            </div>
          )
        })}
      </dl>
    </section>
  )
}
