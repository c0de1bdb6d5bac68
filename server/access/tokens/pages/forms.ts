// Making, renewing and revoking one's own API tokens on pages, complete without JavaScript. The secret is in one reply.
import { z } from 'zod'
import {
  renderNewToken,
  renderTokenSecret,
  type TokenDraft,
  type TokenField,
} from '../../../../web/pages/tokens/pages.ts'
import { notFound, Refusal } from '../../../platform/errors.ts'
import { endpoint, SIGNED_IN } from '../../../platform/http/endpoint.ts'
import { idParam } from '../../../platform/http/ids.ts'
import { provedUntil } from '../../../platform/http/step-up.ts'
import type { Work } from '../../../platform/work.ts'
import { accountFrame } from '../../account-page/frame.ts'
import { accountSectionPath } from '../../account-page/sections.ts'
import { page, redirect } from '../../pages/replies.ts'
import { createToken, getToken, revokeToken, rotateToken } from '../actions.ts'
import { readLimits, STANDARD_OVERLAP_HOURS } from '../limits.ts'
import { credentialPolicy, mayHaveOwnTokens } from '../policy.ts'
import { DAY_MS, type TokenRow } from '../schema.ts'
import { TOKENS_SECTION } from './section.ts'

const PATH = '/account/tokens'
const LIVES = [7, 30, 90, 365]
const USUAL_LIFE = 90

type Header = (name: string) => string | undefined

/** A token of one's own: admins see those of others elsewhere. 404 otherwise. */
export async function getOwnToken(work: Work, id: number): Promise<TokenRow> {
  const token = await getToken(work, id)
  const is_own = work.actor.kind === 'user' && work.actor.user_id === token.user_id
  if (!is_own || token.client_id !== null || token.revoked_at !== null) throw notFound()
  return token
}

async function newTokenPage(
  work: Work,
  header: Header,
  draft: TokenDraft,
  problem: TokenField | null,
): Promise<string> {
  const { max_token_days: most_days } = await credentialPolicy(work)
  const lives = LIVES.filter((days) => most_days === null || days < most_days)
  return renderNewToken({ ...(await accountFrame(work, header)), draft, lives, most_days, problem })
}

async function secretPage(work: Work, header: Header, made: { token: TokenRow; full_token: string }): Promise<string> {
  const { user, ...frame } = await accountFrame(work, header)
  const name = made.token.description || `${made.token.prefix}…`
  return renderTokenSecret({ ...frame, name, secret: made.full_token, email: user.email })
}

const showNew = endpoint({
  route: 'GET /account/tokens/new',
  summary: 'The form of a new API token of one’s own',
  allow: SIGNED_IN,
  reply: 'page',
  async run({ work, header }) {
    const { max_token_days } = await credentialPolicy(work)
    if (!(await mayHaveOwnTokens(work, work.actor))) throw new Refusal('forbidden')
    // Pages are asked for by links, which a refusal for want of a proof would leave without a way on.
    if (work.actor.kind === 'user' && work.actor.csrf_token !== null && provedUntil(work.actor, work.now) === null)
      return redirect(`/account/prove?return_to=${PATH}/new`)
    const life = max_token_days !== null && max_token_days <= USUAL_LIFE ? '' : String(USUAL_LIFE)
    const draft: TokenDraft = { description: '', scopes: 'read', scope_names: '', networks: '', life }
    return page(await newTokenPage(work, header, draft, null))
  },
})

const words = (text: string) => text.split(/[\s,]+/).filter((one) => one !== '')

/** The scopes a form asks for; null is everything. */
function askedScopes({ scopes, scope_names }: TokenDraft): string[] | null {
  if (scopes === 'all') return null
  if (scopes === 'named') return words(scope_names)
  return scopes === 'write' ? ['read', 'write'] : ['read']
}

const FIELDS: Record<string, TokenField> = { scopes: 'scopes', allowed_networks: 'networks', expires_at: 'life' }

/** The field of a form that was declined; anything else than a bad value is thrown on. */
function problemOf(error: unknown): TokenField {
  if (!(error instanceof Refusal) || error.code !== 'invalid') throw error
  const [name = 'base'] = Object.keys(error.details ?? {})
  return FIELDS[name] ?? 'base'
}

const create = endpoint({
  route: 'POST /account/tokens',
  summary: 'Make an API token of one’s own on a page; only this reply has its secret',
  allow: SIGNED_IN,
  step_up: true,
  scope: 'security',
  reply: 'page',
  body: z.object({
    description: z.string().trim().max(200).catch(''),
    scopes: z.enum(['read', 'write', 'all', 'named']).catch('read'),
    scope_names: z.string().max(1_000).catch(''),
    networks: z.string().max(3_000).catch(''),
    life: z
      .string()
      .regex(/^\d{1,4}$/)
      .or(z.literal(''))
      .catch(''),
  }),
  async run({ work, body: draft, header }) {
    if (work.actor.kind !== 'user' || work.actor.csrf_token === null) throw new Refusal('forbidden')
    const { user_id } = work.actor
    try {
      const expires_at = draft.life === '' ? null : new Date(work.now.getTime() + Number(draft.life) * DAY_MS)
      const limits = readLimits({ scopes: askedScopes(draft), allowed_networks: words(draft.networks) })
      const made = await createToken(work, user_id, draft.description, { ...limits, expires_at })
      return page(await secretPage(work, header, made))
    } catch (error) {
      return page(await newTokenPage(work, header, draft, problemOf(error)), 422)
    }
  },
})

const params = z.object({ token_id: idParam })

const rotate = endpoint({
  route: 'POST /account/tokens/{token_id}/rotate',
  summary: 'Give an API token of one’s own a new secret; the former one works for a day more',
  allow: SIGNED_IN,
  step_up: true,
  scope: 'security',
  reply: 'page',
  params,
  async run({ work, params: { token_id }, header }) {
    await accountFrame(work, header)
    const { id } = await getOwnToken(work, token_id)
    return page(await secretPage(work, header, await rotateToken(work, id, STANDARD_OVERLAP_HOURS)))
  },
})

const revoke = endpoint({
  route: 'POST /account/tokens/{token_id}/revoke',
  summary: 'Revoke an API token of one’s own',
  allow: SIGNED_IN,
  scope: 'security',
  reply: 'page',
  params,
  async run({ work, params: { token_id }, header }) {
    await accountFrame(work, header)
    await revokeToken(work, (await getOwnToken(work, token_id)).id)
    return redirect(accountSectionPath(TOKENS_SECTION, 'revoked'))
  },
})

export const tokenPages = [showNew, create, rotate, revoke]
