// Goes through the whole chain and says whether it is as it was sealed, or where it is not.
import { useVerifyAudit } from '../../../api/audit.ts'
import { Button } from '../../../kit/Button.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { Icon } from '../../../kit/Icon.tsx'
import { t } from '../../../language/text.ts'

export function AuditVerifier() {
  const verify = useVerifyAudit()
  const verdict = verify.data
  return (
    <div className="audit-verifier" aria-live="polite">
      <Button icon="shield-check" onPress={() => verify.mutate()} isDisabled={verify.isPending}>
        {t('audit.verify')}
      </Button>
      {verify.isError ? <ErrorNotice error={verify.error} /> : null}
      {verdict?.is_intact ? (
        <div className="notice notice-green">
          <Icon name="shield-check" />
          <div className="grow">
            {verdict.entries > 0 ? (
              <p className="notice-title">{t('audit.intact', { count: verdict.entries })}</p>
            ) : null}
            {verdict.unsealed > 0 ? <p>{t('audit.waiting', { count: verdict.unsealed })}</p> : null}
            {verdict.entries > 0 ? (
              <p>
                {t('audit.anchor')} <code className="code">{verdict.anchor}</code>
              </p>
            ) : null}
          </div>
        </div>
      ) : null}
      {verdict && !verdict.is_intact ? (
        <div className="notice notice-red" role="alert">
          <Icon name="shield-x" />
          <div className="grow">
            <p className="notice-title">{t('audit.broken')}</p>
            <p>{t('audit.broken.text')}</p>
            <ul>
              {verdict.findings.map((finding) => (
                <li key={JSON.stringify(finding)} className="code">
                  {Object.entries(finding)
                    .map(([name, value]) => `${name} ${value}`)
                    .join(' · ')}
                </li>
              ))}
            </ul>
          </div>
        </div>
      ) : null}
    </div>
  )
}
