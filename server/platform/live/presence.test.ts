import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { type Listening, listen } from '../../../tests/conformance/listening.ts'
import { newBrowser } from '../../../tests/support/browser.ts'
import type { Person } from '../../../tests/support/desk.ts'

interface Page {
  socket: WebSocket
  /** The next message of a kind, also one that came already. */
  next(kind: string): Promise<{ kind: string; id: number; change: string; by: number }>
}

describe('presence', () => {
  let desk: Listening
  const pages: WebSocket[] = []
  beforeAll(async () => {
    desk = await listen()
  })
  afterAll(async () => {
    for (const socket of pages) socket.terminate()
    await desk.close()
  })

  async function openPage(person: Person): Promise<Page> {
    const browser = await newBrowser({ ...desk, host: '127.0.0.1' })
    await browser.signIn(person)
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const socket = new WebSocket(`${desk.origin.replace('http', 'ws')}/api/v2/live`, { headers: { cookie } })
    pages.push(socket)
    const heard: Awaited<ReturnType<Page['next']>>[] = []
    socket.on('message', (data) => {
      heard.push(JSON.parse(String(data)))
      socket.emit('heard')
    })
    const page: Page = {
      socket,
      async next(kind) {
        for (;;) {
          const at = heard.findIndex((message) => message.kind === kind)
          const [found] = at < 0 ? [] : heard.splice(at, 1)
          if (found) return found
          await once(socket, 'heard')
        }
      },
    }
    await page.next('hello')
    return page
  }

  it('tells the other pages who is at a ticket and what they write, and that they left when their page is gone', async () => {
    const [mine, theirs] = [await openPage(desk.agent), await openPage(desk.admin)]
    mine.socket.send(JSON.stringify({ kind: 'presence', id: 42, state: 'viewing' }))
    expect(await theirs.next('presence')).toEqual({ kind: 'presence', id: 42, change: 'viewing', by: desk.agent.id })
    mine.socket.send(JSON.stringify({ kind: 'presence', id: 42, state: 'noting' }))
    expect(await theirs.next('presence')).toMatchObject({ change: 'noting' })
    mine.socket.terminate()
    expect(await theirs.next('presence')).toMatchObject({ id: 42, change: 'left', by: desk.agent.id })
  })

  it('passes on nothing else: no text, no other kind, nobody in another name', async () => {
    const [mine, theirs] = [await openPage(desk.agent), await openPage(desk.admin)]
    for (const rubbish of [
      '{',
      '[]',
      '"x"',
      '{"kind":"ticket","id":1,"change":"x"}',
      `{"kind":"presence","id":1,"state":"<b>"}`,
    ])
      mine.socket.send(rubbish)
    mine.socket.send(JSON.stringify({ kind: 'presence', id: 1, state: 'viewing', pad: 'x'.repeat(500) }))
    mine.socket.send(JSON.stringify({ kind: 'presence', id: 43, state: 'replying', by: desk.owner.id, text: 'secret' }))
    expect(await theirs.next('presence')).toEqual({ kind: 'presence', id: 43, change: 'replying', by: desk.agent.id })
  })

  it('passes on no more than a person can mean', async () => {
    const mine = await openPage(desk.agent)
    const theirs = await openPage(desk.admin)
    for (let id = 1000; id < 1200; id++) mine.socket.send(JSON.stringify({ kind: 'presence', id, state: 'viewing' }))
    const seen: number[] = []
    while (seen.at(-1) !== 1039) seen.push((await theirs.next('presence')).id)
    theirs.socket.send(JSON.stringify({ kind: 'presence', id: 5, state: 'viewing' }))
    while (seen.at(-1) !== 5) seen.push((await theirs.next('presence')).id)
    expect(Math.max(...seen)).toBe(1039)
  })

  it('tells an agent who sees some tickets of those only, and once more of one that is theirs no longer', async () => {
    const bound = await desk.addPerson('agent')
    await desk.call(desk.admin, `PUT /api/v2/users/${bound.id}`, { user: { ticket_restriction: 'assigned' } })
    const newTicket = async (assignee_id: number | null): Promise<number> =>
      (await desk.call(desk.admin, 'POST /api/v2/tickets', { ticket: { comment: { body: 'B' }, assignee_id } })).body
        .ticket.id
    const hidden = await newTicket(null)
    const own = await newTicket(bound.id)
    const page = await openPage(bound)
    const mine = await openPage(desk.admin)
    for (const id of [hidden, own]) mine.socket.send(JSON.stringify({ kind: 'presence', id, state: 'viewing' }))
    expect(await page.next('presence')).toMatchObject({ id: own, by: desk.admin.id })
    await desk.call(desk.admin, `PUT /api/v2/tickets/${hidden}`, { ticket: { priority: 'high' } })
    await desk.call(desk.admin, `PUT /api/v2/tickets/${own}`, { ticket: { assignee_id: null } })
    expect(await page.next('ticket')).toMatchObject({ id: own })
  })
})
