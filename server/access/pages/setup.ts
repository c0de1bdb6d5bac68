// The set-up of a new desk: whoever holds the link becomes its owner. Once. The link is made at the first start and
// printed where only the operator reads it.
import { z } from 'zod'
import { renderReady, renderSetup, type SetupErrors } from '../../../web/pages/setup.ts'
import { accountSettings, LOCALES, type Locale, updateSettings } from '../../accounts/index.ts'
import { formatAddress } from '../../platform/addresses.ts'
import { Refusal } from '../../platform/errors.ts'
import { ADMINS, ANYONE, endpoint } from '../../platform/http/endpoint.ts'
import { bestLanguage, type Translate, translator } from '../../platform/i18n.ts'
import { doWork, type Work } from '../../platform/work.ts'
import { admitPerson } from '../admission/admission.ts'
import { createOwner } from '../desks.ts'
import { getLink, takeLink } from '../links/links.ts'
import { hashPassword } from '../passwords/hashing.ts'
import { judgePassword, type PasswordProblem } from '../passwords/judging.ts'
import { rulesOf } from '../passwords/levels.ts'
import { passwordProblemText } from './password-words.ts'
import { page } from './replies.ts'

/** What the set-up needs of later modules; operations hands it over. */
export interface SetupHooks {
  /** Makes an address the desk's default one. Throws Refusal('invalid' or 'collision') when another desk has it. */
  addSupportAddress?(work: Work, address: string): Promise<unknown>
}

const params = z.object({ token: z.string().max(100) })
const text = z.string().trim().catch('')
const form = z.object({
  name: text,
  email: text,
  password: z.string().catch(''),
  desk_name: text,
  support_address: text,
  locale: z.enum(LOCALES).catch('en'),
})
type Form = z.output<typeof form>

/** Where a desk most likely is, until its owner says otherwise. */
const TIME_ZONES: Record<Locale, string> = {
  en: 'Etc/UTC',
  de: 'Europe/Berlin',
  nl: 'Europe/Amsterdam',
  it: 'Europe/Rome',
}

function timeZoneFor(locale: Locale): string {
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone
  return own === 'UTC' || own === 'Etc/UTC' ? TIME_ZONES[locale] : own
}

/** There is no policy yet: what NIST recommends. */
const RULES = rulesOf('recommended')

/** What is wrong with the form, field by field, in words. */
function findErrors(t: Translate, body: Form, problem: PasswordProblem | null): SetupErrors {
  const errors: SetupErrors = {}
  if (body.name === '' || body.name.length > 255) errors.name = t('setup.error.name')
  if (formatAddress(body.email) === null) errors.email = t('setup.error.email')
  if (problem) errors.password = passwordProblemText(t, problem, RULES)
  if (body.desk_name === '' || body.desk_name.length > 200) errors.desk_name = t('setup.error.desk_name')
  if (body.support_address !== '' && formatAddress(body.support_address) === null)
    errors.support_address = t('setup.error.support_address')
  return errors
}

function setupPage(parts: {
  language: string | undefined
  fallback: Locale
  token: string
  values?: Form
  errors?: SetupErrors
  hooks: SetupHooks
}): string {
  const language = bestLanguage(parts.language, parts.fallback)
  const values = parts.values ?? { name: '', email: '', desk_name: '', support_address: '', locale: language }
  return renderSetup({
    language,
    t: translator(language),
    token: parts.token,
    values,
    errors: parts.errors ?? {},
    min_password: RULES.min_length,
    has_support_address: parts.hooks.addSupportAddress !== undefined,
  })
}

/** Adds the desk's address. Returns the key of what is wrong with it, or null. */
async function addAddress(work: Work, hooks: SetupHooks, address: string): Promise<string | null> {
  try {
    await hooks.addSupportAddress?.(work, address)
    return null
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'invalid') throw error
    const is_taken = error.details?.email?.some((reason) => reason.error === 'DuplicateValue')
    return is_taken ? 'setup.error.support_address_taken' : 'setup.error.support_address'
  }
}

/** The set-up's pages, with what later modules do in it. */
export function setupPages(hooks: SetupHooks) {
  const show = endpoint({
    route: 'GET /setup/{token}',
    summary: 'The set-up page of a new desk',
    allow: ANYONE,
    params,
    reply: 'page',
    async run({ work, params: { token }, header }) {
      await getLink(work, 'setup', token)
      const { desk, is_set_up } = await accountSettings(work)
      if (is_set_up) throw new Refusal('gone')
      return page(setupPage({ language: header('accept-language'), fallback: desk.locale, token, hooks }))
    },
  })

  const submit = endpoint({
    route: 'POST /setup/{token}',
    summary: 'Create the first owner and name the desk',
    allow: ANYONE,
    params,
    body: form,
    reply: 'page',
    without_csrf: 'the link itself is the secret that the form proves to have',
    async prepare({ platform, account_id, origin, params: { token }, body, header }) {
      // The link is checked before a password is hashed, so that strangers cannot make us work.
      await doWork(
        platform.engine,
        { account_id, actor: { kind: 'anonymous' }, origin, audience: 'customer', read_only: true },
        (work) => getLink(work, 'setup', token),
      )
      const problem = await judgePassword(body.password, RULES, [body.email, body.name, body.desk_name])
      const errors = findErrors(translator(bestLanguage(header('accept-language'), body.locale)), body, problem)
      return Object.keys(errors).length > 0 ? { errors } : { hash: await hashPassword(body.password) }
    },
    async run({ work, params: { token }, body, prepared, header, cookie, origin_url }) {
      const again = (errors: SetupErrors) =>
        page(
          setupPage({
            language: header('accept-language'),
            fallback: body.locale,
            token,
            values: body,
            errors,
            hooks,
          }),
          422,
        )
      if (prepared.errors) return again(prepared.errors)
      // The holder of the link acts for the operator who printed it.
      Object.assign(work, { actor: { kind: 'system', name: 'setup' }, audience: 'staff' })
      // First what may be declined with a word: the link is still good for another try then.
      const declined = body.support_address === '' ? null : await addAddress(work, hooks, body.support_address)
      if (declined) {
        const t = translator(bestLanguage(header('accept-language'), body.locale))
        return again({ support_address: t(declined) })
      }
      await takeLink(work, 'setup', token)
      await updateSettings(work, {
        desk: { name: body.desk_name, locale: body.locale, time_zone: timeZoneFor(body.locale) },
      })
      const owner_id = await createOwner(work, { name: body.name, email: body.email }, prepared.hash)
      return await admitPerson(
        work,
        { user_id: owner_id, method: 'invitation', return_to: '/setup/done' },
        { origin_url, cookie, header },
      )
    },
  })

  const done = endpoint({
    route: 'GET /setup/done',
    summary: 'What is worth doing once a desk exists',
    allow: ADMINS,
    reply: 'page',
    async run({ work, header }) {
      const { desk, is_set_up } = await accountSettings(work)
      if (!is_set_up) throw new Refusal('not_found')
      const language = bestLanguage(header('accept-language'), desk.locale)
      return page(renderReady({ language, t: translator(language), desk: desk.name }))
    },
  })

  return [show, submit, done]
}
