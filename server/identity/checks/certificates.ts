// Admins hear by mail before the last certificate of a provider ends: 30 days, a week and a day before, once each.
import { sendSecurityMail } from '../../access/index.ts'
import { listAdmins } from '../../people/index.ts'
import type { Work } from '../../platform/work.ts'
import { certificateEnds } from '../events.ts'
import { findProvider } from '../queries.ts'
import { endOf } from '../saml/kind.ts'
import { samlSettings } from '../saml/settings.ts'
import type { ProviderRow } from '../schema.ts'
import { noteCertificateEnd } from './queries.ts'

const DAY_MS = 86_400_000
const DAYS_BEFORE = [30, 7, 1] as const
/** A desk with more admins has somebody else to ask. */
const MOST_ADMINS = 50

/** When the last of the certificates that people come in by ends; null where there is none. */
function lastEnd({ live }: Pick<ProviderRow, 'live'>): Date | null {
  const ends = live ? samlSettings.parse(live.settings).certificates.map((one) => endOf(one).getTime()) : []
  return ends.length === 0 ? null : new Date(Math.max(...ends))
}

/** Records that a certificate ends soon, once for each of the days before. One beside a newer one does not count. */
export async function noteEnds(work: Work, provider: ProviderRow): Promise<void> {
  const ends_at = lastEnd(provider)
  if (!ends_at || ends_at <= work.now) return
  const left_days = (ends_at.getTime() - work.now.getTime()) / DAY_MS
  const days = DAYS_BEFORE.findLast((one) => left_days <= one)
  if (days !== undefined && (await noteCertificateEnd(work, provider.id, ends_at, days)))
    work.record(certificateEnds, provider.id, { kind: provider.kind, days, ends_at: ends_at.toISOString() })
}

/** Tells the admins, each in their language. */
export async function mailAdmins(work: Work, event_id: number, provider_id: number, public_url: string): Promise<void> {
  const provider = await findProvider(work, provider_id)
  const ends_at = provider && lastEnd(provider)
  if (!ends_at) return
  for (const admin of await listAdmins(work, MOST_ADMINS)) {
    if (admin.email === null) continue
    const date = new Intl.DateTimeFormat(admin.locale ?? 'en-GB', { dateStyle: 'long', timeZone: 'UTC' })
    await sendSecurityMail(work, {
      event_id,
      user_id: admin.id,
      address: admin.email,
      text: 'provider_certificate_ends',
      values: { provider: provider.name, date: date.format(ends_at) },
      url: `${public_url}/agent/security/single-sign-on`,
    })
  }
}
