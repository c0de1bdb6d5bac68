// Endpoints by which admins set provisioning up and see whether it works.
import { z } from 'zod'
import { notFound } from '../../platform/errors.ts'
import { ADMINS, endpoint, HttpReply } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { apiTime, apiTimeOrNull } from '../../platform/instants.ts'
import type { Work } from '../../platform/work.ts'
import { BASE_PATH } from '../protocol.ts'
import { countScimUsers } from '../users/queries.ts'
import { changeSettings, createScimToken, revokeScimToken, rotateScimToken } from './actions.ts'
import { countRequests, findScimToken, listRequests, listScimTokens, type RequestRow, scimSettings } from './queries.ts'
import {
  requestSchema,
  scimSchema,
  settingsWriteSchema,
  type TokenRow,
  tokenSchema,
  tokenWriteSchema,
} from './schema.ts'

const LAST_ERRORS = 20
const LAST_REQUESTS = 100
const one = z.object({ scim: scimSchema })
const token = z.object({ scim_token: tokenSchema })
const params = z.object({ scim_token_id: idParam })

function tokenReply(row: TokenRow, origin_url: string): z.output<typeof tokenSchema> {
  return {
    id: row.id,
    url: `${origin_url}/api/v2/scim/tokens/${row.id}.json`,
    name: row.name,
    created_by_id: row.created_by_id,
    created_at: apiTime(row.created_at),
    rotated_at: apiTimeOrNull(row.rotated_at),
    last_used_at: apiTimeOrNull(row.last_used_at),
  }
}

const requestReply = (row: RequestRow): z.output<typeof requestSchema> => ({
  ...row,
  created_at: apiTime(row.created_at),
})

async function scimReply(work: Work, origin_url: string): Promise<z.output<typeof one>> {
  const settings = await scimSettings(work)
  const tokens = await listScimTokens(work)
  const [last] = await listRequests(work, { failed: false, limit: 1 })
  const { requests, errors } = await countRequests(work)
  return {
    scim: {
      enabled: settings.enabled,
      dry_run: settings.dry_run,
      ranges: [...settings.ranges],
      mapping: { ...settings.mapping, rules: settings.mapping.rules.map((rule) => ({ ...rule })) },
      subject_provider_id: settings.subject_provider_id,
      endpoint_url: `${origin_url}${BASE_PATH}`,
      tokens: tokens.map((row) => tokenReply(row, origin_url)),
      last_request_at: last ? apiTime(last.created_at) : null,
      requests_today: requests,
      errors_today: errors,
      people: await countScimUsers(work),
      last_errors: (await listRequests(work, { failed: true, limit: LAST_ERRORS })).map(requestReply),
    },
  }
}

const show = endpoint({
  route: 'GET /api/v2/scim',
  summary: 'Show how a directory keeps the team, and whether it works',
  allow: ADMINS,
  reply: one,
  run: ({ work, origin_url }) => scimReply(work, origin_url),
})

const update = endpoint({
  route: 'PUT /api/v2/scim',
  summary: 'Change how a directory may keep the team',
  allow: ADMINS,
  step_up: true,
  body: z.object({ scim: settingsWriteSchema }),
  reply: one,
  async run({ work, body, origin_url }) {
    await changeSettings(work, body.scim)
    return await scimReply(work, origin_url)
  },
})

const requests = endpoint({
  route: 'GET /api/v2/scim/requests',
  summary: 'List what directories asked last',
  allow: ADMINS,
  reply: z.object({ scim_requests: z.array(requestSchema) }),
  run: async ({ work }) => ({
    scim_requests: (await listRequests(work, { failed: false, limit: LAST_REQUESTS })).map(requestReply),
  }),
})

const showToken = endpoint({
  route: 'GET /api/v2/scim/tokens/{scim_token_id}',
  summary: 'Show a token for a directory, without its secret',
  allow: ADMINS,
  params,
  reply: token,
  async run({ work, params: { scim_token_id }, origin_url }) {
    const row = await findScimToken(work, scim_token_id)
    if (!row) throw notFound()
    return { scim_token: tokenReply(row, origin_url) }
  },
})

const NO_STORE = { 'cache-control': 'no-store' }

const create = endpoint({
  route: 'POST /api/v2/scim/tokens',
  summary: 'Make a token for a directory. Its secret is shown this once',
  allow: ADMINS,
  step_up: true,
  body: z.object({ scim_token: tokenWriteSchema }),
  reply: token,
  async run({ work, body, origin_url }) {
    const made = await createScimToken(work, body.scim_token.name)
    const scim_token = { ...tokenReply(made.token, origin_url), full_token: made.full_token }
    return new HttpReply({ status: 201, headers: { location: scim_token.url, ...NO_STORE }, json: { scim_token } })
  },
})

const rotate = endpoint({
  route: 'POST /api/v2/scim/tokens/{scim_token_id}/rotate',
  summary: 'Give a token a new secret, shown this once; the old one ends at once',
  allow: ADMINS,
  step_up: true,
  status: 200,
  params,
  reply: token,
  async run({ work, params: { scim_token_id }, origin_url }) {
    const made = await rotateScimToken(work, scim_token_id)
    const scim_token = { ...tokenReply(made.token, origin_url), full_token: made.full_token }
    return new HttpReply({ headers: NO_STORE, json: { scim_token } })
  },
})

const revoke = endpoint({
  route: 'DELETE /api/v2/scim/tokens/{scim_token_id}',
  summary: 'Revoke a token for a directory',
  allow: ADMINS,
  params,
  reply: null,
  async run({ work, params: { scim_token_id } }) {
    await revokeScimToken(work, scim_token_id)
    return null
  },
})

export const scimSettingsEndpoints = [show, update, requests, showToken, create, rotate, revoke]
