// Setting factors up on pages: the same for somebody in the middle of signing in, who has none and needs one, and for
// somebody on their own page of security. Only who it is about, and where it leads, differ.
import { z } from 'zod'
import {
  renderAppSetUp,
  renderChoice,
  renderCodes,
  renderPasskeySetUp,
  renderPhoneSetUp,
  type SetUpFrame,
} from '../../../../web/pages/factors/set-up.ts'
import { type Caller, endpoint, HttpReply } from '../../../platform/http/endpoint.ts'
import { idParam } from '../../../platform/http/ids.ts'
import type { Work } from '../../../platform/work.ts'
import type { SignInRequest } from '../../admission/pending.ts'
import { page, redirect } from '../../pages/replies.ts'
import { beginTotp, confirmTotp, getFactor, renameFactor, seedToShow } from '../actions.ts'
import { registerPasskey, registrationOptions } from '../passkeys/actions.ts'
import { readJson } from '../passkeys/answers.ts'
import { relyingPartyOf } from '../passkeys/relying-party.ts'
import { confirmRecoveryCodes, makeRecoveryCodes } from '../recovery/actions.ts'
import { factorName } from '../schema.ts'
import { beginPhone, confirmPhone } from '../sms/actions.ts'
import { isSmsActive } from '../sms/queries.ts'
import { groupedSeed } from '../totp.ts'
import { problemOf, wordsFor } from './words.ts'

/** Who sets a factor up. */
export interface Person {
  /** The unit of work as this person. */
  work: Work
  user_id: number
  /** The session, or the sign-in under way. */
  bound_to: number
  csrf_token: string | null
}

/** Where somebody sets a factor up. */
export interface Place {
  prefix: '/sign-in/set-up' | '/account/factors'
  allow: readonly Caller[]
  without_csrf?: string
  step_up?: true
  /** Who it is about, or where they have to go first. `for_codes` when a factor was set up just now. */
  person(work: Work, request: SignInRequest, for_codes?: boolean): Promise<Person | HttpReply>
  /** What the page of choices says, and whether it may be put off; null where there is no such page. */
  choice: ((person: Person, request: SignInRequest) => Promise<{ lead: string; may_put_off: boolean }>) | null
  /** A factor was added. */
  added(person: Person, request: SignInRequest): Promise<HttpReply>
  /** Codes were confirmed. */
  kept(person: Person, request: SignInRequest): Promise<HttpReply>
}

const text = z.string().catch('')
const factorParams = z.object({ factor_id: idParam })

