// The two places where a factor is set up: in the middle of signing in, and on one's own page of security.

import { renderCodesOffer } from '../../../../web/pages/factors/offer.ts'
import { Refusal } from '../../../platform/errors.ts'
import { ANYONE, endpoint, type HttpReply, SIGNED_IN } from '../../../platform/http/endpoint.ts'
import { provedUntil } from '../../../platform/http/step-up.ts'
import type { Work } from '../../../platform/work.ts'
import { accountSectionPath } from '../../account-page/sections.ts'
import { findActor } from '../../acting.ts'
import { continueSignIn } from '../../admission/admission.ts'
import {
  findPendingSignIn,
  isBreakGlass,
  keepPending,
  type PendingSignIn,
  pendingSignIn,
  type SignInRequest,
} from '../../admission/pending.ts'
import { page, redirect } from '../../pages/replies.ts'
import { sessionOwner } from '../api.ts'
import { factorRequirement } from '../requirement/queries.ts'
import { standingOf } from '../requirement/standing.ts'
import { usableFactors } from '../usable.ts'
import { SET_UP, SET_UP_PATH, STEP } from './second-step.ts'
import { type Person, type Place, setUpPages } from './set-up.ts'
import { refuseForeign, wordsFor } from './words.ts'

/** The person of a sign-in under way, as an actor: what they do is theirs in the audit. */
async function actingAs(work: Work, pending: PendingSignIn & { id: number }): Promise<Person> {
  const actor = await findActor(work.as({ kind: 'system', name: 'sign_in' }), pending.user_id)
  if (!actor) throw new Refusal('gone')
  return { work: work.as(actor), user_id: pending.user_id, bound_to: pending.id, csrf_token: null }
}

/**
 * Whoever proved a first factor and has no second one may set one up; who has one must prove it instead. Without this
 * a stolen password would be enough to add a factor and come in by it.
 */
async function enrolling(work: Work, request: SignInRequest, for_codes = false): Promise<Person | HttpReply> {
  refuseForeign(request.header)
  const pending = await findPendingSignIn(work, request.cookie)
  if (!pending) return redirect('/sign-in')
  const is_set_up = pending.done.includes(SET_UP)
  if (is_set_up !== for_codes) return redirect(is_set_up ? `${SET_UP_PATH}/codes` : SET_UP_PATH)
  const must_prove = isBreakGlass(pending) || (await usableFactors(work, pending.user_id)).length > 0
  if (!is_set_up && must_prove) return redirect('/sign-in/second-factor')
  return await actingAs(work, pending)
}

async function mayPutOff(work: Work, pending: PendingSignIn): Promise<boolean> {
  const standing = await standingOf(work, { ...pending, id: pending.user_id, second_factor_since: null })
  return standing !== 'overdue'
}

async function finish(work: Work, request: SignInRequest): Promise<HttpReply> {
  const pending = await pendingSignIn(work, request.cookie)
  if (!pending.done.includes(SET_UP)) throw new Refusal('forbidden')
  const done = pending.done.filter((step) => step !== SET_UP)
  return await continueSignIn(work, { ...pending, done }, { done: STEP, second_factor_proved: true }, request)
}

const signingIn: Place = {
  prefix: '/sign-in/set-up',
  allow: ANYONE,
  without_csrf:
    'there is no session yet; the sign-in under way has a cookie that other sites cannot make a browser send',
  person: enrolling,
  async choice(person, request) {
    const { t, desk, language } = await wordsFor(person.work, request.header('accept-language'))
    const pending = await pendingSignIn(person.work, request.cookie)
    const { required_from } = await factorRequirement(person.work, pending)
    if (!(await mayPutOff(person.work, pending)))
      return { lead: t('factors.set_up.required', { desk }), may_put_off: false }
    const date = required_from?.toLocaleDateString(language, { dateStyle: 'long' }) ?? ''
    return { lead: t('factors.set_up.required_from', { desk, date }), may_put_off: true }
  },
  async added({ work }, request) {
    const pending = await pendingSignIn(work, request.cookie)
    const kept = await keepPending(work, { ...pending, done: [...pending.done, SET_UP] }, request)
    return redirect(`${SET_UP_PATH}/codes`, { 'set-cookie': kept })
  },
  kept: ({ work }, request) => finish(work, request),
}

const later = endpoint({
  route: 'POST /sign-in/set-up/later',
  summary: 'Put setting up a second factor off, while that is possible',
  allow: ANYONE,
  reply: 'page',
  without_csrf: 'as the step itself',
  async run({ work, ...request }) {
    const person = await enrolling(work, request)
    if (!('user_id' in person)) return person
    const pending = await pendingSignIn(work, request.cookie)
    if (!(await mayPutOff(work, pending))) return redirect(SET_UP_PATH)
    return await continueSignIn(work, pending, { done: STEP }, request)
  },
})

const offerCodes = endpoint({
  route: 'GET /sign-in/set-up/codes',
  summary: 'A factor was set up while signing in: recovery codes are offered',
  allow: ANYONE,
  reply: 'page',
  async run({ work, ...request }) {
    const person = await enrolling(work, request, true)
    if (!('user_id' in person)) return person
    return page(renderCodesOffer({ ...(await wordsFor(work, request.header('accept-language'))), prefix: SET_UP_PATH }))
  },
})

const finishSetUp = endpoint({
  route: 'POST /sign-in/set-up/finish',
  summary: 'Go on signing in without recovery codes, after a factor was set up',
  allow: ANYONE,
  reply: 'page',
  without_csrf: 'as the step itself',
  async run({ work, ...request }) {
    const person = await enrolling(work, request, true)
    return 'user_id' in person ? await finish(person.work, request) : person
  },
})

const onAccountPage: Place = {
  prefix: '/account/factors',
  allow: SIGNED_IN,
  step_up: true,
  async person(work) {
    const { user_id, session_id } = sessionOwner(work)
    // Pages are asked for by links too, which step_up of the endpoint refuses without a way on.
    if (provedUntil(work.actor, work.now) === null)
      return redirect('/account/prove?return_to=/account/security%23factors')
    const csrf_token = work.actor.kind === 'user' ? work.actor.csrf_token : null
    return { work, user_id, bound_to: session_id, csrf_token }
  },
  choice: null,
  added: async () => redirect(accountSectionPath('factors', 'added')),
  kept: async () => redirect(accountSectionPath('factors', 'codes')),
}

export const setUpEndpoints = [...setUpPages(signingIn), later, offerCodes, finishSetUp, ...setUpPages(onAccountPage)]
