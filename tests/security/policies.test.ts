// The attacks on how people sign in and on what is told about it (lines 41, 43 and 44 of the threat model), and on the
// link "this wasn't me" itself.
import { expect, test } from 'vitest'
import { sql } from '../../server/platform/db.ts'
import { logged, newAccount } from '../support/desk.ts'
import { ageProof, sessionOf } from '../support/factors.ts'

test('attack 43: a policy, and what is asked of a role of the desk’s own, are changed after a fresh proof only', async () => {
  const account = await newAccount()
  const { api } = await sessionOf(account, account.admin)
  await ageProof(account, account.admin, 11)
  const changes = [
    ['sign_in_policies/staff', { sign_in_policy: { session_idle_minutes: 10 } }],
    ['sign_in_policies/end_user', { sign_in_policy: { magic_link_enabled: true } }],
    ['factor_requirements/1', { factor_requirement: { is_required: true } }],
    ['factor_requirements/1', { factor_requirement: { follows_agents: true } }],
  ] as const
  for (const [path, body] of changes) {
    const refused = await api(`PUT /api/v2/${path}`, body)
    expect([path, refused.status, refused.body.code]).toEqual([path, 403, 'step_up_required'])
    // To look at what it would mean takes no proof, and is no way around it.
    expect((await api(`POST /api/v2/${path}/preview`, body)).status).toBe(200)
  }
  const kept = await account.work((work) =>
    work.db.one<{ count: number }>(sql`
      select ((select count(*) from sign_in_policies where account_id = ${work.account_id}::bigint)
        + (select count(*) from custom_role_factor_requirements where account_id = ${work.account_id}::bigint))::int as count`),
  )
  expect(kept.count).toBe(0)
})

test('attack 41: the check of a password tells a stranger nothing of who is there', async () => {
  const account = await newAccount()
  const elsewhere = await newAccount()
  const answers = new Set<string>()
  for (const id of [account.owner.id, elsewhere.agent.id, 999_999]) {
    const { status, body } = await account.call(account.customer, `POST /api/v2/users/${id}/password/check`, {
      password: 'seven herons over water',
    })
    answers.add(JSON.stringify([status, { ...body, request_id: '' }]))
  }
  expect([...answers].map((answer) => JSON.parse(answer)[0])).toEqual([404])
  const anonymous = await account.call(null, `POST /api/v2/users/${account.agent.id}/password/check`, { password: 'x' })
  expect(anonymous.status).toBe(401)
})

test('attack 44: a password that is checked stands in no answer, no event and no line of the log', async () => {
  const account = await newAccount()
  const password = 'Marker-of-a-secret-4711!'
  const { text } = await account.call(account.agent, `POST /api/v2/users/${account.agent.id}/password/check`, {
    password,
  })
  expect(text).not.toContain('Marker-of-a-secret')
  expect(logged.join('\n')).not.toContain('Marker-of-a-secret')
  const events = await account.work((work) =>
    work.db.all<{ data: unknown }>(sql`
      select data from events where account_id = ${work.account_id}::bigint and data::text like '%Marker-of%'`),
  )
  expect(events).toEqual([])
})
