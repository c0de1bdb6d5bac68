// The attacks by files (lines 16 to 18, 20, 22 and 24 of the threat model): what a stranger attaches is stored under a
// name of ours, is shown only where it can do nothing, and is reached only by a signature.
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { newPost, open, type Post } from '../support/letters.ts'

const HOSTILE_NAMES = [
  '\u200b.htaccess',
  '.htaccess',
  '.user.ini',
  '\u2060.pht',
  '../../../../etc/cron.d/x',
  '..\\..\\x.php',
  '/etc/passwd',
  'C:\\autoexec.bat',
  'invoice\u202egpj.exe',
  'a\0.php',
  'a\r\nSet-Cookie: x=y',
  '\u{1f4a3}'.repeat(200),
  '.',
  '..',
  ' ',
]

function withFiles(files: { name: string; type?: string; body?: string }[]): string {
  const parts = files.map(
    ({ name, type = 'application/octet-stream', body = 'x' }) =>
      `--x\r\nContent-Type: ${type}\r\nContent-Disposition: attachment; filename*=utf-8''${encodeURIComponent(name)}\r\n\r\n${body}\r\n`,
  )
  return `From: eve@evil.example\r\nTo: help@desk.example\r\nSubject: Files\r\nMessage-ID: <${Math.random()}@evil.example>\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n${parts.join('')}--x--\r\n`
}

const pathOf = (url: string) => new URL(url).pathname + new URL(url).search

async function attachmentsOf(post: Post, ticket_id: number | null) {
  const comments = await post.conversation(ticket_id ?? 0)
  return comments.flatMap(
    (comment: { attachments: { id: number; file_name: string; content_url: string; content_type: string }[] }) =>
      comment.attachments,
  )
}

