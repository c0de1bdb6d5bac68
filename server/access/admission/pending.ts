// A sign-in under way: the first factor was proved, a step is missing. What is known stands in the database; the browser
// has a secret for it in a cookie of its own, worth nothing but the steps. It ends after ten minutes or too many tries.

import { findSignInUser } from '../../people/index.ts'
import { sql } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import { writeCookie } from '../../platform/http/session-cookie.ts'
import { newId } from '../../platform/ids.ts'
import type { Role, Work } from '../../platform/work.ts'
import type { SignInMethod } from '../policies/schema.ts'
import { providerSessionHash } from '../queries.ts'
import { newSecret, secretHash } from '../secrets.ts'

/** What is known of somebody who is signing in. Steps read it. */
export interface PendingSignIn {
  /** Null until the first step is needed: nothing is stored then. */
  readonly id: number | null
  readonly user_id: number
  readonly role: Role
  /** Their role of the desk's own. */
  readonly custom_role_id: number | null
  /** When the first factor was proved. */
  readonly began_at: Date
  readonly method: SignInMethod
  readonly provider_id: number | null
  /** How the provider calls its session. */
  readonly provider_session: string | null
  /** When the provider wants the session to be over at the latest. */
  readonly session_ends_at: Date | null
  readonly second_factor_proved: boolean
  /** True in a browser that this person signed in with before, to the end. */
  readonly is_known_device: boolean
  /** True in a browser in which this person asked not to be asked for the second factor, and that is not over. */
  readonly is_trusted_device: boolean
  /** A path of ours, or null. */
  readonly return_to: string | null
  /** Names of the steps that are done. */
  readonly done: readonly string[]
}

/** The parts of a request that signing in needs; a Call has them. */
export interface SignInRequest {
  readonly origin_url: string
  cookie(name: string): string | undefined
  header(name: string): string | undefined
}

/** Among the steps that are done: the sign-in passes over "SSO only", so a second factor is proved in any case. */
export const BREAK_GLASS = 'break_glass'

export const isBreakGlass = ({ done }: Pick<PendingSignIn, 'done'>): boolean => done.includes(BREAK_GLASS)

const COOKIE = { secure: '__Host-custos-pending', loopback: 'custos-pending' }
const LASTS_S = 600

interface Sealed {
  return_to: string | null
  provider_session: string | null
  /** ISO time; null, or missing in what is a few minutes old at most, where the provider sets no end. */
  session_ends_at: string | null
}
/** Wrong answers in all steps together. */
const MOST_ATTEMPTS = 10

/** Keeps a sign-in that needs a step; returns the cookie for it. A new secret each time. */
export async function keepPending(work: Work, pending: PendingSignIn, request: SignInRequest): Promise<string> {
  const secret = newSecret()
  const id = pending.id ?? newId()
  const secret_hash = secretHash(work.sealing, 'pending_sign_in', secret)
  const { return_to, provider_session, session_ends_at } = pending
  const sealed: Sealed = { return_to, provider_session, session_ends_at: session_ends_at?.toISOString() ?? null }
  const provider_session_hash = provider_session === null ? null : providerSessionHash(work, provider_session)
  if (pending.id === null)
    await work.db.run(sql`
      insert into pending_sign_ins (account_id, id, user_id, secret_hash, method, provider_id, provider_session_hash, second_factor_proved, done, sealed, created_at, expires_at)
      values (${work.account_id}, ${id}, ${pending.user_id}, ${secret_hash}, ${pending.method}, ${pending.provider_id}, ${provider_session_hash}, ${pending.second_factor_proved},
        ${[...pending.done]}, ${work.sealing.seal(`pending_sign_ins/${id}/sealed`, sealed)}, ${work.now}, ${new Date(work.now.getTime() + LASTS_S * 1000)})`)
  else
    await work.db.run(sql`
      update pending_sign_ins set secret_hash = ${secret_hash}, done = ${[...pending.done]}, second_factor_proved = ${pending.second_factor_proved}
      where account_id = ${work.account_id}::bigint and id = ${id}::bigint`)
  return writeCookie(request.origin_url, COOKIE, secret, LASTS_S)
}

