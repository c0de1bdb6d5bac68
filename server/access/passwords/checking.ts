// How good a password would be, told while it is typed: the one source of the rules for every page. Nothing is stored, and
// earlier passwords are not compared, which takes a hashing each: that is done when it is chosen.
import { z } from 'zod'
import { strengthOf } from '../../../web/pages/password-meter.ts'
import { getUser, isSelf, mayEditUser } from '../../people/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { endpoint, SIGNED_IN } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { bestLanguage, translator } from '../../platform/i18n.ts'
import { actorId, doWork } from '../../platform/work.ts'
import { countAttempt, type Limit } from '../attempts.ts'
import { passwordProblemText, passwordStrengthText, passwordTerms } from '../pages/password-words.ts'
import { passwordContext } from './choosing.ts'
import { judgePassword, PASSWORD_PROBLEMS, type PasswordProblem } from './judging.ts'
import { MAX_PASSWORD } from './levels.ts'

const checkSchema = z.object({
  strength: z.number().int().min(0).max(4).describe('0 nothing, 1 weak, 2 fair, 3 good, 4 strong'),
  strength_text: z.string(),
  problem: z.enum(PASSWORD_PROBLEMS).nullable().describe('Why it would not be taken; null where it would'),
  problem_text: z.string().nullable(),
  requirements: z.array(
    z.object({
      text: z.string(),
      is_met: z.boolean().nullable().describe('Null where only choosing it will tell'),
    }),
  ),
})

/** Judging takes a thread that everybody shares who chooses a password: nobody keeps it busy. Typing takes a tenth. */
const PER_PERSON: Limit = { name: 'password_check', most: 300, window_s: 300 }

/** Guessed at once by whoever knows the lists: however it looks, it is weak. */
const KNOWN: readonly PasswordProblem[] = ['leaked', 'guessable']

export const checkEndpoint = endpoint({
  route: 'POST /api/v2/users/{user_id}/password/check',
  summary: 'How good a password would be for somebody: its strength, and what it lacks. Nothing is stored',
  allow: SIGNED_IN,
  read_only: true,
  status: 200,
  params: z.object({ user_id: idParam }),
  body: z.object({
    password: z.string().max(MAX_PASSWORD * 2),
    locale: z.string().max(40).optional().describe('The language of the texts'),
  }),
  reply: z.object({ password_check: checkSchema }),
  async prepare({ platform, account_id, actor, origin, params: { user_id }, body }) {
    const request = { account_id, actor, origin, audience: 'customer' } as const
    const { reached, context } = await doWork(platform.engine, request, async (work) => {
      const user = await getUser(work, user_id)
      if (!isSelf(actor, user) && !mayEditUser(actor, user)) throw new Refusal('forbidden')
      const reached = await countAttempt(work, PER_PERSON, String(actorId(actor)))
      return { reached, context: await passwordContext(work, user_id) }
    })
    if (reached) throw new Refusal('too_many_requests', undefined, { retry_after_s: reached.retry_after_s })
    return { ...context, problem: await judgePassword(body.password, context.rules, context.known) }
  },
  async run({ body: { password, locale }, prepared: { rules, known, problem }, header }) {
    const t = translator(bestLanguage(locale ?? header('accept-language'), 'en'))
    const looks = strengthOf(password, known, rules.min_length)
    const strength = problem !== null && KNOWN.includes(problem) ? Math.min(looks, 1) : looks
    return {
      password_check: {
        strength,
        strength_text: passwordStrengthText(t, strength),
        problem,
        problem_text: problem && passwordProblemText(t, problem, rules),
        requirements: passwordTerms(t, rules).map(({ text, isMet }) => ({ text, is_met: isMet(password, problem) })),
      },
    }
  },
})
