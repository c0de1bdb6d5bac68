// Who gave a client what: one takes back one's own, admins everybody's, and the audit knows what it did.
import { describe, expect, test } from 'vitest'
import { newAccount, type Person, type TestAccount } from '../../../tests/support/desk.ts'
import { insertToken, newTokenSecret } from '../../access/index.ts'
import { newId } from '../../platform/ids.ts'
import { saveGrant } from '../granting/queries.ts'

const SCOPES = ['read', 'write']

async function registered(account: TestAccount, identifier: string): Promise<number> {
  const made = await account.call(account.admin, 'POST /api/v2/oauth/clients', {
    client: { name: identifier, identifier, kind: 'public', redirect_uri: ['https://client.example/back'] },
  })
  return made.body.client.id
}

/** An access token of a client for somebody who allowed it. */
async function allowed(account: TestAccount, client_id: number, person: Person) {
  return await account.work(async (work) => {
    await saveGrant(work, person.id, client_id, SCOPES)
    const { full_token, ...secret } = newTokenSecret(work, 'custos_at_')
    const kept = { description: '', scopes: SCOPES, networks: null, expires_at: null, family_id: newId() }
    const { id } = await insertToken(work, { ...secret, ...kept, user_id: person.id, client_id })
    return { id, as: { ...person, authorization: `Bearer ${full_token}` } }
  })
}

describe('what applications were allowed', () => {
  test('is listed for oneself with what they may do, and taken back; another person’s stays', async () => {
    const account = await newAccount()
    const { agent, customer, call } = account
    const client_id = await registered(account, 'flows')
    const [mine, theirs] = [await allowed(account, client_id, agent), await allowed(account, client_id, customer)]
    expect((await call(mine.as, 'GET /api/v2/tickets')).status).toBe(200)
    const list = async () => (await call(agent, 'GET /api/v2/users/me/oauth/clients')).body.clients
    expect(await list()).toMatchObject([{ id: client_id, name: 'flows', granted_scopes: SCOPES }])
    expect((await list())[0].last_used_at).not.toBeNull()
    const path = `DELETE /api/v2/users/me/oauth/clients/${client_id}`
    expect((await call(agent, path)).status).toBe(204)
    expect(await list()).toEqual([])
    expect((await call(mine.as, 'GET /api/v2/tickets')).status).toBe(401)
    expect((await call(theirs.as, 'GET /api/v2/requests')).status).toBe(200)
    expect((await call(agent, path)).status).toBe(404)
    expect((await call(customer, path)).status).toBe(204)
    expect((await call(theirs.as, 'GET /api/v2/requests')).status).toBe(401)
  })

  test('is taken back by admins: what one person allowed, or all; the client and other clients stay', async () => {
    const account = await newAccount()
    const { admin, agent, customer, call } = account
    const [client_id, other_id] = [await registered(account, 'flows'), await registered(account, 'other')]
    const [mine, theirs] = [await allowed(account, client_id, agent), await allowed(account, client_id, customer)]
    const elsewhere = await allowed(account, other_id, agent)
    const path = `DELETE /api/v2/oauth/clients/${client_id}/tokens`
    expect((await call(agent, path)).status).toBe(403)
    expect((await call(admin, `${path}?user_id=none`)).status).toBe(400)
    expect((await call(admin, `${path}?user_id=${agent.id}`)).status).toBe(204)
    expect((await call(mine.as, 'GET /api/v2/tickets')).status).toBe(401)
    expect((await call(theirs.as, 'GET /api/v2/requests')).status).toBe(200)
    expect((await call(admin, path)).status).toBe(204)
    expect((await call(theirs.as, 'GET /api/v2/requests')).status).toBe(401)
    expect((await call(elsewhere.as, 'GET /api/v2/tickets')).status).toBe(200)
    expect((await call(admin, `GET /api/v2/oauth/clients/${client_id}`)).status).toBe(200)
    expect((await call(admin, 'DELETE /api/v2/oauth/clients/987654321/tokens')).status).toBe(404)
  })

  test('was used for: the audit is filtered by token and by application, and names both', async () => {
    const account = await newAccount()
    const { admin, agent, call } = account
    const client_id = await registered(account, 'flows')
    const [first, second] = [await allowed(account, client_id, agent), await allowed(account, client_id, agent)]
    const body = { ticket: { subject: 'S', comment: { body: 'B' } } }
    const ids: number[] = []
    for (const as of [first.as, second.as, agent])
      ids.push((await call(as, 'POST /api/v2/tickets', body)).body.ticket.id)
    const about = async (query: string) => {
      const answer = await call(admin, `GET /api/v2/audit_logs?filter[action]=ticket.created&${query}`)
      return answer.body.audit_logs.map((log: { source_id: number }) => log.source_id)
    }
    expect(await about(`filter[token_id]=${first.id}`)).toEqual([ids[0]])
    expect(await about(`filter[client_id]=${client_id}`)).toEqual([ids[1], ids[0]])
    expect(await about('filter[token_id]=987654321')).toEqual([])
    expect((await call(admin, 'GET /api/v2/audit_logs?filter[token_id]=x')).status).toBe(400)
    const file = await call(admin, `GET /api/v2/audit_logs/export?format=ndjson&filter[token_id]=${second.id}`)
    expect(file.text).toContain(`"source_id":${ids[1]}`)
    expect(file.text).not.toContain(`"source_id":${ids[0]}`)
    const [entry] = (await call(admin, `GET /api/v2/audit_logs?filter[token_id]=${first.id}`)).body.audit_logs
    const { audit_log } = (await call(admin, `GET /api/v2/audit_logs/${entry.id}`)).body
    expect(audit_log).toMatchObject({ token_id: first.id, client_id, impersonator_id: null })
  })
})

describe('an access token that one makes for oneself', () => {
  test('is a credential like any other: for those who may have their own', async () => {
    const account = await newAccount()
    const client_id = await registered(account, 'flows')
    const make = (person: Person) =>
      account.call(person, 'POST /api/v2/oauth/tokens', { token: { client_id, scopes: ['read'] } })
    expect((await make(account.agent)).status).toBe(403)
    expect((await make(account.admin)).status).toBe(403)
  })
})
