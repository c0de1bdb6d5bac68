// The attacks on mail identity and threading (lines 1 to 11 of the threat model), through the real path: a message is
// accepted, its job runs, and what people then see is asked of the API.
import { generateKeyPairSync } from 'node:crypto'
import { dkimSign } from 'mailauth'
import { expect, test } from 'vitest'
import { readMessageId } from '../../server/mail/sending/tokens.ts'
import { zone } from '../support/desk.ts'
import { HONEST_IP, newDomain, newPost, open, type Post, STRANGE_IP, write } from '../support/letters.ts'

const SECRET = 'the code of the safe is ochre'

/** A ticket of a customer whose domain can prove its mail, answered by an agent. */
async function conversation(policy: 'none' | 'reject' = 'none') {
  const post = await newPost()
  const domain = newDomain(policy)
  const customer = `carla@${domain}`
  const ticket_id = await open(post, { from: customer, ip: HONEST_IP, subject: 'Safe', text: SECRET })
  const said = await reply(post, ticket_id, `We noted that ${SECRET}`)
  expect(said.status).toBe(201)
  await post.runJobs()
  return { post, domain, customer, ticket_id, address: await post.addressOf(ticket_id) }
}

const reply = (post: Post, ticket_id: number, body: string) =>
  post.call(post.agent, `POST /api/v2/tickets/${ticket_id}/replies`, { reply: { body } })

const toVictims = async (post: Post, address: string) => (await post.sent()).filter((mail) => mail.to.includes(address))

test('attack 1: a spoofed sender with a guessed ticket address and an attacker in CC gets no history', async () => {
  const { post, customer, ticket_id } = await conversation()
  const guesses = [`+id${ticket_id}@`, `+id${ticket_id}aaaaaaaaaaaaaaaaaaaaaaaaaaaa@`, `+ticket${ticket_id}@`]
  for (const tag of guesses) {
    const to = post.support.replace('@', tag)
    const { ticket_id: other } = await post.receive({ from: customer, to, cc: 'eve@evil.example', text: tag })
    expect([tag, other]).not.toEqual([tag, ticket_id])
    await reply(post, other ?? 0, 'What do you mean?')
  }
  await reply(post, ticket_id, 'The safe is open')
  await post.runJobs()
  expect(await toVictims(post, 'eve@evil.example')).toEqual([])
  expect((await post.ticket(ticket_id)).email_cc_ids).toEqual([])
})

test('attack 1: who is copied by an unproven sender gets nothing and sees nothing until staff approve', async () => {
  const post = await newPost()
  const eve = await post.addPerson('end-user')
  const ticket_id = await open(post, { from: 'carla@people.example', cc: eve.email, text: SECRET })
  const pending = await post.ticket(ticket_id)
  expect([pending.email_cc_ids, pending.pending_participants.map((one: { user_id: number }) => one.user_id)]).toEqual([
    [],
    [eve.id],
  ])
  await reply(post, ticket_id, 'An answer')
  await post.runJobs()
  expect((await post.sent()).flatMap((mail) => mail.to)).toEqual(['carla@people.example'])
  expect((await post.call(eve, `GET /api/v2/requests/${ticket_id}`)).status).toBe(404)
  await post.call(post.agent, `POST /api/v2/tickets/${ticket_id}/participants/${eve.id}/approve`)
  expect((await post.call(eve, `GET /api/v2/requests/${ticket_id}`)).status).toBe(200)
})

test('attack 1: who is copied by a proven sender takes part at once; whom a copied person copies waits', async () => {
  const { post, domain, customer, ticket_id, address } = await conversation()
  const [bob, eve] = [await post.addPerson('end-user', `bob@${domain}`), await post.addPerson('end-user')]
  await post.receive({ from: customer, ip: HONEST_IP, to: address, cc: bob.email, text: 'Bob too' })
  expect((await post.ticket(ticket_id)).email_cc_ids).toEqual([bob.id])
  const another = await open(post, { from: customer, ip: HONEST_IP, cc: bob.email, text: 'A new matter' })
  expect((await post.ticket(another)).email_cc_ids).toEqual([bob.id])
  await post.receive({ from: bob.email, ip: HONEST_IP, to: address, cc: eve.email, text: 'Eve too' })
  const ticket = await post.ticket(ticket_id)
  expect(ticket.comment_count).toBe(4)
  expect([ticket.email_cc_ids, ticket.pending_participants]).toMatchObject([[bob.id], [{ user_id: eve.id }]])
})

