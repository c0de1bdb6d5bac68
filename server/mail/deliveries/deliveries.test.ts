import { simpleParser } from 'mailparser'
import { afterEach, describe, expect, test } from 'vitest'
import { sql } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { deleteReply } from '../../tickets/comments/queries.ts'
import { putParticipant } from '../../tickets/index.ts'
import { closePeers, peer, scripted } from '../sending/test-peers.ts'
import { readBounceAddress, readMessageId, readReplyAddress } from '../sending/tokens.ts'
import { recordBounce } from './bounces.ts'
import { prepareDeliveries } from './prepare.ts'
import { sendDelivery } from './send.ts'
import { sweepDeliveries } from './sweep.ts'
import { newMailing, sendingTo } from './test-mailing.ts'

afterEach(closePeers)

const report = (recipient: string | null, action: 'failed' | 'delayed' = 'failed') => ({
  original_message_id: null,
  recipient,
  action,
  status: '5.1.1',
  diagnostic: '550 5.1.1 nobody here',
})

describe('a reply', () => {
  test('reaches requester and people in copy, each by a mail of their own that names all of them', async () => {
    const mailing = await newMailing()
    const copied = await mailing.addPerson('end-user')
    const server = await peer()
    const rows = await mailing.prepare({ body: 'Like this.', email_ccs: [{ user_email: copied.email }] })
    for (const row of rows) await sendDelivery(sendingTo(mailing.desk, server.port), mailing.account_id, row.id)
    expect(server.delivered.map((mail) => mail.to)).toEqual([[mailing.customer.email], [copied.email]])
    const mails = await Promise.all(server.delivered.map((mail) => simpleParser(mail.body)))
    expect(new Set(mails.map((mail) => mail.messageId)).size).toBe(1)
    for (const mail of mails) {
      expect(mail.headers.get('to')).toMatchObject({ value: [{ address: mailing.customer.email }] })
      expect(mail.headers.get('cc')).toMatchObject({ value: [{ address: copied.email }] })
      expect(mail.text).toContain('Like this.')
      expect(mail.headers.get('dkim-signature')).toBeDefined()
    }
    const links = mails.map((mail) => /https?:\/\/\S+\/requests\/\S+/.exec(mail.text ?? '')?.[0])
    expect(new Set(links.filter((link) => link !== undefined)).size).toBe(2)
    await mailing.work(async ({ sealing }) => {
      expect(server.delivered.map((mail) => readBounceAddress(sealing, mail.from))).toEqual(rows.map((row) => row.id))
      expect(readMessageId(sealing, mails[0]?.messageId ?? '')).toEqual({
        ticket_id: mailing.ticket_id,
        delivery_id: rows[0]?.id,
      })
      expect(readReplyAddress(sealing, mails[0]?.replyTo?.value[0]?.address ?? '')).toBe(mailing.ticket_id)
    })
    expect((await mailing.deliveries()).map((row) => row.state)).toEqual(['sent', 'sent'])
  })

  test('is prepared once however often its event is handled', async () => {
    const mailing = await newMailing()
    const { event_id } = await mailing.reply({ body: 'Once.' })
    const again = () => mailing.work((work) => prepareDeliveries(work, event_id, mailing.ticket_id), 'customer')
    await Promise.all([again(), again(), again()])
    await mailing.runJobs()
    expect(await mailing.deliveries()).toHaveLength(1)
  })

  test('does not go to its author, to suspended people, to people in copy who wait for approval, or to ourselves', async () => {
    const mailing = await newMailing()
    const [waiting, suspended] = [await mailing.addPerson('end-user'), await mailing.addPerson('end-user')]
    const ourselves = await mailing.addPerson('end-user', mailing.support)
    await mailing.call(mailing.admin, `PUT /api/v2/users/${suspended.id}`, { user: { suspended: true } })
    await mailing.work((work) =>
      putParticipant(work, {
        ticket_id: mailing.ticket_id,
        user_id: waiting.id,
        kind: 'cc',
        state: 'pending',
        added_by_id: null,
      }),
    )
    const rows = await mailing.prepare({
      body: 'For few.',
      email_ccs: [{ user_id: mailing.agent.id }, { user_id: suspended.id }, { user_id: ourselves.id }],
    })
    expect(rows.map((row) => row.user_id)).toEqual([mailing.customer.id])
  })

  test('that was taken back, and a note, become no mail', async () => {
    const mailing = await newMailing()
    const noted = await mailing.call(mailing.agent, `POST /api/v2/tickets/${mailing.ticket_id}/notes`, {
      note: { body: 'Between us.' },
    })
    const { event_id, comment_id } = await mailing.reply({ body: 'Taken back.' })
    await mailing.work((work) => deleteReply(work, comment_id))
    for (const id of [event_id, noted.body.audit.id]) {
      await mailing.work((work) => prepareDeliveries(work, id, mailing.ticket_id), 'customer')
    }
    await mailing.runJobs()
    expect(await mailing.deliveries()).toEqual([])
  })

  test('of the requester themselves adds no job, unless somebody is in copy, by a rule too', async () => {
    const mailing = await newMailing()
    const isPrepared = async (ticket: object, path = 'POST /api/v2/tickets') => {
      expect((await mailing.call(mailing.agent, path, { ticket })).status).toBeLessThan(300)
      const { rowCount } = await mailing.desk.pool.query(
        `delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t where t.id = j.task_id
         and t.identifier = 'mail.prepare_deliveries' and (j.payload->>'account_id')::bigint = $1`,
        [mailing.account_id],
      )
      return rowCount === 1
    }
    const own = { subject: 'For me', comment: { body: 'A note to self.' } }
    await mailing.runJobs()
    expect(await isPrepared(own)).toBe(false)
    expect(await isPrepared({ ...own, email_ccs: [{ user_id: mailing.customer.id }] })).toBe(true)
    expect(await isPrepared({ ...own, comment: { ...own.comment, author_id: mailing.admin.id } })).toBe(true)
    const { body } = await mailing.call(mailing.agent, 'POST /api/v2/tickets', { ticket: own })
    const path = `PUT /api/v2/tickets/${body.ticket.id}`
    expect(await isPrepared({ comment: { body: 'More.' } }, path)).toBe(false)
    expect(
      await isPrepared({ comment: { body: 'You too.' }, email_ccs: [{ user_id: mailing.customer.id }] }, path),
    ).toBe(true)
    expect(await isPrepared({ comment: { body: 'Still.' } }, path)).toBe(true)
    await mailing.call(mailing.admin, 'POST /api/v2/triggers', {
      trigger: {
        title: 'Copy the customer',
        all: [{ field: 'update_type', operator: 'is', value: 'Create' }],
        actions: [{ field: 'cc', value: String(mailing.customer.id) }],
      },
    })
    expect(await isPrepared(own)).toBe(true)
  })

  test('without a mail to answer stays in one thread with the reply before it', async () => {
    const mailing = await newMailing()
    const server = await peer()
    const platform = sendingTo(mailing.desk, server.port)
    for (const body of ['First.', 'Second.']) {
      for (const row of await mailing.prepare({ body })) await sendDelivery(platform, mailing.account_id, row.id)
    }
    const [first, second] = await Promise.all(server.delivered.map((mail) => simpleParser(mail.body)))
    expect(first?.inReplyTo).toBeUndefined()
    expect(second?.inReplyTo).toBe(first?.messageId)
    expect(second?.references).toBe(first?.messageId)
  })
})

