// The second step of signing in, and the step itself: when it is needed, and which page it is.
import { z } from 'zod'
import { type ProvingMethod, renderProving } from '../../../../web/pages/factors/proving.ts'
import { Refusal } from '../../../platform/errors.ts'
import { ANYONE, endpoint, type HttpReply } from '../../../platform/http/endpoint.ts'
import { doWork, type Work } from '../../../platform/work.ts'
import { continueSignIn } from '../../admission/admission.ts'
import {
  countPendingAttempt,
  findPendingSignIn,
  isBreakGlass,
  type PendingSignIn,
  pendingSignIn,
  type SignInRequest,
} from '../../admission/pending.ts'
import type { SignInStep } from '../../admission/steps.ts'
import { deviceCookieOf, isKnownDevice } from '../../devices/actions.ts'
import { page, redirect } from '../../pages/replies.ts'
import { countGuess } from '../guesses.ts'
import { proofOptions } from '../passkeys/actions.ts'
import { provesPerson } from '../proving.ts'
import { factorRequirement } from '../requirement/queries.ts'
import { standingOf } from '../requirement/standing.ts'
import { factorName, PROOF_KINDS, type ProofKind } from '../schema.ts'
import { sendCode } from '../sms/actions.ts'
import { findSmsCode } from '../sms/queries.ts'
import { usableFactors, usableKinds } from '../usable.ts'
import { refuseForeign, wordsFor } from './words.ts'

export const STEP = 'second_factor'
/** Among the steps that are done: a factor was set up in this sign-in, and its codes are shown next. */
export const SET_UP = 'set_up'
const PATH = '/sign-in/second-factor'
export const SET_UP_PATH = '/sign-in/set-up'

type Pending = PendingSignIn & { id: number }

/** Whether a first factor was proved by a method that needs no second one, under the requirement of the role. */
async function isEnough(work: Work, pending: PendingSignIn): Promise<boolean> {
  if (!pending.second_factor_proved) return false
  if (pending.method === 'passkey') return true
  return pending.provider_id !== null && (await factorRequirement(work, pending)).provider_counts
}

export const secondFactorStep: SignInStep = {
  name: STEP,
  position: 100,
  async pathIfNeeded(work, pending) {
    if (pending.done.includes(SET_UP)) return `${SET_UP_PATH}/codes`
    if (await isEnough(work, pending)) return null
    if ((await usableFactors(work, pending.user_id)).length > 0) {
      const { frequency } = await factorRequirement(work, pending)
      return frequency === 'new_devices' && pending.is_trusted_device ? null : PATH
    }
    // Nothing that works: a phone while texts are off counts for as little as no factor at all.
    const standing = await standingOf(work, { ...pending, id: pending.user_id, second_factor_since: null })
    return standing === 'grace' || standing === 'overdue' ? SET_UP_PATH : null
  },
  pathToProve: async (work, user_id) => ((await usableFactors(work, user_id)).length > 0 ? PATH : null),
}

/** The kinds that work here. */
async function kindsFor(work: Work, pending: Pending, origin_url: string): Promise<ProofKind[]> {
  return await usableKinds(work, pending.user_id, new URL(origin_url).hostname)
}

type Problem = 'wrong' | { minutes: number } | null

async function stepPage(
  work: Work,
  pending: Pending,
  asked: string | undefined,
  problem: Problem,
  request: SignInRequest,
): Promise<string> {
  const words = await wordsFor(work, request.header('accept-language'))
  const { t } = words
  const kinds = await kindsFor(work, pending, request.origin_url)
  const method: ProvingMethod = kinds.find((kind) => kind === asked) ?? kinds[0] ?? 'recovery_code'
  const options =
    method === 'passkey' ? await proofOptions(work, 'second_factor', pending.user_id, request.origin_url) : null
  const { frequency } = await factorRequirement(work, pending)
  return renderProving({
    ...words,
    title: t('factors.step.title'),
    lead: t('factors.step.lead'),
    action: PATH,
    csrf_token: null,
    return_to: null,
    method,
    others: kinds.filter((kind) => kind !== method),
    problem:
      problem === null
        ? null
        : problem === 'wrong'
          ? t('factors.wrong')
          : t('sign_in.limited', { minutes: problem.minutes }),
    passkey_options: options && JSON.stringify(options),
    phone: method === 'sms' ? await phoneOf(work, pending) : null,
    may_trust: frequency === 'new_devices' && !isBreakGlass(pending),
  })
}

