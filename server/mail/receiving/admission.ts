// Who may connect, and how much of each: the per-client limits of the SMTP server, kept apart from the protocol.
import type { SMTPServerSession } from 'smtp-server'
import { isInNetworks } from '../../platform/outgoing/index.ts'
import { clientNetwork, countPerMinute, type SmtpLimits } from './limits.ts'
import { SmtpReply } from './replies.ts'

export interface Admission {
  /** Counts a new connection. Throws the 421 to answer. */
  connect(session: SMTPServerSession): void
  /** Counts a new message. Throws the 421 to answer. */
  message(session: SMTPServerSession): void
  /** Gives the connection back; to be called once for each `connect`, also for those refused. */
  leave(session: SMTPServerSession): void
}

/** Counters for one server. */
export function openAdmission(limits: SmtpLimits, now: () => number): Admission {
  const isUncounted = (address: string) => isInNetworks(limits.uncounted_networks, address)
  const connections = countPerMinute(limits.max_connections_per_minute, now)
  const messages = countPerMinute(limits.max_messages_per_minute, now)
  const open_per_client = new Map<string, number>()
  const counted = new Map<string, string>()
  return {
    connect(session) {
      if (isUncounted(session.remoteAddress)) return
      const client = clientNetwork(session.remoteAddress)
      const open = (open_per_client.get(client) ?? 0) + 1
      open_per_client.set(client, open)
      counted.set(session.id, client)
      if (open > limits.max_connections_per_client) throw new SmtpReply(421, 'Too many connections from your network')
      if (!connections.take(client)) throw new SmtpReply(421, 'Too many connections, try again in a minute')
    },
    message(session) {
      if (session.transaction > limits.max_messages_per_connection) {
        throw new SmtpReply(421, 'Too many messages on one connection, open another')
      }
      if (isUncounted(session.remoteAddress)) return
      if (!messages.take(clientNetwork(session.remoteAddress))) {
        throw new SmtpReply(421, 'Too many messages, try again in a minute')
      }
    },
    leave(session) {
      const client = counted.get(session.id)
      if (client === undefined) return
      counted.delete(session.id)
      const left = (open_per_client.get(client) ?? 1) - 1
      if (left > 0) open_per_client.set(client, left)
      else open_per_client.delete(client)
    },
  }
}
