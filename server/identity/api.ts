// Endpoints of providers. Who may come in is for admins to say.
import { z } from 'zod'
import { invalid } from '../platform/errors.ts'
import { ADMINS, endpoint, HttpReply } from '../platform/http/endpoint.ts'
import { bodyId, idParam } from '../platform/http/ids.ts'
import { pagingQuery, pagingReply, wholeList } from '../platform/http/paging.ts'
import type { Work } from '../platform/work.ts'
import { createProvider, deleteProvider, newProviderId, reorderProviders, updateProvider } from './actions.ts'
import { listChecks } from './checks/queries.ts'
import { kindOf } from './kinds.ts'
import { providerReply } from './present.ts'
import { getProvider, listProviders } from './queries.ts'
import { MAX_PROVIDERS, type ProviderRow, providerSchema, providerWriteSchema } from './schema.ts'

export const providerParams = z.object({ identity_provider_id: idParam })
const one = z.object({ identity_provider: providerSchema })
const many = z.object({ identity_providers: z.array(providerSchema), ...pagingReply })

async function repliesOf(work: Work, rows: readonly ProviderRow[], origin_url: string) {
  const checks = await listChecks(work)
  return rows.map((row) => providerReply(row, checks, origin_url, work.now))
}

/** A provider as the API shows it. */
export async function providerReplyOf(work: Work, row: ProviderRow, origin_url: string) {
  return providerReply(row, await listChecks(work), origin_url, work.now)
}

const list = endpoint({
  route: 'GET /api/v2/identity_providers',
  summary: 'List the identity providers in the order of their buttons',
  allow: ADMINS,
  query: z.object(pagingQuery),
  reply: many,
  async run({ work, query, origin_url }) {
    const rows = await listProviders(work)
    return {
      identity_providers: await repliesOf(work, rows, origin_url),
      ...wholeList(rows.length, query),
    }
  },
})

const show = endpoint({
  route: 'GET /api/v2/identity_providers/{identity_provider_id}',
  summary: 'Show an identity provider, without its secrets',
  allow: ADMINS,
  params: providerParams,
  reply: one,
  run: async ({ work, params, origin_url }) => ({
    identity_provider: await providerReplyOf(work, await getProvider(work, params.identity_provider_id), origin_url),
  }),
})

const create = endpoint({
  route: 'POST /api/v2/identity_providers',
  summary: 'Set an identity provider up. It is switched on after a trial',
  allow: ADMINS,
  step_up: true,
  body: z.object({ identity_provider: providerWriteSchema }),
  reply: one,
  async prepare({ body, platform }) {
    const { kind } = body.identity_provider
    if (kind === undefined) throw invalid('kind', 'Kind: cannot be blank', 'BlankValue')
    const id = newProviderId()
    return {
      id,
      secrets: (await kindOf(kind).makeSecrets?.({ provider_id: id, now: platform.engine.clock.now() })) ?? {},
    }
  },
  async run({ work, body, prepared, origin_url }) {
    const row = await createProvider(work, prepared.id, prepared.secrets, body.identity_provider)
    const identity_provider = await providerReplyOf(work, row, origin_url)
    return new HttpReply({ status: 201, headers: { location: identity_provider.url }, json: { identity_provider } })
  },
})

const update = endpoint({
  route: 'PUT /api/v2/identity_providers/{identity_provider_id}',
  summary: 'Change an identity provider. Changed settings count for people once they were tried',
  allow: ADMINS,
  step_up: true,
  params: providerParams,
  body: z.object({ identity_provider: providerWriteSchema }),
  reply: one,
  run: async ({ work, params, body, origin_url }) => ({
    identity_provider: await providerReplyOf(
      work,
      await updateProvider(work, params.identity_provider_id, body.identity_provider),
      origin_url,
    ),
  }),
})

const remove = endpoint({
  route: 'DELETE /api/v2/identity_providers/{identity_provider_id}',
  summary: 'Delete an identity provider with the links to it',
  allow: ADMINS,
  step_up: true,
  params: providerParams,
  reply: null,
  async run({ work, params }) {
    await deleteProvider(work, params.identity_provider_id)
    return null
  },
})

const reorder = endpoint({
  route: 'PUT /api/v2/identity_providers/reorder',
  summary: 'Put the buttons of the sign-in page in another order',
  allow: ADMINS,
  step_up: true,
  body: z.object({ identity_provider_ids: z.array(bodyId).max(MAX_PROVIDERS) }),
  reply: many,
  async run({ work, body, origin_url }) {
    const rows = await reorderProviders(work, body.identity_provider_ids)
    return {
      identity_providers: await repliesOf(work, rows, origin_url),
      ...wholeList(rows.length, {}),
    }
  },
})

export const providerEndpoints = [list, reorder, show, create, update, remove]
