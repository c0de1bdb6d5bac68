import { describe, expect, it } from 'vitest'
import { newAccount, testDesk } from '../../../tests/support/desk.ts'
import { checkReadiness } from './checks.ts'

describe('the probes', () => {
  it('answer under any host name, to anybody, and tell one word', async () => {
    const { app } = await testDesk()
    for (const url of ['/healthz', '/readyz']) {
      const answer = await app.inject({ url, headers: { host: 'nobody-has-this.example' } })
      expect([url, answer.statusCode, answer.json()]).toEqual([url, 200, { status: 'ok' }])
    }
  })

  it('name a database that does not answer, and do not throw', async () => {
    const { desk } = await testDesk()
    const away = async () => {
      throw new Error('connection refused')
    }
    const checks = await checkReadiness({ ...desk, pool: { query: away } as unknown as typeof desk.pool }) // All that the checks use of it.
    expect(checks.find((check) => check.name === 'database')?.state).toBe('problem')
  })
})

describe('the names of the checks', () => {
  it('are for admins', async () => {
    const account = await newAccount()
    const answer = await account.call(account.admin, 'GET /api/v2/readiness')
    expect(answer.body.checks.map((check: { name: string }) => check.name)).toEqual([
      'database',
      'migrations',
      'key',
      'files',
      'queue',
    ])
    expect((await account.call(account.agent, 'GET /api/v2/readiness')).status).toBe(403)
  })
})
