// The WebSocket of the agent's page: ids of what changed in the caller's account, and who is at which ticket. The page
// asks the API again, so what a person may not see never travels here.
import type { FastifyInstance } from 'fastify'
import type { WebSocket } from 'ws'
import type { Metrics } from '../http/metrics.ts'
import type { Actor } from '../work.ts'
import type { Bus, Hint } from './bus.ts'
import { listenForPresence } from './presence.ts'
import { isAboutTicket, type TicketHints, ticketHints } from './ticket-hints.ts'

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
  /** The same person later, with the rights they have by then; null when their session is over or not for this address. */
  identifyAgain(account_id: number, actor: Actor, ip: string): Promise<Actor | null>
  /** Those of some tickets that somebody sees. */
  listSeen(account_id: number, actor: Actor, ticket_ids: readonly number[]): Promise<number[]>
}

interface Listener {
  user_id: number
  /** True while this person sees every ticket. */
  sees_all: boolean
  hints: TicketHints
  recheck(is_urgent: boolean): void
}

/** Facts by which somebody's rights may have become others: whose page it is looks again at once. */
const ROLE_CHANGED: ReadonlySet<string> = new Set(['custom_role.updated', 'user.updated'])

export function addLiveSocket(app: FastifyInstance, options: LiveOptions): void {
  const sockets = new Map<number, Set<WebSocket>>()
  const rechecks = new Map<WebSocket, Listener>()
  options.bus.subscribe((hint) => {
    const listeners = sockets.get(hint.account_id)
    if (!listeners) return
    const message = messageOf(hint)
    for (const socket of listeners) {
      const own = rechecks.get(socket)
      if (hint.change === SESSION_ENDED && own?.user_id === hint.id) own.recheck(true)
      if (ROLE_CHANGED.has(hint.change) && (hint.kind === 'custom_role' || own?.user_id === hint.id))
        own?.recheck(false)
      if (own && !own.sees_all && isAboutTicket(hint)) own.hints.add(hint)
      else pass(socket, message)
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
    let { actor } = identity
    const recheck = (is_urgent: boolean) => {
      options.identifyAgain(account_id, actor, request.ip).then(
        (now) => {
          if (now?.kind !== 'user' || now.user_id !== user_id || now.role === 'end-user')
            return socket.close(4401, 'signed out')
          actor = now
          listener.sees_all = now.rights.ticket_access === 'all'
        },
        () => {
          // The database is away: the next check decides, but for somebody whose session has ended.
          if (is_urgent) socket.close(4401, 'signed out')
        },
      )
    }
    const listener: Listener = {
      user_id,
      sees_all: actor.rights.ticket_access === 'all',
      hints: ticketHints(
        (ids) => options.listSeen(account_id, actor, ids),
        (hint) => pass(socket, messageOf(hint)),
      ),
      recheck,
    }
    rechecks.set(socket, listener)
    const rechecking = setInterval(() => recheck(false), RECHECK_MS)
    socket.on('close', () => {
      clearInterval(ping)
      clearInterval(rechecking)
      listener.hints.close()
      rechecks.delete(socket)
      own.delete(socket)
      if (own.size === 0) sockets.delete(account_id)
      options.metrics.sockets.dec()
    })
  })
}

const messageOf = (hint: Hint): string =>
  JSON.stringify({ kind: hint.kind, id: hint.id, change: hint.change, by: hint.by })

/** A reader that is too slow is cut off; it reconnects and asks for everything. */
function pass(socket: WebSocket, message: string): void {
  if (socket.bufferedAmount > BUFFERED_BYTES) socket.close(1013, 'too slow')
  else socket.send(message)
}