async function phoneOf(work: Work, pending: Pending) {
  const phone = (await usableFactors(work, pending.user_id)).find(({ kind }) => kind === 'sms')
  if (!phone) return null
  return { number: factorName(phone), is_sent: (await findSmsCode(work, phone.id, pending.id)) !== null }
}

const show = endpoint({
  route: 'GET /sign-in/second-factor',
  summary: 'The second step of signing in',
  allow: ANYONE,
  reply: 'page',
  // A passkey is asked for with a challenge that is kept.
  read_only: false,
  query: z.object({ with: z.string().max(40).optional().catch(undefined) }),
  async run({ work, query, cookie, header, origin_url }) {
    const pending = await findPendingSignIn(work, cookie)
    if (!pending) return redirect('/sign-in')
    return page(await stepPage(work, pending, query.with, null, { cookie, header, origin_url }))
  },
})

const prove = endpoint({
  route: 'POST /sign-in/second-factor',
  summary: 'Prove a second factor while signing in',
  allow: ANYONE,
  reply: 'page',
  without_csrf:
    'there is no session yet; the sign-in under way has a cookie that other sites cannot make a browser send',
  body: z.object({
    method: z.enum(PROOF_KINDS).catch('totp'),
    answer: z.string().max(100_000).catch(''),
    trusts_device: z.string().optional().catch(undefined),
  }),
  async prepare({ platform, account_id, origin, body, header, cookie }) {
    refuseForeign(header)
    const request = { account_id, actor: { kind: 'anonymous' } as const, origin, audience: 'customer' as const }
    // Committed before anything is looked at, so that a hundred guesses at once count as a hundred.
    return await doWork(platform.engine, request, async (work) => {
      const pending = await findPendingSignIn(work, cookie)
      if (!pending || !(await countPendingAttempt(work, pending))) return 'over' as const
      const device = deviceCookieOf(work, { cookie })
      const is_known_device = await isKnownDevice(work, pending.user_id, device)
      return await countGuess(work, { user_id: pending.user_id, is_known_device }, body.method)
    })
  },
  async run({ work, body, prepared, cookie, header, origin_url }): Promise<HttpReply> {
    if (prepared === 'over') return redirect('/sign-in')
    const request = { cookie, header, origin_url }
    const pending = await pendingSignIn(work, cookie)
    if (prepared !== null) {
      const problem = { minutes: Math.ceil(prepared / 60) }
      return page(await stepPage(work, pending, body.method, problem, request), 429, {
        'retry-after': String(prepared),
      })
    }
    const kinds = await kindsFor(work, pending, origin_url)
    const proof = { kind: body.method, answer: body.answer }
    const asked = { purpose: 'sign_in', origin_url, bound_to: pending.id } as const
    if (!kinds.includes(body.method) || !(await provesPerson(work, pending.user_id, proof, asked)))
      return page(await stepPage(work, pending, body.method, 'wrong', request), 422)
    const { frequency } = await factorRequirement(work, pending)
    const may_trust = frequency === 'new_devices' && !isBreakGlass(pending)
    const trusts_device = body.trusts_device !== undefined && may_trust
    return await continueSignIn(work, pending, { done: STEP, second_factor_proved: true, trusts_device }, request)
  },
})

const text = endpoint({
  route: 'POST /sign-in/second-factor/text',
  summary: 'Have a code texted while signing in',
  allow: ANYONE,
  reply: 'page',
  without_csrf: 'as the step itself',
  async run({ work, cookie, header }) {
    refuseForeign(header)
    const pending = await pendingSignIn(work, cookie)
    const phone = (await usableFactors(work, pending.user_id)).find(({ kind }) => kind === 'sms')
    if (!phone) throw new Refusal('not_found')
    await sendCode(work, pending.user_id, phone.id, pending.id)
    return redirect(`${PATH}?with=sms`)
  },
})

export const secondStepPages = [show, prove, text]
