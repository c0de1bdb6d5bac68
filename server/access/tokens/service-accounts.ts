// Service accounts: people of the team who are programs. They have a role and tokens, and no way to sign in: no password,
// no invitation, and an address in a domain that no mail can ever come to (RFC 2606).
import { z } from 'zod'
import { createUser, findUser, usersByIds } from '../../people/index.ts'
import { sql } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import { ADMINS, endpoint, HttpReply } from '../../platform/http/endpoint.ts'
import { pagingQuery, pagingReply, wholeList } from '../../platform/http/paging.ts'
import { apiTime } from '../../platform/instants.ts'
import type { Work } from '../../platform/work.ts'
import { newSecret } from '../secrets.ts'
import { serviceAccountCreated } from './events.ts'

const ADDRESS_DOMAIN = 'service.invalid'
const MAX_LISTED = 500

interface ServiceAccountRow {
  user_id: number
  purpose: string
  created_by_id: number | null
  created_at: Date
}

/** True for people who are programs. Nobody signs in as one. */
export async function isServiceAccount(work: Work, user_id: number): Promise<boolean> {
  const row = await work.db.first<{ user_id: number }>(
    sql`select user_id from service_accounts where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint`,
  )
  return row !== null
}

const serviceAccountSchema = z.object({
  id: z.number().describe('Its user; its rights are those of the user'),
  name: z.string(),
  email: z.string().describe('Stands before `/token:` in Basic authentication; no mail can reach it'),
  role: z.enum(['agent', 'admin']),
  purpose: z.string(),
  active: z.boolean().describe('False when it is suspended or deleted'),
  created_by_id: z.number().nullable(),
  created_at: z.string(),
})

async function replies(work: Work, rows: readonly ServiceAccountRow[]) {
  const users = new Map(
    (
      await usersByIds(
        work,
        rows.map((row) => row.user_id),
      )
    ).map((user) => [user.id, user]),
  )
  return rows.flatMap((row) => {
    const user = users.get(row.user_id)
    if (!user) return []
    return {
      id: user.id,
      name: user.name,
      email: user.email ?? '',
      role: user.role === 'agent' ? ('agent' as const) /* one of two */ : ('admin' as const) /* one of two */,
      purpose: row.purpose,
      active: user.active && !user.suspended,
      created_by_id: row.created_by_id,
      created_at: apiTime(row.created_at),
    }
  })
}

const list = endpoint({
  route: 'GET /api/v2/service_accounts',
  summary: 'List the programs that are part of the team',
  allow: ADMINS,
  query: z.object(pagingQuery),
  reply: z.object({ service_accounts: z.array(serviceAccountSchema), ...pagingReply }),
  async run({ work, query }) {
    const rows = await work.db.all<ServiceAccountRow>(sql`
      select user_id, purpose, created_by_id, created_at from service_accounts
      where account_id = ${work.account_id}::bigint order by user_id limit ${MAX_LISTED}`)
    const service_accounts = await replies(work, rows)
    return { service_accounts, ...wholeList(service_accounts.length, query) }
  },
})

const create = endpoint({
  route: 'POST /api/v2/service_accounts',
  summary: 'Make a service account: a person of the team that is a program and cannot sign in',
  allow: ADMINS,
  step_up: true,
  body: z.object({
    service_account: z.object({
      name: z.string().trim().min(1).max(100),
      role: z.enum(['agent', 'admin']).default('agent'),
      purpose: z.string().max(500).default(''),
    }),
  }),
  reply: z.object({ service_account: serviceAccountSchema }),
  async run({ work, body: { service_account: asked } }) {
    // A program that makes programs would go on when its own token is revoked.
    if (work.actor.kind !== 'user' || work.actor.token_id !== null) throw new Refusal('forbidden')
    const email = `service-${newSecret().slice(0, 12).replaceAll(/[-_]/g, 'x').toLowerCase()}@${ADDRESS_DOMAIN}`
    const { id } = await createUser(work, { name: asked.name, role: asked.role, email, verified: true })
    const row = { user_id: id, purpose: asked.purpose, created_by_id: work.actor.user_id, created_at: work.now }
    await work.db.run(sql`
      insert into service_accounts (account_id, user_id, purpose, created_by_id, created_at)
      values (${work.account_id}, ${id}, ${row.purpose}, ${row.created_by_id}, ${row.created_at})`)
    work.record(serviceAccountCreated, id, { role: asked.role })
    const [service_account] = await replies(work, [row])
    if (!service_account) throw new Error('a service account was made and is not there')
    return new HttpReply({ status: 201, headers: { location: `/api/v2/users/${id}.json` }, json: { service_account } })
  },
})

/** Whether a person may be given a password or a session. 403 for programs. */
export async function refuseServiceAccount(work: Work, user_id: number): Promise<void> {
  if (await isServiceAccount(work, user_id)) throw new Refusal('forbidden', 'A service account cannot sign in')
}

/** The active service account of an id, for a client that acts as one; null otherwise. */
export async function findServiceAccount(work: Work, user_id: number) {
  if (!(await isServiceAccount(work, user_id))) return null
  const user = await findUser(work, user_id)
  return user?.active && !user.suspended ? user : null
}

export const serviceAccountEndpoints = [list, create]