test('attack 2: a verification mail of another service is kept back, and no customer can read it', async () => {
  const post = await newPost()
  const { state } = await post.receive({
    from: 'no-reply@slack.example',
    subject: 'Confirm your email address on Slack',
    text: 'Your code is 123456',
    headers: ['Auto-Submitted: auto-generated'],
  })
  expect(state).toBe('suspended')
  expect(await post.suspended()).toMatchObject([{ cause: 'verification_mail' }])
  expect((await post.call(post.customer, 'GET /api/v2/suspended_tickets')).status).toBe(403)
  expect((await post.call(post.customer, 'GET /api/v2/requests')).text).not.toContain('123456')
})

test('attack 3: a Message-ID joins only under our MAC', async () => {
  const { post, customer, ticket_id } = await conversation()
  const [answer] = await post.sent()
  const message_id = answer?.mail.messageId ?? ''
  expect(await post.work(async ({ sealing }) => readMessageId(sealing, message_id)?.ticket_id)).toBe(ticket_id)
  const changed = message_id.replace(/^<custos\.(.)/, (_whole, letter) => `<custos.${letter === 'a' ? 'b' : 'a'}`)
  const forged = [changed, `<ticket-${ticket_id}@${post.host}>`, `<custos.${ticket_id}@${post.host}>`, '<@>']
  for (const id of forged) {
    const headers = [`In-Reply-To: ${id}`, `References: ${id}`]
    const { ticket_id: other } = await post.receive({ from: customer, headers, text: id })
    expect([id, other]).not.toEqual([id, ticket_id])
  }
  const headers = ['In-Reply-To: <other@people.example>', `References: <a@b.example> ${message_id}`]
  const { ticket_id: joined } = await post.receive({ from: customer, headers, text: 'Thanks' })
  expect(joined).toBe(ticket_id)
})

test('attack 3: nobody writes as an agent by mail: without proof it is kept back, with proof it is a note', async () => {
  const { post, domain, ticket_id, address } = await conversation()
  const agent = await post.addPerson('agent', `agent@${domain}`)
  const before = (await post.sent()).length
  const forged = await post.receive({ from: agent.email, to: address, text: 'Pay to this account' })
  expect([forged.state, (await post.suspended())[0]]).toMatchObject(['suspended', { cause: 'unverified_staff' }])
  const own = await post.receive({ from: agent.email, ip: HONEST_IP, to: address, text: 'Between us' })
  expect(own.ticket_id).toBe(ticket_id)
  expect((await post.conversation(ticket_id)).at(-1)).toMatchObject({ public: false, author_id: agent.id })
  expect((await post.sent()).length).toBe(before)
})

test('attack 4: a reply from a new address does not join, and a removed agent is nobody', async () => {
  const { post, domain, ticket_id, address } = await conversation()
  const stranger = await post.receive({ from: 'stranger@people.example', to: address, text: 'Let me in' })
  expect([stranger.state, stranger.ticket_id === ticket_id]).toEqual(['processed', false])
  const agent = await post.addPerson('agent', `gone@${domain}`)
  expect((await post.call(post.admin, `DELETE /api/v2/users/${agent.id}`)).status).toBe(200)
  const removed = await post.receive({ from: agent.email, ip: HONEST_IP, to: address, text: 'I still work here' })
  expect(removed.ticket_id).not.toBe(ticket_id)
  expect(await post.conversation(ticket_id)).toHaveLength(2)
})