/** Every file below the store's folder, with its mode. */
async function stored(post: Post): Promise<{ name: string; mode: number }[]> {
  const entries = await readdir(post.desk.config.files_dir, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  return await Promise.all(
    files.map(async (file) => ({ name: file.name, mode: (await stat(join(file.parentPath, file.name))).mode })),
  )
}

test('attacks 16, 17 and 22: whatever a file is called, it is stored under a random name, never executable', async () => {
  const post = await newPost()
  const { ticket_id } = await post.receiveRaw(withFiles(HOSTILE_NAMES.map((name) => ({ name, body: '<?php evil();' }))))
  for (const name of HOSTILE_NAMES) {
    const query = encodeURIComponent(name)
    const { status, body } = await post.call(post.agent, `POST /api/v2/uploads?filename=${query}`, '<?php evil();', {
      'content-type': 'application/octet-stream',
    })
    expect([name, status]).toEqual([name, 201])
    const said = await post.call(post.agent, `POST /api/v2/tickets/${ticket_id}/notes`, {
      note: { body: name, uploads: [body.upload.token] },
    })
    expect([name, said.status]).toEqual([name, 201])
  }
  const attachments = await attachmentsOf(post, ticket_id)
  expect(attachments).toHaveLength(HOSTILE_NAMES.length * 2)
  for (const { file_name, content_url } of attachments) {
    expect([file_name, /^[.\s]|[/\\]|[\p{Cc}\p{Cf}\p{Cs}]/u.test(file_name), file_name === '']).toEqual([
      file_name,
      false,
      false,
    ])
    const answer = await post.call(post.agent, `GET ${pathOf(content_url)}`)
    expect([file_name, answer.status]).toEqual([file_name, 200])
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(answer.headers['content-disposition']).toMatch(/^attachment; filename\*=UTF-8''[\w%.!~*()-]+$/)
  }
  for (const { name, mode } of await stored(post))
    expect([name, mode & 0o111]).toEqual([name.match(/^[\w-]+$/)?.[0], 0])
})

test('attack 18: an attachment is reached by its signature alone, in no older or shorter form of link', async () => {
  const post = await newPost()
  const { ticket_id } = await post.receiveRaw(withFiles([{ name: 'secret.txt', body: 'ochre' }]))
  const [file] = await attachmentsOf(post, ticket_id)
  const { id, content_url } = file ?? { id: 0, content_url: '' }
  const token = new URL(content_url).pathname.split('/')[3] ?? ''
  const [name = '', until = '', signature = ''] = token.split('.')
  const later = (Number.parseInt(until, 36) + 1_000_000_000).toString(36)
  const other = (Number.parseInt(name, 36) + 1).toString(36)
  const tokens = [
    '',
    name,
    `${name}.${until}`,
    `${name}.${until}.`,
    `${name}.${until}.${signature.slice(0, -4)}`,
    `${name}.${later}.${signature}`,
    `${other}.${until}.${signature}`,
    `${id}`,
    'undefined',
    '0',
  ]
  const paths = [
    ...tokens.map((one) => `/attachments/token/${one}/`),
    `/attachments/${id}`,
    `/attachments/${id}/secret.txt`,
    `/attachments/download/${id}`,
    `/api/v2/attachments/${id}`,
    `/api/v2/attachments/${id}.json`,
    `/files/${id}`,
  ]
  for (const path of paths) {
    for (const reader of [null, post.customer]) {
      const answer = await post.call(reader, `GET ${path}`)
      expect([path, answer.status >= 400, answer.text.includes('ochre')]).toEqual([path, true, false])
    }
  }
  expect((await post.call(null, `GET /attachments/token/${token}/`)).text).toContain('ochre')
})

test('attack 18: a link to a file of an internal note opens for staff only', async () => {
  const post = await newPost()
  const ticket_id = await open(post, { from: 'carla@people.example' })
  const upload = await post.call(post.agent, 'POST /api/v2/uploads?filename=plan.txt', 'ochre', {
    'content-type': 'text/plain',
  })
  await post.call(post.agent, `POST /api/v2/tickets/${ticket_id}/notes`, {
    note: { body: 'x', uploads: [upload.body.upload.token] },
  })
  const [file] = await attachmentsOf(post, ticket_id)
  const path = pathOf(file?.content_url ?? '')
  const seen = []
  for (const reader of [null, post.customer, post.agent]) seen.push((await post.call(reader, `GET ${path}`)).status)
  expect(seen).toEqual([404, 404, 200])
})

test('attack 20: SVG, HTML and XML are downloads, however they call themselves', async () => {
  const post = await newPost()
  const script = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
  const types = [
    'image/svg+xml',
    'text/html',
    'TEXT/HTML',
    'application/xhtml+xml',
    'text/xml',
    'application/xml',
    'application/javascript',
    'application/pdf',
    'image/png, text/html',
    'image/png\ttext/html',
  ]
  const { ticket_id } = await post.receiveRaw(withFiles(types.map((type) => ({ name: 'a.png', type, body: script }))))
  const attachments = await attachmentsOf(post, ticket_id)
  expect(attachments).toHaveLength(types.length)
  for (const { content_url, content_type } of attachments) {
    const { headers } = await post.call(null, `GET ${pathOf(content_url)}`)
    const is_picture = content_type === 'image/png'
    expect([content_type, headers['content-type'], headers['x-content-type-options']]).toEqual([
      content_type,
      is_picture ? 'image/png' : 'application/octet-stream',
      'nosniff',
    ])
    if (!is_picture) expect(headers['content-disposition']).toMatch(/^attachment;/)
    expect(headers['content-security-policy']).toBe("default-src 'none'; sandbox")
  }
})

test('attack 22: no path leads out of what the server serves', async () => {
  const post = await newPost()
  const paths = [
    '/assets/../../package.json',
    '/assets/..%2f..%2fpackage.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/assets/....//....//package.json',
    '/assets/..%5c..%5cpackage.json',
    '/assets/%00package.json',
    '/agent/../../package.json',
    '/..%2f..%2f..%2f..%2fetc/passwd',
    '/attachments/token/..%2f..%2fpackage.json/',
    '/api/v2/../../package.json',
  ]
  for (const path of paths) {
    const answer = await post.call(null, `GET ${path}`)
    expect([path, /"dependencies"|root:x/.test(answer.text), answer.status < 500]).toEqual([path, false, true])
  }
})

test('attack 24: nested, endless and countless parts become a ticket or are kept back, and nothing breaks', async () => {
  const post = await newPost()
  const from = 'From: eve@evil.example\r\nTo: help@desk.example\r\n'
  let nested = 'Content-Type: text/plain\r\n\r\nthe core\r\n'
  for (let depth = 0; depth < 400; depth++)
    nested = `Content-Type: multipart/mixed; boundary=b${depth}\r\n\r\n--b${depth}\r\n${nested}\r\n--b${depth}--\r\n`
  let letters = 'Subject: the core\r\n\r\nx\r\n'
  for (let depth = 0; depth < 200; depth++) letters = `${from}Content-Type: message/rfc822\r\n\r\n${letters}`
  const countless = `${from}Content-Type: multipart/mixed; boundary=x\r\n\r\n${'--x\r\n\r\ny\r\n'.repeat(20_000)}--x--\r\n`
  const endless = `${from}Content-Type: multipart/mixed; boundary=x\r\n\r\n${'--x\r\n'.repeat(50_000)}`
  for (const [what, source] of Object.entries({ nested: from + nested, letters, countless, endless })) {
    const { state } = await post.receiveRaw(source)
    expect([what, ['processed', 'suspended'].includes(state)]).toEqual([what, true])
  }
})

test('attack 24: an upload beyond its limits is refused, and one token holds a bounded number of files', async () => {
  const post = await newPost()
  const type = { 'content-type': 'application/octet-stream' }
  const announced = String(post.desk.config.max_upload_mb * 1024 * 1024 + 1)
  const large = await post.call(post.agent, 'POST /api/v2/uploads?filename=x', 'x', {
    ...type,
    'content-length': announced,
  })
  expect([413, 400]).toContain(large.status)
  let token = ''
  let refused = 0
  for (let n = 0; n < 60 && refused === 0; n++) {
    const made = await post.call(post.agent, `POST /api/v2/uploads?filename=x${token && `&token=${token}`}`, 'x', type)
    if (made.status === 201) token = made.body.upload.token
    else refused = made.status
  }
  expect(refused).toBe(400)
  const stolen = await post.call(post.customer, `POST /api/v2/uploads?filename=x&token=${token}`, 'x', type)
  expect(stolen.status).toBe(422)
})