/** The pages of a place. */
export function setUpPages(place: Place) {
  const { prefix, allow, without_csrf, step_up } = place
  const looks = { allow, reply: 'page' as const }
  const common = { ...looks, without_csrf, step_up }
  const isReply = (person: Person | HttpReply): person is HttpReply => person instanceof HttpReply

  async function frame(person: Person, request: SignInRequest, problem: string | null = null): Promise<SetUpFrame> {
    const words = await wordsFor(person.work, request.header('accept-language'))
    return { ...words, prefix, csrf_token: person.csrf_token, problem }
  }

  async function appPage(person: Person, factor_id: number, request: SignInRequest, problem: string | null) {
    const { seed, uri, qr_svg } = await seedToShow(person.work, person.user_id, factor_id)
    const parts = { factor_id, qr_code: qr_svg, seed: groupedSeed(seed), uri }
    return renderAppSetUp({ ...(await frame(person, request, problem)), ...parts })
  }

  async function passkeyPage(person: Person, request: SignInRequest, problem: string | null) {
    const options = await registrationOptions(person.work, person.user_id, request.origin_url)
    return renderPasskeySetUp({ ...(await frame(person, request, problem)), options: JSON.stringify(options) })
  }

  const choose = endpoint({
    ...looks,
    route: `GET ${prefix}`,
    summary: 'Which kind of second factor to set up',
    async run({ work, ...request }) {
      const person = await place.person(work, request)
      if (isReply(person)) return person
      if (!place.choice) return redirect('/account/security#factors')
      const has_passkeys = relyingPartyOf(request.origin_url) !== null
      const shown = { ...(await place.choice(person, request)), has_passkeys, has_sms: await isSmsActive(work) }
      return page(renderChoice({ ...(await frame(person, request)), ...shown }))
    },
  })

  const beginApp = endpoint({
    ...common,
    route: `POST ${prefix}/app`,
    summary: 'Begin to set up an authenticator app',
    async run({ work, ...request }) {
      const person = await place.person(work, request)
      if (isReply(person)) return person
      const { t } = await wordsFor(work, request.header('accept-language'))
      const factor = await beginTotp(person.work, person.user_id, t('factors.app.name_example'))
      return redirect(`${prefix}/app/${factor.id}`)
    },
  })

  const showApp = endpoint({
    ...looks,
    route: `GET ${prefix}/app/{factor_id}`,
    summary: 'The QR code of an authenticator app that is not confirmed yet',
    params: factorParams,
    async run({ work, params: { factor_id }, ...request }) {
      const person = await place.person(work, request)
      return isReply(person) ? person : page(await appPage(person, factor_id, request, null))
    },
  })

  const confirmApp = endpoint({
    ...common,
    route: `POST ${prefix}/app/{factor_id}`,
    summary: 'Confirm an authenticator app by the code it shows',
    params: factorParams,
    body: z.object({ code: text, name: text }),
    async run({ work, params: { factor_id }, body, ...request }) {
      const person = await place.person(work, request)
      if (isReply(person)) return person
      try {
        if (body.name.trim() !== '') await renameFactor(person.work, person.user_id, factor_id, body.name)
        await confirmTotp(person.work, person.user_id, factor_id, body.code)
      } catch (error) {
        problemOf(error)
        const { t } = await wordsFor(work, request.header('accept-language'))
        return page(await appPage(person, factor_id, request, t('factors.wrong')), 422)
      }
      return await place.added(person, request)
    },
  })

  const showPhone = endpoint({
    ...looks,
    route: `GET ${prefix}/phone`,
    summary: 'Add a phone',
    async run({ work, ...request }) {
      const person = await place.person(work, request)
      if (isReply(person)) return person
      return page(renderPhoneSetUp({ ...(await frame(person, request)), factor_id: null, number: null }))
    },
  })

  const beginPhoneForm = endpoint({
    ...common,
    route: `POST ${prefix}/phone`,
    summary: 'Have a code texted to a phone that is to be added',
    body: z.object({ number: text }),
    async run({ work, body, ...request }) {
      const person = await place.person(work, request)
      if (isReply(person)) return person
      try {
        const factor = await beginPhone(person.work, person.user_id, body.number, person.bound_to)
        return redirect(`${prefix}/phone/${factor.id}`)
      } catch (error) {
        problemOf(error)
        const { t } = await wordsFor(work, request.header('accept-language'))
        const shown = await frame(person, request, t('factors.phone.wrong'))
        return page(renderPhoneSetUp({ ...shown, factor_id: null, number: null }), 422)
      }
    },
  })

  async function phonePage(person: Person, factor_id: number, request: SignInRequest, problem: string | null) {
    const number = factorName(await getFactor(person.work, person.user_id, factor_id))
    return renderPhoneSetUp({ ...(await frame(person, request, problem)), factor_id, number })
  }

  const showPhoneCode = endpoint({
    ...looks,
    route: `GET ${prefix}/phone/{factor_id}`,
    summary: 'Type the code that was texted to a phone',
    params: factorParams,
    async run({ work, params: { factor_id }, ...request }) {
      const person = await place.person(work, request)
      return isReply(person) ? person : page(await phonePage(person, factor_id, request, null))
    },
  })

  const confirmPhoneForm = endpoint({
    ...common,
    route: `POST ${prefix}/phone/{factor_id}`,
    summary: 'Confirm a phone by the code that was texted to it',
    params: factorParams,
    body: z.object({ code: text }),
    async run({ work, params: { factor_id }, body, ...request }) {
      const person = await place.person(work, request)
      if (isReply(person)) return person
      if (await confirmPhone(person.work, person.user_id, factor_id, person.bound_to, body.code))
        return await place.added(person, request)
      const { t } = await wordsFor(work, request.header('accept-language'))
      return page(await phonePage(person, factor_id, request, t('factors.wrong')), 422)
    },
  })

  const showPasskey = endpoint({
    ...looks,
    route: `GET ${prefix}/passkey`,
    summary: 'Make a passkey',
    // It is asked for with a challenge that is kept.
    read_only: false,
    async run({ work, ...request }) {
      const person = await place.person(work, request)
      return isReply(person) ? person : page(await passkeyPage(person, request, null))
    },
  })

  const addPasskey = endpoint({
    ...common,
    route: `POST ${prefix}/passkey`,
    summary: 'Add the passkey that an authenticator made',
    body: z.object({ answer: z.string().max(200_000).catch(''), name: text }),
    async run({ work, body, ...request }) {
      const person = await place.person(work, request)
      if (isReply(person)) return person
      const { t } = await wordsFor(work, request.header('accept-language'))
      const name = body.name.trim() === '' ? t('factors.passkey.name_example') : body.name
      try {
        const passkey = { name, credential: readJson(body.answer) }
        await registerPasskey(person.work, person.user_id, passkey, request.origin_url)
      } catch (error) {
        problemOf(error)
        return page(await passkeyPage(person, request, t('factors.passkey.problem')), 422)
      }
      return await place.added(person, request)
    },
  })

  const makeCodes = endpoint({
    ...common,
    route: `POST ${prefix}/codes`,
    summary: 'Make recovery codes and show them, once',
    async run({ work, ...request }) {
      const person = await place.person(work, request, true)
      return isReply(person) ? person : await codesPage(person, request, null)
    },
  })

  async function codesPage(person: Person, request: SignInRequest, problem: string | null): Promise<HttpReply> {
    const codes = await makeRecoveryCodes(person.work, person.user_id)
    const may_skip = place.choice !== null
    return page(renderCodes({ ...(await frame(person, request, problem)), codes, may_skip }), problem ? 422 : 200)
  }

  const confirmCodes = endpoint({
    ...common,
    route: `POST ${prefix}/codes/confirm`,
    summary: 'Say by one of them that the recovery codes are kept',
    body: z.object({ code: text }),
    async run({ work, body, ...request }) {
      const person = await place.person(work, request, true)
      if (isReply(person)) return person
      try {
        await confirmRecoveryCodes(person.work, person.user_id, body.code)
      } catch (error) {
        problemOf(error)
        const { t } = await wordsFor(work, request.header('accept-language'))
        // Those shown are gone from our side as text: new ones take their place.
        return await codesPage(person, request, t('factors.codes.wrong'))
      }
      return await place.kept(person, request)
    },
  })

  return [
    choose,
    beginApp,
    showApp,
    confirmApp,
    showPhone,
    beginPhoneForm,
    showPhoneCode,
    confirmPhoneForm,
    showPasskey,
    addPasskey,
    makeCodes,
    confirmCodes,
  ]
}
