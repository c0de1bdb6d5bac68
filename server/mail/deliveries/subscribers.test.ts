// Who hears by mail of what is said in an organisation's tickets: whoever asked for it and may read it.
import { expect, test } from 'vitest'
import { newAccount, type Person } from '../../../tests/support/desk.ts'
import { sql } from '../../platform/db.ts'
import { type DeliveryRow, openDelivery } from './queries.ts'

test('subscribers read what is said publicly in tickets they may see, and nothing else', async () => {
  const desk = await newAccount()
  const { call, admin, agent, customer, work, runJobs } = desk
  await call(admin, 'POST /api/v2/recipient_addresses', {
    recipient_address: { email: `support@${desk.host}`, name: 'Support' },
  })
  const organization_id = (
    await call(admin, 'POST /api/v2/organizations', { organization: { name: 'Lumen', shared_tickets: false } })
  ).body.organization.id
  const join = (person: Person, view_tickets: boolean) =>
    call(admin, 'POST /api/v2/organization_memberships', {
      organization_membership: { user_id: person.id, organization_id, view_tickets },
    })
  const [reader, blind, unproven] = [
    await desk.addPerson('end-user'),
    await desk.addPerson('end-user'),
    await desk.addPerson('end-user'),
  ]
  await join(customer, false)
  await join(reader, true)
  await join(blind, false)
  await join(unproven, true)
  for (const person of [customer, reader, blind, unproven, agent])
    await call(admin, 'POST /api/v2/organization_subscriptions', {
      organization_subscription: { user_id: person.id, organization_id },
    })
  const identity = (await call(admin, `GET /api/v2/users/${unproven.id}/identities`)).body.identities[0].id
  await call(admin, `PUT /api/v2/users/${unproven.id}/identities/${identity}`, { identity: { verified: false } })
  const mails = async () => {
    await runJobs()
    return await work(async (unit) => {
      const rows = await unit.db.all<DeliveryRow>(
        sql`select id, user_id, sealed from mail_deliveries where account_id = ${unit.account_id} and kind = 'notification' order by id`,
      )
      return rows.map((row) => ({ user_id: row.user_id, words: openDelivery(unit, row).words }))
    })
  }
  const { id } = (
    await call(customer, 'POST /api/v2/requests', { request: { subject: 'Lamp', comment: { body: 'It flickers' } } })
  ).body.request
  const first = await mails()
  expect(first.map((mail) => mail.user_id).toSorted()).toEqual([reader.id, agent.id].toSorted())
  expect(first[0]?.words).toMatchObject({ subject: `News in request #${id} of Lumen` })
  expect(first[0]?.words?.text).toContain('It flickers')
  expect(first[0]?.words?.text).toContain('“Lamp”')
  await call(agent, `POST /api/v2/tickets/${id}/notes`, { note: { body: 'vermilion' } })
  await call(agent, `PUT /api/v2/tickets/${id}`, { ticket: { priority: 'high' } })
  expect(await mails()).toHaveLength(2)
  await call(agent, `PUT /api/v2/tickets/${id}`, { ticket: { comment: { body: 'Change the bulb <b>now</b>' } } })
  const all = await mails()
  // The agent wrote it, the customer gets the reply itself.
  expect(all.slice(2).map((mail) => mail.user_id)).toEqual([reader.id])
  expect(all[2]?.words?.html).toContain('&#60;b&#62;')
  expect(JSON.stringify(all)).not.toContain('vermilion')
})
