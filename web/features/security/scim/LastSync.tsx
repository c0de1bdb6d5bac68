// Whether provisioning works: when the directory asked last, how much, and what was declined.
import type { Scim } from '../../../api/scim.ts'
import { TimeText } from '../../../kit/TimeText.tsx'
import { t } from '../../../language/text.ts'

export function LastSync({ scim }: { scim: Scim }) {
  return (
    <section className="scim-part" aria-label={t('scim.last')}>
      <h2>{t('scim.last')}</h2>
      {scim.last_request_at === null ? (
        <p className="muted">{t('scim.last.never')}</p>
      ) : (
        <p>
          <TimeText at={scim.last_request_at} as="moment" /> ·{' '}
          {t('scim.last.counts', { people: scim.people, requests: scim.requests_today, errors: scim.errors_today })}
        </p>
      )}
      {scim.last_errors.length === 0 ? null : (
        <table className="table">
          <caption className="field-label">{t('scim.errors')}</caption>
          <tbody>
            {scim.last_errors.map((one) => (
              <tr key={one.id}>
                <td>
                  <TimeText at={one.created_at} as="moment" />
                </td>
                <td>
                  <code>
                    {one.method} {one.resource}
                  </code>
                </td>
                <td className="numeric">{one.status}</td>
                <td>
                  <bdi>{one.detail}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
