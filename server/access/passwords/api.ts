// Endpoints of passwords: changing one's own, setting somebody's where a policy lets admins, and what one must be.
import { z } from 'zod'
import { getUser, isSelf, mayEditUser } from '../../people/index.ts'
import { invalid, Refusal } from '../../platform/errors.ts'
import { ADMINS, endpoint, HttpReply, SIGNED_IN } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { bestLanguage, translator } from '../../platform/i18n.ts'
import { doWork, type Work } from '../../platform/work.ts'
import { countSignIn } from '../attempts.ts'
import { passwordRequirements } from '../pages/password-words.ts'
import { signInPolicy } from '../policies/queries.ts'
import { audienceOf } from '../policies/schema.ts'
import { renewSession, setPasswordHash } from '../sessions.ts'
import { checkEndpoint } from './checking.ts'
import { chosenHash, passwordContext } from './choosing.ts'
import { isPassword } from './hashing.ts'
import { MAX_PASSWORD } from './levels.ts'
import { findPasswordHash } from './queries.ts'

const params = z.object({ user_id: idParam })
/** Longer than what is allowed, so that the refusal can say so. */
const text = z.string().max(MAX_PASSWORD * 2)

const changePassword = endpoint({
  route: 'PUT /api/v2/users/{user_id}/password',
  summary: "Change one's own password; ends one's other sessions",
  allow: SIGNED_IN,
  params,
  body: z.object({ previous_password: text, password: text }),
  reply: z.object({}),
  async prepare({ platform, account_id, actor, origin, params, body }) {
    // Whoever finds an open page must not be able to take it over for good: the old password is asked for again.
    if (actor.kind !== 'user' || actor.user_id !== params.user_id || actor.session_id === null)
      throw new Refusal('forbidden')
    const request = { account_id, actor, origin, audience: 'customer' as const }
    const { reached, hash, context } = await doWork(platform.engine, request, async (work) => {
      const reached = await countSignIn(work, `password of ${params.user_id}`, null)
      const hash = await findPasswordHash(work, params.user_id)
      return { reached, hash, context: await passwordContext(work, params.user_id) }
    })
    if (reached) throw new Refusal('too_many_requests', undefined, { retry_after_s: reached.retry_after_s })
    if (!(await isPassword(hash, body.previous_password)))
      throw invalid('previous_password', 'Previous password: is not right')
    return await chosenHash(body.password, context)
  },
  async run({ work, params, prepared, origin_url }) {
    await setPasswordHash(work, params.user_id, prepared, 'self')
    const cookie = await renewSession(work, origin_url, { proved: false })
    return new HttpReply({ headers: { 'set-cookie': cookie }, json: {} })
  },
})

/** Whom an admin may give a password: not themself, nobody above them, and only where the policy says so. */
async function checkMaySet(work: Work, user_id: number): Promise<void> {
  const user = await getUser(work, user_id)
  if (isSelf(work.actor, user) || !mayEditUser(work.actor, user)) throw new Refusal('forbidden')
  if (!user.active) throw invalid('user_id', 'User: is deleted')
  const policy = await signInPolicy(work, audienceOf(user.role))
  if (!policy.admins_set_passwords)
    throw new Refusal('forbidden', 'Admins may set passwords only where the sign-in policy says so')
}

const setPassword = endpoint({
  route: 'POST /api/v2/users/{user_id}/password',
  summary: "Set somebody's password, where the sign-in policy lets admins; ends their sessions",
  allow: ADMINS,
  step_up: true,
  params,
  body: z.object({ password: text }),
  reply: z.object({}),
  status: 200,
  async prepare({ platform, account_id, actor, origin, params: { user_id }, body }) {
    // A token that leaked must not become a password.
    if (actor.kind !== 'user' || actor.session_id === null) throw new Refusal('forbidden')
    const request = { account_id, actor, origin, audience: 'staff', read_only: true } as const
    const context = await doWork(platform.engine, request, async (work) => {
      await checkMaySet(work, user_id)
      return await passwordContext(work, user_id)
    })
    return await chosenHash(body.password, context)
  },
  async run({ work, params: { user_id }, prepared }) {
    await checkMaySet(work, user_id)
    await setPasswordHash(work, user_id, prepared, 'admin')
    return {}
  },
})

const requirements = endpoint({
  route: 'GET /api/v2/users/{user_id}/password/requirements',
  summary: "What somebody's password must be, one sentence each",
  allow: SIGNED_IN,
  params,
  reply: z.object({ requirements: z.array(z.string()) }),
  async run({ work, params: { user_id }, header }) {
    const user = await getUser(work, user_id)
    if (!isSelf(work.actor, user) && !mayEditUser(work.actor, user)) throw new Refusal('forbidden')
    const { rules } = await passwordContext(work, user_id)
    return { requirements: passwordRequirements(translator(bestLanguage(header('accept-language'), 'en')), rules) }
  },
})

export const passwordEndpoints = [changePassword, setPassword, requirements, checkEndpoint]
