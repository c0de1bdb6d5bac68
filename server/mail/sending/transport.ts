// Hands a mail to the next server: to one smarthost, or directly to the servers of each recipient's domain, or to the
// development mailbox. Transport only: when to try again is decided by retry.ts, what to record by the caller.
import { isIP } from 'node:net'
import { findMailHosts, type MailResolver } from './mail-hosts.ts'
import type { Outcome } from './outcome.ts'
import { converse, DEFAULT_TIMEOUTS, type OnPhase, type OutgoingMail, type Target, type Timeouts } from './session.ts'

export type Route =
  /** Nothing leaves: `store` keeps the mail, e.g. for the development mailbox. */
  | { mode: 'sink'; store(mail: OutgoingMail): Promise<void> }
  | {
      mode: 'smarthost'
      /** `smtp://user:password@host:587` or `smtps://…`. `?tls=optional` sends, and signs in, without TLS too; `?tls=unverified` takes any certificate. */
      url: string
      host_name: string
      timeouts?: Partial<Timeouts>
    }
  | {
      mode: 'direct'
      resolver: MailResolver
      /** Our name for EHLO. Receivers expect it to resolve to our address. */
      host_name: string
      /** Deliver to loopback and private addresses as well: only where that is what one wants, as in tests. */
      allow_private?: boolean
      /** 25 unless a test says otherwise. */
      port?: number
      timeouts?: Partial<Timeouts>
    }

/** Largest mail handed over; it is composed below this, so more is a mistake. */
export const MAX_OUTGOING_BYTES = 40 * 1024 * 1024

/**
 * Tries once to deliver to every recipient and answers one outcome for each. Groups of recipients (by domain) go one
 * after the other, and `settled` is told after each group. Throws only what `onPhase` or the sink throws.
 */
export async function deliver(mail: OutgoingMail, route: Route, onPhase: OnPhase = () => {}): Promise<Outcome[]> {
  const recipients = [...new Set(mail.envelope.to)]
  if (mail.raw.length > MAX_OUTGOING_BYTES) {
    return settle(
      recipients.map((recipient) => ourOutcome(recipient, 'permanent', '5.3.4', 'The mail is too large to be sent')),
    )
  }
  async function settle(outcomes: Outcome[]): Promise<Outcome[]> {
    await onPhase({ name: 'settled', outcomes })
    return outcomes
  }
  if (route.mode === 'sink') {
    await onPhase({ name: 'connected', host: 'sink', recipients })
    await onPhase({ name: 'transmitting', host: 'sink', recipients })
    await route.store(mail)
    return settle(
      recipients.map((recipient) => ({
        ...ourOutcome(recipient, 'accepted', '2.0.0', 'Kept in the mailbox of the desk'),
        host: 'sink',
      })),
    )
  }
  const timeouts = { ...DEFAULT_TIMEOUTS, ...route.timeouts }
  if (route.mode === 'smarthost') {
    const attempt = await converse(readSmarthost(route.url, route.host_name), mail, recipients, timeouts, onPhase)
    return settle(attempt.outcomes)
  }
  const outcomes: Outcome[] = []
  for (const [domain, group] of Map.groupBy(recipients, (address) =>
    address.slice(address.lastIndexOf('@') + 1).toLowerCase(),
  )) {
    outcomes.push(...(await settle(await deliverToDomain(mail, domain, group, route, timeouts, onPhase))))
  }
  return outcomes
}

async function deliverToDomain(
  mail: OutgoingMail,
  domain: string,
  recipients: string[],
  route: Extract<Route, { mode: 'direct' }>,
  timeouts: Timeouts,
  onPhase: OnPhase,
): Promise<Outcome[]> {
  const found = await findMailHosts(domain, route.resolver, route.allow_private ?? false)
  if (found.kind !== 'hosts') {
    return recipients.map((recipient) => ourOutcome(recipient, found.kind, found.enhanced_code, found.reason))
  }
  let outcomes: Outcome[] = []
  for (const host of found.hosts) {
    const target: Target = {
      host: host.name,
      connection: {
        host: host.address,
        port: route.port ?? 25,
        name: route.host_name,
        // Opportunistic (RFC 7435): encrypt when offered, to whoever it is. Without DANE or MTA-STS a check of the name
        // would only turn encrypted mail into no mail. When the handshake fails, it is tried again, never in the clear.
        ...(isIP(host.name) ? {} : { servername: host.name }),
        tls: { rejectUnauthorized: false },
      },
    }
    const attempt = await converse(target, mail, recipients, timeouts, onPhase)
    outcomes = attempt.outcomes
    if (attempt.reached) break
  }
  return outcomes
}

function ourOutcome(recipient: string, result: Outcome['result'], enhanced_code: string, reply: string): Outcome {
  return { recipient, result, reply_code: null, enhanced_code, reply, host: null, tls: false }
}

/** Reads a smarthost URL. Throws with a message that does not repeat the password. */
export function readSmarthost(url: string, host_name: string): Target {
  const parsed = URL.canParse(url) ? new URL(url) : null
  if (!parsed || !['smtp:', 'smtps:'].includes(parsed.protocol) || parsed.hostname === '') {
    throw new Error('the smarthost must be written as smtp://user:password@host:port')
  }
  const is_secure = parsed.protocol === 'smtps:'
  const tls = parsed.searchParams.get('tls')
  const host = parsed.hostname.replace(/^\[|\]$/g, '')
  const user = decodeURIComponent(parsed.username)
  return {
    host,
    connection: {
      host,
      port: Number(parsed.port) || (is_secure ? 465 : 587),
      secure: is_secure,
      name: host_name,
      // A password never goes over the wire in the clear unless that is asked for.
      requireTLS: !is_secure && user !== '' && tls !== 'optional',
      tls: { rejectUnauthorized: tls !== 'unverified' && !(tls === 'optional' && user === '') },
    },
    ...(user ? { auth: { user, pass: decodeURIComponent(parsed.password) } } : {}),
  }
}