describe('a delivery', () => {
  test('that crashes before the message leaves is sent after the sweep, once', async () => {
    const mailing = await newMailing()
    const server = await peer()
    const platform = sendingTo(mailing.desk, server.port)
    const [row] = await mailing.prepare()
    const id = row?.id ?? 0
    const crash = async (phase: { name: string }) => {
      if (phase.name === 'connected') throw new Error('killed')
    }
    await expect(sendDelivery(platform, mailing.account_id, id, crash)).rejects.toThrow('killed')
    expect(await mailing.deliveries()).toMatchObject([{ state: 'sending', transmitting_at: null }])
    await sweepDeliveries(platform, { is_only_process: true })
    expect(await mailing.deliveries()).toMatchObject([{ state: 'queued' }])
    await sendDelivery(platform, mailing.account_id, id)
    await sendDelivery(platform, mailing.account_id, id)
    expect(server.delivered).toHaveLength(1)
    expect(await mailing.deliveries()).toMatchObject([{ state: 'sent', attempts: 2 }])
  })

  test.each(['transmitting', 'settled'])(
    'that crashes when it is %s is uncertain, and never sent again by itself',
    async (moment) => {
      const mailing = await newMailing()
      const server = await peer()
      const platform = sendingTo(mailing.desk, server.port)
      const [row] = await mailing.prepare()
      const id = row?.id ?? 0
      const crash = async (phase: { name: string }) => {
        if (phase.name === moment) throw new Error('killed')
      }
      await expect(sendDelivery(platform, mailing.account_id, id, crash)).rejects.toThrow('killed')
      const left = server.delivered.length
      await sweepDeliveries(platform, { is_only_process: true })
      expect(await mailing.deliveries()).toMatchObject([{ state: 'uncertain' }])
      await mailing.runJobs()
      await sendDelivery(platform, mailing.account_id, id)
      await sweepDeliveries(platform, { is_only_process: true })
      expect(server.delivered).toHaveLength(left)
      const retried = await mailing.call(mailing.agent, `POST /api/v2/deliveries/${id}/retry`, {})
      expect(retried.body.delivery).toMatchObject({ state: 'queued', attempts: 0 })
      await sendDelivery(platform, mailing.account_id, id)
      expect(server.delivered).toHaveLength(left + 1)
    },
  )

  test('of a process that was taken for dead does not leave when it wakes up', async () => {
    const mailing = await newMailing()
    const server = await peer()
    const platform = sendingTo(mailing.desk, server.port)
    const [row] = await mailing.prepare()
    const id = row?.id ?? 0
    const stall = async (phase: { name: string }) => {
      if (phase.name !== 'connected') return
      await sweepDeliveries(platform, { is_only_process: true })
      await sendDelivery(platform, mailing.account_id, id)
    }
    await expect(sendDelivery(platform, mailing.account_id, id, stall)).rejects.toThrow('taken over')
    expect(server.delivered).toHaveLength(1)
    expect(await mailing.deliveries()).toMatchObject([{ state: 'sent' }])
  })

  test('is left alone by the sweep while its process is alive', async () => {
    const mailing = await newMailing()
    const server = await peer()
    const platform = sendingTo(mailing.desk, server.port)
    const [row] = await mailing.prepare()
    await sendDelivery(platform, mailing.account_id, row?.id ?? 0, async (phase) => {
      if (phase.name === 'transmitting') await sweepDeliveries(platform)
      if (phase.name === 'transmitting') expect(await mailing.deliveries()).toMatchObject([{ state: 'sending' }])
    })
    expect(await mailing.deliveries()).toMatchObject([{ state: 'sent' }])
  })

  test('attempted ten times at once leaves once', async () => {
    const mailing = await newMailing()
    const server = await peer()
    const [row] = await mailing.prepare()
    await Promise.all(
      Array.from({ length: 10 }, () =>
        sendDelivery(sendingTo(mailing.desk, server.port), mailing.account_id, row?.id ?? 0),
      ),
    )
    expect(server.delivered).toHaveLength(1)
  })

  test('that a server defers is tried again later, and one that it refuses is shown with its words', async () => {
    const mailing = await newMailing()
    const answers = ['451 4.7.1 greylisted', '550 5.1.1 nobody of that name']
    const port = await scripted((line) =>
      line.startsWith('RCPT') ? (answers.shift() ?? '250 ok') : line.startsWith('EHLO') ? '250 mx' : '250 ok',
    )
    const platform = sendingTo(mailing.desk, port)
    const [row] = await mailing.prepare()
    await sendDelivery(platform, mailing.account_id, row?.id ?? 0)
    const [deferred] = await mailing.deliveries()
    expect(deferred).toMatchObject({ state: 'queued', last_code: 451, attempts: 1 })
    expect(deferred?.send_after.getTime()).toBeGreaterThan(Date.now())
    await sendDelivery(platform, mailing.account_id, row?.id ?? 0)
    const shown = await mailing.call(mailing.agent, `GET /api/v2/tickets/${mailing.ticket_id}/deliveries`)
    expect(shown.body.deliveries).toMatchObject([
      {
        state: 'failed',
        code: 550,
        error: expect.stringContaining('nobody of that name'),
        recipients: [{ address: mailing.customer.email }],
        may_retry: true,
      },
    ])
    const identities = await mailing.call(mailing.admin, `GET /api/v2/users/${mailing.customer.id}/identities`)
    expect(identities.body.identities[0].undeliverable_count).toBe(1)
  })

  test('without an answer after the message is uncertain', async () => {
    const mailing = await newMailing()
    const port = await scripted((line, at_dot) => (at_dot ? null : line.startsWith('DATA') ? '354 go' : '250 ok'))
    const [row] = await mailing.prepare()
    await sendDelivery(sendingTo(mailing.desk, port), mailing.account_id, row?.id ?? 0)
    expect(await mailing.deliveries()).toMatchObject([{ state: 'uncertain' }])
  })

  test('without a support address fails and says so', async () => {
    const mailing = await newMailing()
    const [row] = await mailing.prepare()
    await mailing.work((work) =>
      work.db.run(sql`delete from recipient_addresses where account_id = ${work.account_id}`),
    )
    await sendDelivery(mailing.desk, mailing.account_id, row?.id ?? 0)
    expect(await mailing.deliveries()).toMatchObject([
      { state: 'failed', content: { error: expect.stringContaining('no support address') } },
    ])
  })

  test('is not shown to customers or to other desks, and not theirs to send again', async () => {
    const mailing = await newMailing()
    const stranger = await newMailing()
    const [row] = await mailing.prepare()
    const route = `GET /api/v2/tickets/${mailing.ticket_id}/deliveries`
    expect((await mailing.call(mailing.customer, route)).status).toBe(403)
    expect((await stranger.call(stranger.agent, `POST /api/v2/deliveries/${row?.id}/retry`, {})).status).toBe(404)
    expect((await mailing.call(mailing.agent, `POST /api/v2/deliveries/${row?.id}/retry`, {})).status).toBe(409)
  })

  test('leaves no address, name or server reply in the clear', async () => {
    const canary = `canary${newId()}`
    const mailing = await newMailing()
    const copied = await mailing.addPerson('end-user', `${canary}@people.example`, canary)
    const port = await scripted((line) => (line.startsWith('RCPT') ? `550 5.1.1 ${canary}` : '250 ok'))
    for (const row of await mailing.prepare({ body: 'x', email_ccs: [{ user_id: copied.id }] }))
      await sendDelivery(sendingTo(mailing.desk, port), mailing.account_id, row.id)
    const rows = await mailing.work((work) =>
      work.db.all<{ text: string }>(
        sql`select d::text as text from mail_deliveries d union all select e::text from events e union all select j::text from graphile_worker._private_jobs j`,
      ),
    )
    expect(rows.length).toBeGreaterThan(2)
    expect(rows.filter((row) => row.text.includes(canary))).toEqual([])
  })
})

describe('a bounce', () => {
  test('is tied to the copy that went to the address it speaks of', async () => {
    const mailing = await newMailing()
    const copied = await mailing.addPerson('end-user')
    const rows = await mailing.prepare({ body: 'x', email_ccs: [{ user_id: copied.id }] })
    await mailing.runJobs()
    expect(await mailing.work((work) => recordBounce(work, rows[0]?.id ?? 0, report(copied.email, 'delayed')))).toBe(
      true,
    )
    expect((await mailing.deliveries()).map((row) => row.state)).toEqual(['sent', 'sent'])
    expect(await mailing.work((work) => recordBounce(work, rows[0]?.id ?? 0, report(copied.email)))).toBe(true)
    expect((await mailing.deliveries()).map((row) => [row.user_id, row.state])).toEqual([
      [mailing.customer.id, 'sent'],
      [copied.id, 'bounced'],
    ])
    const stranger = await newMailing()
    expect(await stranger.work((work) => recordBounce(work, rows[0]?.id ?? 0, null))).toBe(false)
  })
})
