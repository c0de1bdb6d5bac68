import { expect, test } from 'vitest'
import { newMailing } from '../deliveries/test-mailing.ts'
import { developmentEndpoints } from './api.ts'

const html = { accept: 'text/html' }

test('the development mailbox shows what left, safely', async () => {
  const mailing = await newMailing('A <b>bold</b> question')
  await mailing.reply({ html_body: '<p>Like <b>this</b>.</p>' })
  await mailing.runJobs()
  const list = await mailing.call(mailing.agent, 'GET /dev/mailbox', undefined, html)
  expect(list.text).toContain('A &#60;b&#62;bold&#60;/b&#62; question')
  const id = /\/dev\/mailbox\/(\d+)/.exec(list.text)?.[1]
  const mail = await mailing.call(mailing.agent, `GET /dev/mailbox/${id}`, undefined, html)
  expect(mail.text).toContain('<iframe sandbox=""')
  expect(mail.headers['content-security-policy']).toContain("default-src 'none'")
  const frame = await mailing.call(mailing.agent, `GET /dev/mailbox/${id}/html`, undefined, html)
  expect(frame.text).toContain('Like <b>this</b>.')
  expect(frame.headers['content-security-policy']).toMatch(/default-src 'none'.*sandbox$/)
  const raw = await mailing.call(mailing.agent, `GET /dev/mailbox/${id}/raw`)
  expect(raw.text).toMatch(/^DKIM-Signature:/)
  expect(raw.headers['content-disposition']).toMatch(/^attachment/)
})

test('it is for the staff of the desk, and only in development', async () => {
  const [mailing, stranger] = [await newMailing(), await newMailing()]
  await mailing.reply({ body: 'Like this.' })
  await mailing.runJobs()
  const list = await mailing.call(mailing.agent, 'GET /dev/mailbox')
  const id = /\/dev\/mailbox\/(\d+)/.exec(list.text)?.[1]
  expect((await mailing.call(null, 'GET /dev/mailbox')).status).toBe(401)
  expect((await mailing.call(mailing.customer, `GET /dev/mailbox/${id}`)).status).toBe(403)
  expect((await stranger.call(stranger.agent, `GET /dev/mailbox/${id}/raw`)).status).toBe(404)
  const config = { ...mailing.desk.config, mode: 'production' as const }
  for (const { run } of developmentEndpoints) {
    const call = mailing.work((work) =>
      run({ work, platform: { ...mailing.desk, config }, params: { mail_id: Number(id) } } as never),
    ) // only what these endpoints read
    await expect(call).rejects.toMatchObject({ code: 'not_found' })
  }
})

test('a test mail goes to the admin who asks for it', async () => {
  const mailing = await newMailing()
  const asked = await mailing.call(mailing.admin, 'POST /api/v2/mail/test', {})
  expect(asked.status).toBe(202)
  expect(asked.body.delivery).toMatchObject({
    kind: 'test',
    state: 'queued',
    recipients: [{ address: mailing.admin.email }],
  })
  await mailing.runJobs()
  const list = await mailing.call(mailing.admin, 'GET /dev/mailbox')
  expect(list.text).toContain('Test mail from Test desk')
  expect((await mailing.call(mailing.agent, 'POST /api/v2/mail/test', {})).status).toBe(403)
})
