// The way in when only identity providers are allowed and none answers: owners, with their password and a second
// factor, at a page of its own. Recorded, and all admins hear of it by mail once somebody is in. And what the command
// line does when even that is lost.
import { z } from 'zod'
import { renderSignIn } from '../../web/pages/sign-in.ts'
import { accountSettings } from '../accounts/index.ts'
import { findUser, findUserByEmail, listAdmins } from '../people/index.ts'
import { Refusal } from '../platform/errors.ts'
import { ANYONE, endpoint } from '../platform/http/endpoint.ts'
import { bestLanguage, translator } from '../platform/i18n.ts'
import type { Work } from '../platform/work.ts'
import { admitPerson } from './admission/admission.ts'
import { provingPath } from './admission/steps.ts'
import { accessReset, signInFailed } from './events.ts'
import { createLink } from './links/links.ts'
import { deleteLockOuts } from './lock-outs/queries.ts'
import { page } from './pages/replies.ts'
import { MAX_PASSWORD } from './passwords/levels.ts'
import { updateSignInPolicy } from './policies/actions.ts'
import { signInPolicy } from './policies/queries.ts'
import { checkSignIn, finishSignIn } from './signing-in.ts'

const PATH = '/sign-in/break-glass'

/** The page is there only while it is needed. */
async function checkNeeded(work: Work): Promise<void> {
  if (!(await signInPolicy(work, 'staff')).sso_only) throw new Refusal('not_found')
}

async function draw(
  work: Work,
  accepted: string | undefined,
  email: string,
  problem: { kind: 'failed' } | { kind: 'limited'; minutes: number } | null,
): Promise<string> {
  const { desk } = await accountSettings(work)
  const language = bestLanguage(accepted, desk.locale)
  return renderSignIn({
    language,
    t: translator(language),
    desk: desk.name,
    email,
    return_to: null,
    problem,
    is_signed_out: false,
    is_insecure: false,
    buttons: [],
    has_password: true,
    has_magic_link: false,
    break_glass: PATH,
  })
}

const show = endpoint({
  route: `GET ${PATH}`,
  summary: 'The emergency sign-in of owners while only identity providers are allowed',
  allow: ANYONE,
  reply: 'page',
  async run({ work, header }) {
    await checkNeeded(work)
    return page(await draw(work, header('accept-language'), '', null))
  },
})

const text = z.string().catch('')

const signIn = endpoint({
  route: `POST ${PATH}`,
  summary: 'Sign in as an owner with password and second factor, past "SSO only"',
  allow: ANYONE,
  reply: 'page',
  without_csrf: 'there is no session yet; requests that another site caused are refused by Sec-Fetch-Site',
  body: z.object({ email: text, password: text }),
  async prepare({ platform, account_id, origin, body, header, cookie }) {
    if (['cross-site', 'same-site'].includes(header('sec-fetch-site') ?? '')) throw new Refusal('csrf')
    const password = body.password.slice(0, MAX_PASSWORD + 1)
    return await checkSignIn(platform.engine, account_id, origin, { email: body.email, password }, { cookie })
  },
  async run({ work, body, prepared, header, cookie, origin_url }) {
    await checkNeeded(work)
    const again = (problem: { kind: 'failed' } | { kind: 'limited'; minutes: number }) =>
      draw(work, header('accept-language'), body.email.slice(0, 254), problem)
    const result = await finishSignIn(work, prepared, { break_glass: true })
    if (result.outcome === 'limited') {
      const minutes = Math.ceil(result.retry_after_s / 60)
      return page(await again({ kind: 'limited', minutes }), 429, { 'retry-after': String(result.retry_after_s) })
    }
    const owner = result.outcome === 'proved' ? await findUser(anonymously(work), result.user_id) : null
    // Without a second factor that works one password would undo what "SSO only" is for; the command line helps then.
    if (
      result.outcome !== 'proved' ||
      owner?.role !== 'owner' ||
      (await provingPath(anonymously(work), owner.id)) === null
    ) {
      if (result.outcome === 'proved')
        work.record(signInFailed, result.user_id, { reason: 'method_not_allowed' }, { email: '' })
      return page(await again({ kind: 'failed' }), 422)
    }
    const proved = { user_id: owner.id, method: 'password' } as const
    return await admitPerson(work, proved, { origin_url, cookie, header }, { break_glass: true })
  },
})

/** Nobody is signed in yet: the password is what was shown. */
function anonymously(work: Work): Work {
  return work.as({ kind: 'system', name: 'break_glass' })
}

export const breakGlassPages = [show, signIn]

/**
 * For whoever runs the server: passwords let the team in again, nobody is locked out, and an owner gets a link to a new
 * password. `email` names the owner; without it the first one. Returns the last part of `/reset/…`, or null when the
 * account has no such owner.
 */
export async function resetAccess(work: Work, email: string | null): Promise<{ email: string; token: string } | null> {
  await updateSignInPolicy(work, 'staff', { password_enabled: true, sso_only: false })
  const lock_outs = (await deleteLockOuts(work, null)).length
  const meant = email === null ? null : await findUserByEmail(work, email)
  const owners = (await listAdmins(work, MOST_ADMINS)).filter((user) => user.role === 'owner')
  const owner = email === null ? owners[0] : owners.find((user) => user.id === meant?.id)
  if (!owner) return null
  const token = await createLink(work, 'password_reset', owner.id)
  work.record(accessReset, owner.id, { lock_outs })
  return { email: owner.email ?? '', token }
}

const MOST_ADMINS = 1_000
