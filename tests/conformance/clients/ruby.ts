// What the Ruby client does: paths without a suffix, gzip and ETags, files in forms of parts, tags written apart.
import { beforeAll, describe, expect, it } from 'vitest'
import { createToken } from '../../../server/access/index.ts'
import type { Listening } from '../listening.ts'
import { basic, type Json, type Reply, TICKETS, type Wire, walk, wireTo } from './wire.ts'

export function ruby(desk: () => Listening): void {
  describe('the Ruby client', () => {
    let wire: Wire
    const standing = {
      accept: 'application/json',
      'accept-encoding': 'gzip,deflate',
      'user-agent': 'ZendeskAPI Ruby 3.1.1',
    }
    beforeAll(() => {
      wire = wireTo(desk(), ({ admin }) => ({ ...standing, authorization: basic(admin) }))
    })

    async function get(path: string): Promise<Json> {
      const answer = await wire.call('GET', path)
      expect(answer.status, `${path}: ${answer.text}`).toBe(200)
      return answer.body
    }

    /** Which of its exceptions an answer becomes, with the reasons it reads out of it. */
    function raised({ status, body }: Reply): { name: string; errors?: unknown } | null {
      if (status < 400) return null
      if (status === 404) return { name: 'RecordNotFound' }
      if (status === 422 || status === 413) return { name: 'RecordInvalid', errors: body.details ?? body.description }
      return { name: 'NetworkError' }
    }

    it('lists all pages by links.next, and by next_page where it does not go by cursor', async () => {
      const by_cursor = await walk(
        async () => await get('/api/v2/tickets?page[size]=100&include=users'),
        (page) => (page.meta.has_more ? async () => await get(page.links.next) : null),
      )
      const by_page = await walk(
        async () => await get('/api/v2/tickets?per_page=100&page=1'),
        (page) => (page.next_page ? async () => await get(page.next_page) : null),
      )
      for (const pages of [by_cursor, by_page]) {
        expect(pages.length).toBeGreaterThan(2)
        expect(pages.flatMap((page) => page.tickets)).toHaveLength(TICKETS)
      }
      for (const { tickets, users } of by_cursor) {
        const ids = users.map((user: Json) => user.id)
        for (const ticket of tickets) expect(ids).toContain(ticket.requester_id)
      }
      // It parses times by their form: no fraction of a second.
      const times = by_page.flatMap((page) => page.tickets.map((ticket: Json) => ticket.created_at))
      for (const time of times) expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    })

    it('asks again with the tag of what it has, and is told that nothing changed', async () => {
      const { tickets } = await get('/api/v2/tickets?page[size]=1')
      const path = `/api/v2/tickets/${tickets[0].id}`
      const tag = (await wire.call('GET', path)).headers.get('etag') ?? ''
      const again = await wire.call('GET', path, { headers: { 'if-none-match': tag } })
      expect([again.status, again.text]).toEqual([304, ''])
      await wire.call('PUT', path, { json: { ticket: { priority: 'high' } } })
      const changed = await wire.call('GET', path, { headers: { 'if-none-match': tag } })
      expect([changed.status, changed.body.ticket.priority]).toEqual([200, 'high'])
    })

    it('saves a ticket with its files and writes its tags apart', async () => {
      const form = new FormData()
      form.set('uploaded_data', new Blob(['of \r\n--the lid\r\n\u0000'], { type: 'text/x-note' }), 'photo "1".txt')
      form.set('filename', 'photo.txt')
      const upload = await wire.call('POST', '/api/v2/uploads?filename=photo.txt', { raw: form })
      expect(upload.status, upload.text).toBe(201)
      const { token, attachment } = upload.body.upload
      expect(attachment).toMatchObject({ file_name: 'photo.txt', content_type: 'text/x-note', size: 17 })
      const file = await wire.call('GET', attachment.content_url)
      expect(file.text).toBe('of \r\n--the lid\r\n\u0000')
      const created = await wire.call('POST', '/api/v2/tickets', {
        json: { ticket: { subject: 'Lid', comment: { value: 'It is loose', body: 'It is loose', uploads: [token] } } },
      })
      expect(created.status, created.text).toBe(201)
      const { id } = created.body.ticket
      const { comments } = await get(`/api/v2/tickets/${id}/comments`)
      expect(comments[0].attachments).toMatchObject([{ file_name: 'photo.txt' }])
      const tagged = await wire.call('POST', `/api/v2/tickets/${id}/tags`, { json: { tags: ['lid'] } })
      expect([raised(tagged), tagged.body.tags]).toEqual([null, ['lid']])
      expect((await get(`/api/v2/tickets/${id}`)).ticket.tags).toEqual(['lid'])
    })

    it('sends a file whose name stands in the form alone, and one of no bytes', async () => {
      for (const content of ['words', '']) {
        const form = new FormData()
        form.set('uploaded_data', new Blob([content], { type: 'text/plain' }), 'größe.txt')
        const { body, status } = await wire.call('POST', '/api/v2/uploads', { raw: form })
        expect(status).toBe(201)
        expect(body.upload.attachment).toMatchObject({ file_name: 'größe.txt', size: content.length })
      }
      const none = new FormData()
      none.set('filename', 'photo.txt')
      expect((await wire.call('POST', '/api/v2/uploads', { raw: none })).status).toBe(400)
      const cut = '--b\r\nContent-Disposition: form-data; name="uploaded_data"; filename="a"\r\n\r\nwords'
      const headers = { 'content-type': 'multipart/form-data; boundary=b' }
      expect((await wire.call('POST', '/api/v2/uploads', { raw: cut, headers })).status).toBe(400)
    })

    it('reads why a record was not saved', async () => {
      const invalid = await wire.call('POST', '/api/v2/users', { json: { user: { name: 'N', email: 'none' } } })
      expect(raised(invalid)).toMatchObject({ name: 'RecordInvalid', errors: { email: [{ error: 'InvalidFormat' }] } })
      expect(raised(await wire.call('GET', '/api/v2/tickets/999999'))).toEqual({ name: 'RecordNotFound' })
      const { max_upload_mb } = wire.desk.desk.config
      const large = await wire.desk.call(wire.desk.admin, 'POST /api/v2/uploads?filename=a', Buffer.from('x'), {
        'content-type': 'application/binary',
        'content-length': String(max_upload_mb * 1024 * 1024 + 1),
      })
      expect([large.status, typeof large.body.description]).toEqual([413, 'string'])
    })

    it('takes its token out of the query too, and is nobody else with it', async () => {
      const { admin, agent, work } = wire.desk
      const { full_token } = await work((unit) => createToken(unit, admin.id, 'query'))
      const bare = wire.as(standing)
      const me = await bare.call('GET', `/api/v2/users/me?access_token=${full_token}`)
      expect(me.body.user.id).toBe(admin.id)
      // In Zendesk a token acts for any address before it; here it is its owner's.
      const pair = Buffer.from(`${agent.email}/token:${full_token}`).toString('base64')
      expect((await bare.as({ authorization: `Basic ${pair}` }).call('GET', '/api/v2/users/me')).status).toBe(401)
    })

    it('destroys, and waits the seconds it is told when too much is asked', async () => {
      const { tickets } = await get('/api/v2/tickets?page[size]=1&sort=-id')
      const path = `/api/v2/tickets/${tickets[0].id}`
      expect((await wire.call('DELETE', path)).status).toBe(204)
      expect(raised(await wire.call('GET', path))).toEqual({ name: 'RecordNotFound' })
    })
  })
}
