// Endpoints of service accounts: admins make them, say what they are for, and switch them off with all their tokens.
import { z } from 'zod'
import { type UserRow, usersByIds } from '../../people/index.ts'
import { ADMINS, endpoint, HttpReply } from '../../platform/http/endpoint.ts'
import { bodyId, idParam } from '../../platform/http/ids.ts'
import { pagingQuery, pagingReply, wholeList } from '../../platform/http/paging.ts'
import { apiTime } from '../../platform/instants.ts'
import { changeServiceAccount, createServiceAccount, getServiceAccount } from './service-account-actions.ts'
import { listServiceAccounts, type ServiceAccountRow } from './service-accounts.ts'

const schema = z.object({
  id: z.number().describe('Its user; its rights are those of the user'),
  url: z.string(),
  name: z.string(),
  email: z.string().describe('Stands before `/token:` in Basic authentication; no mail can reach it'),
  role: z.enum(['agent', 'admin']),
  custom_role_id: z.number().nullable().describe('What an agent may do; null is all that agents may'),
  purpose: z.string(),
  active: z.boolean().describe('False when it is switched off (suspended)'),
  created_by_id: z.number().nullable(),
  created_at: z.string(),
})
const one = z.object({ service_account: schema })
const params = z.object({ service_account_id: idParam })

const written = {
  name: z.string().trim().min(1).max(100),
  role: z.enum(['agent', 'admin']),
  custom_role_id: bodyId.nullable(),
  purpose: z.string().trim().max(500),
}

type Shown = Pick<UserRow, 'id' | 'name' | 'email' | 'role' | 'custom_role_id' | 'active' | 'suspended'>

function reply(row: ServiceAccountRow, user: Shown, origin_url: string): z.output<typeof schema> {
  return {
    id: user.id,
    url: `${origin_url}/api/v2/service_accounts/${user.id}.json`,
    name: user.name,
    email: user.email ?? '',
    role: user.role === 'agent' ? 'agent' : 'admin',
    custom_role_id: user.custom_role_id,
    purpose: row.purpose,
    active: user.active && !user.suspended,
    created_by_id: row.created_by_id,
    created_at: apiTime(row.created_at),
  }
}

const list = endpoint({
  route: 'GET /api/v2/service_accounts',
  summary: 'List the programs that are part of the team',
  allow: ADMINS,
  query: z.object(pagingQuery),
  reply: z.object({ service_accounts: z.array(schema), ...pagingReply }),
  async run({ work, query, origin_url }) {
    const rows = await listServiceAccounts(work)
    const ids = rows.map((row) => row.user_id)
    const users = new Map((await usersByIds(work, ids)).map((user) => [user.id, user]))
    const service_accounts = rows.flatMap((row) => {
      const user = users.get(row.user_id)
      return user?.active ? [reply(row, user, origin_url)] : []
    })
    return { service_accounts, ...wholeList(service_accounts.length, query) }
  },
})

const show = endpoint({
  route: 'GET /api/v2/service_accounts/{service_account_id}',
  summary: 'Show a service account',
  allow: ADMINS,
  params,
  reply: one,
  async run({ work, params, origin_url }) {
    const { row, user } = await getServiceAccount(work, params.service_account_id)
    return { service_account: reply(row, user, origin_url) }
  },
})

const create = endpoint({
  route: 'POST /api/v2/service_accounts',
  summary: 'Make a service account: a person of the team that is a program and cannot sign in. Not with a token',
  allow: ADMINS,
  step_up: true,
  body: z.object({
    service_account: z.object({
      name: written.name,
      role: written.role.default('agent'),
      custom_role_id: written.custom_role_id.default(null),
      purpose: written.purpose.default(''),
    }),
  }),
  reply: one,
  async run({ work, body: { service_account: asked }, origin_url }) {
    const { row, user } = await createServiceAccount(work, asked)
    const service_account = reply(row, user, origin_url)
    return new HttpReply({ status: 201, headers: { location: service_account.url }, json: { service_account } })
  },
})

const change = endpoint({
  route: 'PUT /api/v2/service_accounts/{service_account_id}',
  summary:
    'Change a service account; `active: false` switches it off and revokes all its tokens for good. Not with a token',
  allow: ADMINS,
  step_up: true,
  params,
  body: z.object({ service_account: z.object({ ...written, active: z.boolean() }).partial() }),
  reply: one,
  async run({ work, params: { service_account_id: id }, body: { service_account: asked }, origin_url }) {
    const after = await changeServiceAccount(work, id, asked)
    return { service_account: reply(after.row, after.user, origin_url) }
  },
})

export const serviceAccountEndpoints = [list, show, create, change]
