// The way in, the same for every method: may this person come in by it, is a step missing, then the session. Whoever
// proves a first factor (a password, a link, a passkey, an identity provider) calls admitPerson and nothing else.

import { findSignInUser } from '../../people/index.ts'
import type { HttpReply } from '../../platform/http/endpoint.ts'
import { writeSessionCookie } from '../../platform/http/session-cookie.ts'
import type { Role, Work } from '../../platform/work.ts'
import { deviceCookieOf, knownDevice, rememberDevice } from '../devices/actions.ts'
import { trustDevice } from '../devices/queries.ts'
import { accessBroken, signInFailed } from '../events.ts'
import { localPath, redirect } from '../pages/replies.ts'
import { signInPolicy } from '../policies/queries.ts'
import { audienceOf, type SignInMethod, type SignInPolicy } from '../policies/schema.ts'
import { signOut, startSession } from '../sessions.ts'
import { isServiceAccount } from '../tokens/service-accounts.ts'
import {
  BREAK_GLASS,
  endPending,
  forgetPendingCookie,
  isBreakGlass,
  keepPending,
  type PendingSignIn,
  type SignInRequest,
} from './pending.ts'
import { nextStep, provingPath } from './steps.ts'

/** Among the steps that are done: the person asked not to be asked for the second factor in this browser for a while. */
const TRUSTS_DEVICE = 'trusts_device'
const TRUST_LASTS_MS = 30 * 86_400_000

/** A first factor that was proved, and for whom. */
export interface ProvedFactor {
  user_id: number
  method: SignInMethod
  /** The identity provider, where one vouched. */
  provider_id?: number | null
  /** How the provider calls its session, for log-out from there: an OpenID Connect `sid`, a SAML SessionIndex. */
  provider_session?: string | null
  /** When the provider wants the session to be over at the latest (SAML's SessionNotOnOrAfter). */
  session_ends_at?: Date | null
  /** True when the method itself showed a second factor (a passkey with user verification). */
  second_factor_proved?: boolean
  /** Where the person wanted to go; anything but a path of ours is dropped. */
  return_to?: string | null
}

/** Whether a policy lets people in by a method. Providers have a switch of their own. */
export function allowsMethod(policy: SignInPolicy, method: SignInMethod): boolean {
  if (method === 'password' || method === 'invitation') return policy.password_enabled && !policy.sso_only
  if (method === 'magic_link') return policy.magic_link_enabled && !policy.sso_only
  if (method === 'passkey') return !policy.sso_only
  return true
}

/**
 * Lets a person in, asks for what is missing, or refuses: a reply for the browser. Refuses by a redirect to the sign-in
 * page, so that the attempt stays recorded. `break_glass` passes over the policy and asks for a second factor in any case.
 */
export async function admitPerson(
  work: Work,
  proved: ProvedFactor,
  request: SignInRequest,
  options: { break_glass?: boolean } = {},
): Promise<HttpReply> {
  const user = await findSignInUser(work, proved.user_id)
  if (!user?.active || user.suspended) return refuse(work, proved.user_id, 'suspended')
  const policy = await signInPolicy(work, audienceOf(user.role))
  const is_allowed = options.break_glass === true || allowsMethod(policy, proved.method)
  if (!is_allowed || (await isServiceAccount(work, user.id))) return refuse(work, user.id, 'method_not_allowed')
  const pending: PendingSignIn = {
    id: null,
    user_id: user.id,
    role: user.role,
    custom_role_id: user.custom_role_id,
    began_at: work.now,
    method: proved.method,
    provider_id: proved.provider_id ?? null,
    provider_session: proved.provider_session ?? null,
    session_ends_at: proved.session_ends_at ?? null,
    second_factor_proved: proved.second_factor_proved ?? false,
    is_known_device: false,
    is_trusted_device: false,
    return_to: localPath(proved.return_to ?? undefined),
    done: options.break_glass === true ? [BREAK_GLASS] : [],
  }
  return await proceed(work, pending, request)
}

/** A step is done: asks for the next one, or lets the person in. 410 when the sign-in ended meanwhile. */
export async function continueSignIn(
  work: Work,
  pending: PendingSignIn & { id: number },
  step: { done: string; second_factor_proved?: boolean; trusts_device?: boolean },
  request: SignInRequest,
): Promise<HttpReply> {
  const done = [...pending.done, step.done, ...(step.trusts_device === true ? [TRUSTS_DEVICE] : [])]
  const second_factor_proved = pending.second_factor_proved || step.second_factor_proved === true
  return await proceed(work, { ...pending, done, second_factor_proved }, request)
}

async function proceed(work: Work, before: PendingSignIn, request: SignInRequest): Promise<HttpReply> {
  const device = deviceCookieOf(work, request)
  const known = await knownDevice(work, before.user_id, device)
  const trusted_until = known?.second_factor_trusted_until ?? null
  const is_trusted_device = trusted_until !== null && trusted_until > work.now
  const pending = { ...before, is_known_device: known !== null, is_trusted_device }
  const must_prove = isBreakGlass(pending) && !pending.second_factor_proved
  const path = must_prove ? await provingPath(work, pending.user_id) : await nextStep(work, pending)
  if (must_prove && path === null) return refuse(work, pending.user_id, 'method_not_allowed')
  if (path !== null) return redirect(path, { 'set-cookie': await keepPending(work, pending, request) })
  if (pending.id !== null) await endPending(work, pending.id)
  // Whoever was signed in here before is not any more; the new session has a new secret.
  await signOut(work)
  const remembered = await rememberDevice(work, pending, device, request)
  if (pending.done.includes(TRUSTS_DEVICE))
    await trustDevice(work, remembered.device_id, new Date(work.now.getTime() + TRUST_LASTS_MS))
  if (isBreakGlass(pending)) work.record(accessBroken, pending.user_id, {})
  const session = await startSession(work, pending.user_id, { ...pending, device_id: remembered.device_id })
  return redirect(pending.return_to ?? homeOf(pending.role), {
    'set-cookie': [
      writeSessionCookie(request.origin_url, session.secret, session.expires_in_s),
      remembered.cookie,
      ...(pending.id === null ? [] : [forgetPendingCookie(request.origin_url)]),
    ],
  })
}

/** Where somebody lands who wanted nowhere in particular. */
export function homeOf(role: Role): string {
  return role === 'end-user' ? '/' : '/agent'
}

function refuse(work: Work, user_id: number, reason: 'suspended' | 'method_not_allowed'): HttpReply {
  work.record(signInFailed, user_id, { reason }, { email: '' })
  return redirect('/sign-in?refused=1')
}