test('attack 4: a removed or suspended customer and a declined copy do not join either', async () => {
  const { post, customer, ticket_id, address, domain } = await conversation()
  const bob = await post.addPerson('end-user', `bob@${domain}`)
  await post.receive({ from: customer, to: address, cc: bob.email, text: 'Bob?' })
  await post.call(post.agent, `POST /api/v2/tickets/${ticket_id}/participants/${bob.id}/decline`)
  const declined = await post.receive({ from: bob.email, ip: HONEST_IP, to: address, text: 'Me' })
  expect(declined.ticket_id).not.toBe(ticket_id)
  const { requester_id } = await post.ticket(ticket_id)
  await post.call(post.admin, `PUT /api/v2/users/${requester_id}`, { user: { suspended: true } })
  const suspended = await post.receive({ from: customer, ip: HONEST_IP, to: address, text: 'Me again' })
  expect([suspended.state, (await post.suspended())[0]?.cause]).toEqual(['suspended', 'suspended_sender'])
})

test('attack 5: the ticket that follows a closed one begins with nobody in CC', async () => {
  const { post, domain, customer, ticket_id, address } = await conversation()
  const bob = await post.addPerson('end-user', `bob@${domain}`)
  await post.receive({ from: customer, ip: HONEST_IP, to: address, cc: bob.email, text: 'Bob too' })
  await post.call(post.agent, `PUT /api/v2/tickets/${ticket_id}`, { ticket: { status: 'closed' } })
  const next = await post.receive({ from: customer, ip: HONEST_IP, to: address, text: 'Once more' })
  expect(next.ticket_id).not.toBe(ticket_id)
  expect(await post.ticket(next.ticket_id ?? 0)).toMatchObject({ email_cc_ids: [], pending_participants: [] })
  expect((await post.call(bob, `GET /api/v2/requests/${next.ticket_id}`)).status).toBe(404)
})

test('attack 6: the sender shown is the real one, with the verdict and the Reply-To beside it', async () => {
  const post = await newPost()
  const ticket_id = await open(post, { from: 'eve@evil.example', headers: ['Reply-To: ceo@bank.example'] })
  const [comment] = await post.conversation(ticket_id)
  expect(comment.sender).toMatchObject({ from: 'eve@evil.example', reply_to: 'ceo@bank.example', authenticated: false })
  await reply(post, ticket_id, 'Hello Eve')
  await post.runJobs()
  expect((await post.sent()).flatMap((mail) => mail.to)).toEqual(['eve@evil.example'])
})

test('attack 7: more than one sender is kept back, with its source', async () => {
  const post = await newPost()
  const source = write({ to: post.support }).toString().replace('From: ', 'From: ceo@bank.example\r\nFrom: ')
  expect((await post.receiveRaw(source)).state).toBe('suspended')
  const [kept] = await post.suspended()
  expect(kept.cause).toBe('several_senders')
  const read = await post.call(post.agent, `GET /api/v2/suspended_tickets/${kept.id}/source`)
  expect(read.text).toBe(source)
})

test('attack 8: spellings of one address are one person, and a comment in it makes no second one', async () => {
  const post = await newPost()
  const requesters = new Set<number>()
  for (const from of ['eve@evil.example', 'EVE@Evil.Example', 'eve(&email=ceo@bank.example&)@evil.example']) {
    requesters.add((await post.ticket(await open(post, { from, text: from, mail_from: null }))).requester_id)
  }
  expect(requesters.size).toBe(1)
})

test('attack 9: mail that a machine sent neither joins, nor reopens, nor is answered', async () => {
  const post = await newPost({ auto_reply_enabled: true })
  const from = `carla@${newDomain()}`
  const ticket_id = await open(post, { from, ip: HONEST_IP })
  await post.call(post.agent, `PUT /api/v2/tickets/${ticket_id}`, { ticket: { status: 'solved' } })
  const before = (await post.sent()).length
  const to = await post.addressOf(ticket_id)
  const robots = [['Auto-Submitted: auto-replied'], ['X-Autoreply: yes'], ['Precedence: auto_reply']]
  for (const headers of robots) {
    const { state } = await post.receive({ from, ip: HONEST_IP, to, headers, text: headers[0] })
    expect([headers, state]).toEqual([headers, 'suspended'])
  }
  expect(await post.ticket(ticket_id)).toMatchObject({ status: 'solved', comment_count: 1 })
  expect((await post.sent()).length).toBe(before)
})

