// The sessions at OpenID Connect providers that began sessions here, to end them there when somebody signs out.
import { newSecret, providerSessionHash } from '../../access/index.ts'
import { sql } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'
import { isSafeAddress } from '../addresses-of-others.ts'
import { findProvider } from '../queries.ts'
import type { Leaving } from './party.ts'
import { SIGNED_OUT } from './paths.ts'
import { oidcSettings } from './settings.ts'

/** Longer than any session here may last. */
const KEPT_MS = 91 * 86_400_000
/** Longer ones make an address that servers refuse; the provider then asks the person instead. */
const MAX_HINT = 6_000

const place = (id: number) => `identity_sessions/${id}/sealed`

/** A name for a session that the provider gives none: only to find again what is kept for it. */
export function sessionName(named: string | null, leaving: Leaving | null): string | null {
  return named ?? (leaving === null ? null : newSecret())
}

export async function keepOidcSession(
  work: Work,
  provider_id: number,
  user_id: number,
  session: string,
  leaving: Leaving,
): Promise<void> {
  const id = newId()
  await work.db.run(sql`
    insert into identity_sessions (account_id, id, provider_id, user_id, session_hash, sealed, expires_at)
    values (${work.account_id}, ${id}, ${provider_id}, ${user_id}, ${providerSessionHash(work, session)},
      ${work.sealing.seal(place(id), leaving)}, ${new Date(work.now.getTime() + KEPT_MS)})`)
}

/** Where somebody who signs out here goes to end the session at the provider (RP-initiated log-out). Null where nowhere. */
export async function placeToLeaveOidc(
  work: Work,
  session: { provider_id: number; session_hash: Buffer },
  origin_url: string,
): Promise<string | null> {
  const provider = await findProvider(work, session.provider_id)
  if (provider?.kind !== 'oidc' || !provider.live) return null
  const settings = oidcSettings.parse(provider.live.settings)
  const rows = await work.db.all<{ id: number; sealed: Buffer }>(sql`
    delete from identity_sessions where account_id = ${work.account_id}::bigint and provider_id = ${provider.id}::bigint
      and session_hash = ${session.session_hash} returning id, sealed`)
  const [row] = rows.toSorted((a, b) => b.id - a.id)
  if (!row || !settings.signs_out_there) return null
  const kept = work.sealing.open<Leaving>(place(row.id), row.sealed)
  if (!isSafeAddress(kept.end_session_endpoint)) return null
  const address = new URL(kept.end_session_endpoint)
  address.searchParams.set('client_id', settings.client_id)
  address.searchParams.set('post_logout_redirect_uri', `${origin_url}${SIGNED_OUT}`)
  if (kept.id_token.length <= MAX_HINT) address.searchParams.set('id_token_hint', kept.id_token)
  return address.href
}
