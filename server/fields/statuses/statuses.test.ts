// Custom statuses: five from the first day, more by admins, exactly one default for each category.
import { describe, expect, it } from 'vitest'
import { newAccount, type TestAccount } from '../../../tests/support/desk.ts'
import { defaultCustomStatus, findCustomStatus } from './queries.ts'

const post = (account: TestAccount, custom_status: unknown) =>
  account.call(account.admin, 'POST /api/v2/custom_statuses', { custom_status })

describe('custom statuses', () => {
  it('begin with a default for each category', async () => {
    const account = await newAccount()
    const { body } = await account.call(account.agent, 'GET /api/v2/custom_statuses')
    expect(
      body.custom_statuses.map((row: Record<string, unknown>) => [
        row.id,
        row.status_category,
        row.agent_label,
        row.default,
      ]),
    ).toEqual([
      [1, 'new', 'New', true],
      [2, 'open', 'Open', true],
      [3, 'pending', 'Pending', true],
      [4, 'hold', 'On-hold', true],
      [5, 'solved', 'Solved', true],
    ])
    await account.work(async (work) => {
      expect((await defaultCustomStatus(work, 'closed')).id).toBe(5)
      expect(await findCustomStatus(work, 77)).toBeNull()
    })
  })

  it('are created and changed, and keep their category', async () => {
    const account = await newAccount()
    const created = await post(account, {
      status_category: 'open',
      agent_label: 'In repair',
      end_user_label: 'We are on it',
    })
    expect(created.status).toBe(201)
    const { id, url } = created.body.custom_status
    expect(created.headers.location).toBe(url)
    expect(created.body.custom_status).toMatchObject({
      agent_label: 'In repair',
      raw_agent_label: 'In repair',
      end_user_label: 'We are on it',
      description: null,
      end_user_description: null,
      active: true,
      default: false,
    })
    const put = (custom_status: unknown) =>
      account.call(account.admin, `PUT /api/v2/custom_statuses/${id}`, { custom_status })
    const changed = await put({
      id,
      agent_label: 'At the workshop',
      status_category: 'open',
      description: 'With a part',
    })
    expect(changed.body.custom_status).toMatchObject({ agent_label: 'At the workshop', description: 'With a part' })
    expect((await put({ status_category: 'pending' })).status).toBe(422)
    expect((await put({ agent_label: 'open' })).status).toBe(422)
    expect((await put({ agent_label: 'x'.repeat(49) })).status).toBe(422)
    expect((await put({ agent_label: null })).status).toBe(422)
    expect((await post(account, { agent_label: 'No category' })).status).toBe(422)
    expect((await post(account, { status_category: 'closed', agent_label: 'Closed' })).status).toBe(422)
    expect((await account.call(account.admin, 'PUT /api/v2/custom_statuses/77', { custom_status: {} })).status).toBe(
      404,
    )
    expect((await account.call(account.agent, `PUT /api/v2/custom_statuses/${id}`, { custom_status: {} })).status).toBe(
      403,
    )
  })

  it('always have one active default for a category', async () => {
    const account = await newAccount()
    const { id } = (await post(account, { status_category: 'open', agent_label: 'In repair' })).body.custom_status
    const setDefault = (ids: unknown) => account.call(account.admin, 'PUT /api/v2/custom_status/default', { ids })
    const first = await account.call(account.admin, 'PUT /api/v2/custom_statuses/2', {
      custom_status: { active: false },
    })
    expect(first.status).toBe(422)
    for (const ids of ['2,77', `2,${id}`, '', 'x', null, [-1]])
      expect((await setDefault(ids)).status, String(ids)).toBe(422)
    const answer = await setDefault(`${id},3`)
    expect(answer.status).toBe(200)
    expect(answer.body.custom_statuses.map((row: { id: number }) => row.id)).toEqual([1, id, 3, 4, 5])
    const off = await account.call(account.admin, 'PUT /api/v2/custom_statuses/2', { custom_status: { active: false } })
    expect(off.body.custom_status).toMatchObject({ id: 2, active: false, default: false })
    const active = await account.call(account.agent, 'GET /api/v2/custom_statuses?active=true&status_categories=open')
    expect(active.body.custom_statuses.map((row: { id: number }) => row.id)).toEqual([id])
    expect((await setDefault('2')).status).toBe(422)
  })

  it('are deleted when nothing but closed tickets has them, which keep them', async () => {
    const account = await newAccount()
    const { admin, agent, call } = account
    const { id } = (await post(account, { status_category: 'open', agent_label: 'In repair' })).body.custom_status
    const ticket = await call(agent, 'POST /api/v2/tickets', {
      ticket: { comment: { body: 'x' }, custom_status_id: id },
    })
    const path = `/api/v2/custom_statuses/${id}`
    expect((await call(agent, `DELETE ${path}`)).status).toBe(403)
    expect((await call(admin, `DELETE ${path}`)).status).toBe(422)
    expect((await call(admin, 'DELETE /api/v2/custom_statuses/2')).status).toBe(422)
    expect((await call(admin, 'DELETE /api/v2/custom_statuses/77')).status).toBe(404)
    await call(agent, `PUT /api/v2/tickets/${ticket.body.ticket.id}`, { ticket: { custom_status_id: 3 } })
    await call(admin, 'PUT /api/v2/custom_status/default', { ids: [id] })
    expect((await call(admin, `DELETE ${path}`)).status).toBe(422)
    await call(admin, 'PUT /api/v2/custom_status/default', { ids: [2] })
    expect((await call(admin, `DELETE ${path}`)).status).toBe(204)
    expect((await call(admin, `GET ${path}`)).status).toBe(404)
    expect((await call(admin, `PUT ${path}`, { custom_status: { active: true } })).status).toBe(404)
    const again = await call(agent, 'POST /api/v2/tickets', {
      ticket: { comment: { body: 'x' }, custom_status_id: id },
    })
    expect(again.status).toBe(422)
    expect((await post(account, { status_category: 'open', agent_label: 'In repair' })).status).toBe(201)
  })

  it('show customers their own labels only', async () => {
    const account = await newAccount()
    await post(account, { status_category: 'hold', agent_label: 'Legal looks at it', end_user_label: 'In progress' })
    const { text, body } = await account.call(account.customer, 'GET /api/v2/custom_statuses?locale=de')
    expect(text).toContain('In progress')
    expect(body.custom_statuses[2].end_user_label).toBe('Wartet auf Ihre Antwort')
    expect(text).not.toMatch(/Legal|agent_label/)
  })
})
