// The sections of the account page that are about the password, the sessions and the browsers, with the forms behind them.
import { z } from 'zod'
import { devicesSection, passwordSection, sessionsSection } from '../../../web/pages/account-sections.ts'
import { Refusal } from '../../platform/errors.ts'
import { endpoint, SIGNED_IN } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { provedUntil } from '../../platform/http/step-up.ts'
import { doWork, type Work } from '../../platform/work.ts'
import { countSignIn } from '../attempts.ts'
import { forgetDevice } from '../devices/api.ts'
import { listDevices } from '../devices/queries.ts'
import { passwordRequirements } from '../pages/password-words.ts'
import { redirect } from '../pages/replies.ts'
import { choosePassword, passwordContext } from '../passwords/choosing.ts'
import { isPassword } from '../passwords/hashing.ts'
import { PASSWORD_PROBLEMS } from '../passwords/judging.ts'
import { MAX_PASSWORD } from '../passwords/levels.ts'
import { findPasswordHash } from '../passwords/queries.ts'
import { signInPolicy } from '../policies/queries.ts'
import { audienceOf } from '../policies/schema.ts'
import { endAllSessionsOf, endOneSession, listOpenSessions } from '../session-list.ts'
import { renewSession, setPasswordHash } from '../sessions.ts'
import { type AccountSection, accountSectionPath } from './sections.ts'

/** Who is at the page: a person with a session. */
function atPage(work: Pick<Work, 'actor'>): { user_id: number; role: 'end-user' | 'agent' | 'admin' | 'owner' } {
  const { actor } = work
  if (actor.kind !== 'user' || actor.session_id === null) throw new Refusal('forbidden')
  return { user_id: actor.user_id, role: actor.role }
}

const password: AccountSection = {
  name: 'password',
  position: 100,
  async render(work, call) {
    const { user_id, role } = atPage(work)
    if (!(await signInPolicy(work, audienceOf(role))).password_enabled) return null
    const { rules, known } = await passwordContext(work, user_id)
    const problem = PASSWORD_PROBLEMS.find((one) => one === call.result) ?? null
    return passwordSection({
      ...call,
      has_password: (await findPasswordHash(work, user_id)) !== null,
      problem,
      requirements: passwordRequirements(call.t, rules),
      rules,
      known,
    })
  },
}

const sessions: AccountSection = {
  name: 'sessions',
  position: 300,
  async render(work, call) {
    const { user_id } = atPage(work)
    const { sessions } = await listOpenSessions(work, { user_id }, {}, new URL(call.origin_url))
    return sessionsSection({ ...call, sessions })
  },
}

const devices: AccountSection = {
  name: 'devices',
  position: 400,
  async render(work, call) {
    return devicesSection({ ...call, devices: await listDevices(work, atPage(work).user_id) })
  },
}

export const ownAccountSections: readonly AccountSection[] = [password, sessions, devices]

const changePassword = endpoint({
  route: 'POST /account/password',
  summary: "Change one's own password on the account page",
  allow: SIGNED_IN,
  reply: 'page',
  body: z.object({ previous_password: z.string().catch(''), password: z.string().catch('') }),
  async prepare({ platform, account_id, actor, origin, body }) {
    const { user_id } = atPage({ actor })
    const request = { account_id, actor, origin, audience: 'customer' as const }
    const found = await doWork(platform.engine, request, async (work) => ({
      reached: await countSignIn(work, `password of ${user_id}`, null),
      hash: await findPasswordHash(work, user_id),
      context: await passwordContext(work, user_id),
    }))
    if (found.reached) return { result: 'limited', hash: null }
    if (!(await isPassword(found.hash, body.previous_password))) return { result: 'previous', hash: null }
    const { problem, hash } = await choosePassword(body.password.slice(0, MAX_PASSWORD + 1), found.context)
    return { result: problem ?? 'saved', hash }
  },
  async run({ work, prepared: { result, hash }, origin_url }) {
    const to = accountSectionPath('password', result)
    if (hash === null) return redirect(to)
    await setPasswordHash(work, atPage(work).user_id, hash, 'self')
    return redirect(to, { 'set-cookie': await renewSession(work, origin_url, { proved: false }) })
  },
})

/** Where somebody proves again who they are, and comes back to a section. */
const proofFor = (section: string) => `/account/prove?return_to=${encodeURIComponent(`/account/security#${section}`)}`

const endSession = endpoint({
  route: 'POST /account/sessions/end',
  summary: "End one of one's own sessions, or all others, on the account page",
  allow: SIGNED_IN,
  reply: 'page',
  body: z.object({ session_id: z.union([idParam, z.literal('others')]) }),
  async run({ work, body: { session_id } }) {
    const { user_id } = atPage(work)
    if (provedUntil(work.actor, work.now) === null) return redirect(proofFor('sessions'))
    if (session_id === 'others') await endAllSessionsOf(work, user_id, { keep_current: true })
    else await endOneSession(work, user_id, session_id)
    return redirect(accountSectionPath('sessions', 'ended'))
  },
})

const forget = endpoint({
  route: 'POST /account/devices/forget',
  summary: "Forget one of one's own browsers on the account page",
  allow: SIGNED_IN,
  reply: 'page',
  body: z.object({ device_id: idParam }),
  async run({ work, body: { device_id } }) {
    if (provedUntil(work.actor, work.now) === null) return redirect(proofFor('devices'))
    await forgetDevice(work, atPage(work).user_id, device_id)
    return redirect(accountSectionPath('devices', 'forgotten'))
  },
})

export const ownAccountPages = [changePassword, endSession, forget]