test('attack 10: of a thousand addresses around a ticket number none is a ticket', async () => {
  const { post, customer, ticket_id } = await conversation()
  const rcpt_to = Array.from({ length: 1000 }, (_, n) => post.support.replace('@', `+id${ticket_id - 500 + n}@`))
  const { ticket_id: other } = await post.receive({ from: customer, rcpt_to, text: 'Any of you?' })
  expect(other).not.toBe(ticket_id)
})

test('attack 11: our own mail that comes back, and mail in our own name, become no ticket and no answer', async () => {
  const { post } = await conversation()
  await post.call(post.admin, 'PUT /api/v2/account/settings', { settings: { mail: { auto_reply_enabled: true } } })
  const before = await post.sent()
  const back = await post.receiveRaw(before[0]?.raw.replace(/^From: .*$/m, 'From: x@people.example') ?? '')
  const own = await post.receive({ from: post.support, text: 'From ourselves' })
  const hops = Array.from(
    { length: 80 },
    (_, n) => `Received: from a${n}.example by b.example; 1 Jan 2026 00:00:00 +0000`,
  )
  const round = await post.receive({ headers: hops, text: 'Round and round' })
  expect([back.state, own.state, round.state]).toEqual(['suspended', 'suspended', 'suspended'])
  expect(new Set((await post.suspended()).map((one) => one.cause))).toEqual(new Set(['loop', 'own_address']))
  expect((await post.sent()).length).toBe(before.length)
})

test('a reply to the signed address joins without further proof, in upper case and from a mailbox too', async () => {
  const { post, customer, ticket_id, address } = await conversation()
  await post.receive({ from: customer, to: address, text: 'one' })
  await post.receive({ from: customer, to: address.toUpperCase(), rcpt_to: [post.support], text: 'two', ip: null })
  await post.receive({ from: customer, rcpt_to: [address], text: 'three' })
  expect((await post.conversation(ticket_id)).map((one) => one.body).slice(2)).toEqual(['one', 'two', 'three'])
})

test('a sender whom their own domain disowns does not join, even with the signed address', async () => {
  const { post, customer, ticket_id, address } = await conversation('reject')
  const forged = await post.receive({ from: customer, ip: STRANGE_IP, to: address, text: 'Send it to Eve' })
  expect([forged.state, forged.ticket_id === ticket_id]).toEqual(['processed', false])
  const [comment] = await post.conversation(forged.ticket_id ?? 0)
  expect(comment.sender).toMatchObject({ authenticated: false, dmarc: { result: 'fail' } })
  const honest = await post.receive({ from: customer, ip: HONEST_IP, to: address, text: 'It is me' })
  expect(honest.ticket_id).toBe(ticket_id)
})

test('a forger cannot make the verdict unknown by signatures whose keys never come', async () => {
  const { post, customer, ticket_id, address } = await conversation('reject')
  const broken = new Proxy([], {
    get() {
      throw Object.assign(new Error('the name server does not answer'), { code: 'ESERVFAIL' })
    },
  })
  zone.set('TXT s._domainkey.evil.example', broken)
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const source = write({ from: customer, to: address, text: 'Send it to Eve' })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const key = { signingDomain: 'evil.example', selector: 's', privateKey: pem }
  const { signatures } = await dkimSign(source, { ...key, signatureData: [key] })
  const forged = await post.receiveRaw(signatures + source, { from: customer, to: address })
  expect(forged.ticket_id).not.toBe(ticket_id)
  expect((await post.conversation(forged.ticket_id ?? 0))[0].sender.dmarc.result).toBe('fail')
})