/** The sign-in that a browser is in the middle of; null when there is none, it took too long, or the person may no longer. */
export async function findPendingSignIn(
  work: Work,
  cookie: SignInRequest['cookie'],
): Promise<(PendingSignIn & { id: number }) | null> {
  const secret = cookie(COOKIE.secure) ?? cookie(COOKIE.loopback)
  const secret_hash = secret === undefined ? null : secretHash(work.sealing, 'pending_sign_in', secret)
  if (!secret_hash) return null
  const row = await work.db.first<{
    id: number
    user_id: number
    method: SignInMethod
    provider_id: number | null
    second_factor_proved: boolean
    done: string[]
    sealed: Buffer
    attempts: number
    began_at: Date
    expires_at: Date
  }>(sql`
    select id, user_id, method, provider_id, second_factor_proved, done, sealed, attempts, created_at as began_at, expires_at
    from pending_sign_ins where account_id = ${work.account_id}::bigint and secret_hash = ${secret_hash}`)
  if (!row || row.expires_at <= work.now || row.attempts >= MOST_ATTEMPTS) return null
  const user = await findSignInUser(work, row.user_id)
  if (!user?.active || user.suspended) return null
  const opened = work.sealing.open<Sealed>(`pending_sign_ins/${row.id}/sealed`, row.sealed)
  const session_ends_at = opened.session_ends_at ? new Date(opened.session_ends_at) : null
  if (session_ends_at !== null && session_ends_at <= work.now) return null
  const { sealed: _sealed, attempts: _attempts, expires_at: _expires_at, ...known } = row
  const { role, custom_role_id } = user
  const browser = { is_known_device: false, is_trusted_device: false }
  return { ...known, ...opened, session_ends_at, role, custom_role_id, ...browser }
}

/** As findPendingSignIn; 410 when there is none. */
export async function pendingSignIn(
  work: Work,
  cookie: SignInRequest['cookie'],
): Promise<PendingSignIn & { id: number }> {
  const pending = await findPendingSignIn(work, cookie)
  if (!pending) throw new Refusal('gone')
  return pending
}

/**
 * Counts a try in a step, before it is checked and so that tries at once count each. False when there are no more; the
 * sign-in is over then. Commit it: count in a unit of its own (`prepare`), or answer by returning.
 */
export async function countPendingAttempt(work: Work, pending: { id: number }): Promise<boolean> {
  const row = await work.db.first<{ attempts: number }>(sql`
    update pending_sign_ins set attempts = attempts + 1
    where account_id = ${work.account_id}::bigint and id = ${pending.id}::bigint returning attempts`)
  return row !== null && row.attempts <= MOST_ATTEMPTS
}

/** Takes a sign-in that is done out of the world. Of two at once, one gets 410. */
export async function endPending(work: Work, id: number): Promise<void> {
  const ended = await work.db.run(
    sql`delete from pending_sign_ins where account_id = ${work.account_id}::bigint and id = ${id}::bigint`,
  )
  if (ended !== 1) throw new Refusal('gone')
}

/** Nobody's sign-in goes on after their credentials changed. */
export async function endPendingOf(work: Work, user_id: number, except_id: number | null): Promise<void> {
  await work.db.run(
    sql`delete from pending_sign_ins where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint and id is distinct from ${except_id}::bigint`,
  )
}

/** A provider says that a session there is over: what it had only begun here ends, too. */
export async function endPendingOfProvider(
  work: Work,
  provider_id: number,
  which: { user_id: number } | { provider_sessions: readonly string[] },
): Promise<void> {
  const those =
    'user_id' in which
      ? sql`user_id = ${which.user_id}::bigint`
      : sql`provider_session_hash = any(${which.provider_sessions.map((name) => providerSessionHash(work, name))}::bytea[])`
  await work.db.run(
    sql`delete from pending_sign_ins where account_id = ${work.account_id}::bigint and provider_id = ${provider_id}::bigint and ${those}`,
  )
}

/** The cookie that forgets a sign-in. */
export function forgetPendingCookie(origin_url: string): string {
  return writeCookie(origin_url, COOKIE, '', 0)
}
