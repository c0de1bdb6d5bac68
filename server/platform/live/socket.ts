// The WebSocket of the agent's page: ids of what changed in the caller's account, and who is at which ticket. The page
// asks the API again, so what a person may not see never travels here.
import type { FastifyInstance } from 'fastify'
import type { WebSocket } from 'ws'
import type { Metrics } from '../http/metrics.ts'
import type { Actor } from '../work.ts'
import type { Bus } from './bus.ts'
import { listenForPresence } from './presence.ts'

const SOCKETS_PER_ACCOUNT = 2_000
const PING_MS = 30_000
/** The fact by which every process looks at once whether a person's sockets may stay open (server/access/events.ts). */
const SESSION_ENDED = 'session.ended'
/** A session that ended loses its socket within this time, even when nothing tells us. */
const RECHECK_MS = 60_000
const BUFFERED_BYTES = 256 * 1024

export interface LiveOptions {
  bus: Bus
  metrics: Metrics
  /** Who asks, or null when nobody is signed in. Also says which account. */
  identify(request: {
    host: string
    cookies: Record<string, string | undefined>
    origin: string | undefined
    ip: string
  }): Promise<{ account_id: number; actor: Actor } | null>
}

export function addLiveSocket(app: FastifyInstance, options: LiveOptions): void {
  const sockets = new Map<number, Set<WebSocket>>()
  const rechecks = new Map<WebSocket, { user_id: number; recheck(is_urgent: boolean): void }>()
  options.bus.subscribe((hint) => {
    const listeners = sockets.get(hint.account_id)
    if (!listeners) return
    const message = JSON.stringify({ kind: hint.kind, id: hint.id, change: hint.change, by: hint.by })
    for (const socket of listeners) {
      const own = hint.change === SESSION_ENDED ? rechecks.get(socket) : undefined
      if (own?.user_id === hint.id) own.recheck(true)
      // A reader that is too slow is cut off; it reconnects and asks for everything.
      if (socket.bufferedAmount > BUFFERED_BYTES) socket.close(1013, 'too slow')
      else socket.send(message)
    }
  })
  app.get('/api/v2/live', { websocket: true }, async (socket, request) => {
    const asked = { host: request.hostname, cookies: request.cookies, origin: request.headers.origin, ip: request.ip }
    // A page of another site may open a socket to us with the visitor's cookie; browsers always say from where.
    const same_origin = asked.origin === undefined || new URL(asked.origin).host === request.host
    const identity = same_origin ? await options.identify(asked) : null
    if (identity?.actor.kind !== 'user' || identity.actor.role === 'end-user') return socket.close(4401, 'sign in')
    const { account_id } = identity
    const own = sockets.get(account_id) ?? new Set()
    if (own.size >= SOCKETS_PER_ACCOUNT) return socket.close(1013, 'too many connections')
    own.add(socket)
    sockets.set(account_id, own)
    options.metrics.sockets.inc()
    socket.send(JSON.stringify({ kind: 'hello' }))
    listenForPresence(socket, options.bus, { account_id, user_id: identity.actor.user_id })
    const ping = setInterval(() => socket.ping(), PING_MS)
    const { user_id } = identity.actor
    const recheck = (is_urgent: boolean) => {
      options.identify(asked).then(
        (still) => {
          const actor = still?.actor
          if (actor?.kind !== 'user' || actor.user_id !== user_id || actor.role === 'end-user')
            socket.close(4401, 'signed out')
        },
        () => {
          // The database is away: the next check decides, but for somebody whose session has ended.
          if (is_urgent) socket.close(4401, 'signed out')
        },
      )
    }
    rechecks.set(socket, { user_id, recheck })
    const rechecking = setInterval(() => recheck(false), RECHECK_MS)
    socket.on('close', () => {
      clearInterval(ping)
      clearInterval(rechecking)
      rechecks.delete(socket)
      own.delete(socket)
      if (own.size === 0) sockets.delete(account_id)
      options.metrics.sockets.dec()
    })
  })
}
