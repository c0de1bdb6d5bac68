// Factors on one's own page of security: the section itself, removing a factor, and the page that asks for a fresh
// proof.
import { z } from 'zod'
import { type ProvingMethod, renderProving } from '../../../../web/pages/factors/proving.ts'
import { factorSection } from '../../../../web/pages/factors/section.ts'
import { Refusal } from '../../../platform/errors.ts'
import { endpoint, type HttpReply, SIGNED_IN } from '../../../platform/http/endpoint.ts'
import { idParam } from '../../../platform/http/ids.ts'
import { provedUntil } from '../../../platform/http/step-up.ts'
import type { Work } from '../../../platform/work.ts'
import { type AccountSection, accountSectionPath } from '../../account-page/sections.ts'
import type { SignInRequest } from '../../admission/pending.ts'
import { localPath, page, redirect } from '../../pages/replies.ts'
import { MAX_PASSWORD } from '../../passwords/levels.ts'
import { removeFactor } from '../actions.ts'
import { sessionOwner } from '../api.ts'
import { proofOptions } from '../passkeys/actions.ts'
import { relyingPartyOf } from '../passkeys/relying-party.ts'
import { listFactors } from '../queries.ts'
import { countCodes } from '../recovery/queries.ts'
import { factorName, PROOF_KINDS } from '../schema.ts'
import { sendCode } from '../sms/actions.ts'
import { findSmsCode, isSmsActive } from '../sms/queries.ts'
import { checkPasswordProof, proveAgain, waysToProve } from '../step-up/actions.ts'
import { usableFactors } from '../usable.ts'
import { shownTime, wordsFor } from './words.ts'

const PATH = '/account/prove'

/** The section of the page. */
export const factorsSection: AccountSection = {
  name: 'factors',
  position: 200,
  async render(work, { t, language, time_zone, csrf_token, origin_url, result }) {
    const { user_id } = sessionOwner(work)
    const factors = (await listFactors(work, user_id)).filter((factor) => factor.confirmed_at !== null)
    const messages = {
      added: t('factors.section.added'),
      codes: t('factors.section.codes_made'),
      removed: t('factors.section.removed'),
    }
    return factorSection({
      t,
      csrf_token,
      factors: factors.map((factor) => ({
        id: factor.id,
        kind: factor.kind,
        name: factorName(factor),
        used:
          factor.last_used_at === null
            ? t('factors.section.never_used')
            : t('factors.section.used', { time: shownTime(factor.last_used_at, language, time_zone) }),
        is_flagged: factor.flagged_at !== null,
      })),
      codes_left: await countCodes(work, user_id),
      has_sms: await isSmsActive(work),
      has_passkeys: relyingPartyOf(origin_url) !== null,
      is_proved: provedUntil(work.actor, work.now) !== null,
      message: result !== null && Object.hasOwn(messages, result) ? messages[result as keyof typeof messages] : null, // asked on the line itself
    })
  },
}

const remove = endpoint({
  route: 'POST /account/factors/{factor_id}/remove',
  summary: "Remove one of one's own factors",
  allow: SIGNED_IN,
  step_up: true,
  reply: 'page',
  params: z.object({ factor_id: idParam }),
  async run({ work, params: { factor_id } }) {
    await removeFactor(work, sessionOwner(work).user_id, factor_id)
    return redirect(accountSectionPath('factors', 'removed'))
  },
})

const returnTo = z.string().optional().catch(undefined)

async function provePage(
  work: Work,
  asked: { method: string | undefined; return_to: string | null; problem: 'wrong' | null },
  request: SignInRequest,
): Promise<string> {
  const { user_id, session_id } = sessionOwner(work)
  const words = await wordsFor(work, request.header('accept-language'))
  const { t } = words
  const methods = await waysToProve(work, user_id, new URL(request.origin_url).hostname)
  const method: ProvingMethod = methods.find((one) => one === asked.method) ?? methods[0] ?? 'password'
  const options = method === 'passkey' ? await proofOptions(work, 'step_up', user_id, request.origin_url) : null
  const phone = (await usableFactors(work, user_id)).find(({ kind }) => kind === 'sms')
  return renderProving({
    ...words,
    title: t('factors.prove.title'),
    lead: methods.length === 0 ? t('factors.prove.nothing') : t('factors.prove.lead'),
    action: PATH,
    csrf_token: work.actor.kind === 'user' ? work.actor.csrf_token : null,
    return_to: asked.return_to,
    method,
    others: methods.filter((one) => one !== method),
    problem: asked.problem && t('factors.wrong'),
    passkey_options: options && JSON.stringify(options),
    phone:
      method === 'sms' && phone
        ? { number: factorName(phone), is_sent: (await findSmsCode(work, phone.id, session_id)) !== null }
        : null,
    may_trust: false,
  })
}

const show = endpoint({
  route: 'GET /account/prove',
  summary: 'Prove again who one is, before something dangerous',
  allow: SIGNED_IN,
  reply: 'page',
  // A passkey is asked for with a challenge that is kept.
  read_only: false,
  query: z.object({ with: returnTo, return_to: returnTo }),
  async run({ work, query, ...request }) {
    const return_to = localPath(query.return_to)
    return page(await provePage(work, { method: query.with, return_to, problem: null }, request))
  },
})

const prove = endpoint({
  route: 'POST /account/prove',
  summary: 'The proof itself',
  allow: SIGNED_IN,
  reply: 'page',
  body: z.object({
    method: z.enum(['password', ...PROOF_KINDS]).catch('password'),
    answer: z.string().max(100_000).catch(''),
    return_to: returnTo,
  }),
  async prepare({ platform, account_id, actor, origin, body }) {
    if (actor.kind !== 'user' || actor.session_id === null) throw new Refusal('forbidden')
    const caller = { account_id, user_id: actor.user_id, session_id: actor.session_id, origin }
    return await checkPasswordProof(platform.engine, caller, body.method, body.answer.slice(0, MAX_PASSWORD + 1))
  },
  async run({ work, body, prepared, ...request }): Promise<HttpReply> {
    const { method, answer } = body
    const return_to = localPath(body.return_to)
    const renewed = await proveAgain(work, sessionOwner(work), { method, answer }, prepared, request.origin_url)
    if (renewed !== null) return redirect(return_to ?? '/account/security', { 'set-cookie': renewed })
    return page(await provePage(work, { method, return_to, problem: 'wrong' }, request), 422)
  },
})

const text = endpoint({
  route: 'POST /account/prove/text',
  summary: 'Have a code texted for the proof',
  allow: SIGNED_IN,
  reply: 'page',
  body: z.object({ return_to: returnTo }),
  async run({ work, body }) {
    const { user_id, session_id } = sessionOwner(work)
    const phone = (await usableFactors(work, user_id)).find(({ kind }) => kind === 'sms')
    if (!phone) throw new Refusal('not_found')
    await sendCode(work, user_id, phone.id, session_id)
    const return_to = localPath(body.return_to)
    return redirect(`${PATH}?${new URLSearchParams({ with: 'sms', ...(return_to === null ? {} : { return_to }) })}`)
  },
})

export const accountFactorPages = [remove, show, prove, text]
