/**
 * DEVELOPMENT ONLY. A Vite plugin that answers /api/v2 from memory, so that the app can be worked on without a server:
 * `vite` serves the sources, `vite preview` the built app under the very Content-Security-Policy of production.
 * FAKE_MAILS=1 lets a customer write every 20 seconds.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Plugin } from 'vite'
import { type WebSocket, WebSocketServer } from 'ws'
import { comments, nextId, sources, tickets } from './data.ts'
import { sendFrame } from './frames.ts'
import { routes } from './routes.ts'
import { Failure } from './ticket-verbs.ts'

/** As server/platform/http sends it; the app has to live with exactly this. */
export const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types dompurify ProseMirrorClipboard"

const sockets = new Set<WebSocket>()
const publish = (id: number, change: string) => {
  for (const socket of sockets) socket.send(JSON.stringify({ kind: 'ticket', id, change }))
}

export function fakeApi(): Plugin {
  const start = (server: Server | null) => {
    if (!server) return
    const live = new WebSocketServer({ noServer: true })
    server.on('upgrade', (request, socket, head) => {
      if (request.url !== '/api/v2/live') return
      live.handleUpgrade(request, socket, head, (connection) => {
        sockets.add(connection)
        connection.on('close', () => sockets.delete(connection))
      })
    })
    if (process.env.FAKE_MAILS) setInterval(newMail, 20_000).unref()
  }
  return {
    name: 'custos-fake-api',
    apply: (_config, { command, isPreview }) => command === 'serve' || isPreview === true,
    configureServer(server) {
      start(server.httpServer as Server | null) // http/1.1 on loopback
      server.middlewares.use(answer)
    },
    configurePreviewServer(server) {
      start(server.httpServer as Server) // http/1.1 on loopback
      server.middlewares.use((request, response, next) => {
        if (!request.url?.includes('/frame')) response.setHeader('content-security-policy', contentSecurityPolicy)
        void answer(request, response, next)
      })
    },
  }
}

async function answer(request: IncomingMessage, response: ServerResponse, next: () => void): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost')
  if (!url.pathname.startsWith('/api/v2')) {
    if (url.pathname === '/sign-out') response.end('{}')
    else if (url.pathname === '/sign-in') response.end('The fake API has no sign-in page.')
    else next()
    return
  }
  const path = url.pathname.slice('/api/v2'.length)
  const frame = /^\/tickets\/(\d+)\/comments\/(\d+)\/frame$/.exec(path)
  if (frame) return sendFrame(response, Number(frame[1]), Number(frame[2]), url.searchParams)
  if (path.endsWith('/source'))
    return void response
      .setHeader('content-type', 'text/plain; charset=utf-8')
      .end('Received: from mail.example\nSubject: sample\n\nThe mail as it came.')
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer) // node streams of requests give buffers
  response.setHeader('content-type', 'application/json')
  response.setHeader('x-request-id', `dev-${nextId()}`)
  if (path === '/uploads') {
    const name = url.searchParams.get('filename') ?? 'file'
    return void setTimeout(
      () =>
        response.end(
          JSON.stringify({
            upload: { token: name, attachment: { id: nextId(), file_name: name, size: Buffer.concat(chunks).length } },
          }),
        ),
      400,
    )
  }
  for (const [method, pattern, handler] of routes) {
    const match = method === request.method ? pattern.exec(path) : null
    if (!match) continue
    try {
      const text = Buffer.concat(chunks).toString()
      const reply = handler(
        { method, path, query: url.searchParams, body: text ? JSON.parse(text) : {}, publish },
        match.slice(1).map(Number),
        match,
      )
      if (reply === undefined) response.statusCode = 204
      response.end(reply === undefined ? undefined : JSON.stringify(reply))
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      response.statusCode = error.status
      response.end(JSON.stringify(error.reply))
    }
    return
  }
  response.statusCode = 404
  response.end(
    JSON.stringify({
      error: 'InvalidEndpoint',
      description: 'Not found',
      code: 'invalid_endpoint',
      request_id: 'dev-404',
    }),
  )
}

/** A new ticket, as if a mail had come in. */
function newMail(): void {
  const first = tickets[0]
  if (!first) return
  const id = Math.max(...tickets.map((ticket) => ticket.id)) + 1
  const now = new Date().toISOString()
  const comment = nextId()
  sources.set(comment, 'A mail that came in just now.')
  comments.set(id, [
    {
      id: comment,
      type: 'Comment',
      author_id: first.requester_id,
      body: 'A mail that came in just now.',
      public: true,
      attachments: [],
      created_at: now,
      via: { channel: 'email' },
    },
  ])
  tickets.push({
    ...first,
    id,
    subject: `Just in: question ${id}`,
    snippet: 'A mail that came in just now.',
    status: 'new',
    assignee_id: null,
    created_at: now,
    updated_at: now,
    pending_participants: [],
  })
  publish(id, 'created')
}
