/** Who a reply goes to, and how the send button says it. Pure. */
import type { Comment, Ticket, User } from '../../../api/shapes.ts'
import type { CopyChange } from '../../../api/tickets.ts'

export interface Recipients {
  to: User | null
  ccs: User[]
}

/** The requester and the CCs of the ticket; people who wait for approval are not among them. */
export function recipientsOf(ticket: Ticket, users: readonly User[]): Recipients {
  const byId = new Map(users.map((user) => [user.id, user]))
  const waiting = new Set(ticket.pending_participants?.map((entry) => entry.user_id))
  const ccs = (ticket.email_cc_ids ?? [])
    .filter((id) => !waiting.has(id) && id !== ticket.requester_id)
    .flatMap((id) => byId.get(id) ?? [])
    .filter((user) => user.email)
  return { to: byId.get(ticket.requester_id) ?? null, ccs }
}

/** What the API must be told so that the copies go to `wanted`, where they went to `present` until now. */
export function copyChanges(present: readonly string[], wanted: readonly string[]): CopyChange[] {
  const has = (list: readonly string[], address: string) =>
    list.some((entry) => entry.toLowerCase() === address.toLowerCase())
  return [
    ...wanted.filter((address) => !has(present, address)).map((user_email) => ({ user_email, action: 'put' as const })), // the literal, not any text
    ...present
      .filter((address) => !has(wanted, address))
      .map((user_email) => ({ user_email, action: 'delete' as const })), // the same
  ]
}

/** What is remarkable about an address, compared with those this ticket has dealt with. */
export type AddressFlag = 'known' | 'new' | 'otherDomain'

/** `new` is an address this ticket has not seen, `otherDomain` one of a domain it has not seen either. */
export function flagAddress(address: string, known: readonly string[]): AddressFlag {
  const wanted = address.trim().toLowerCase()
  const seen = known.map((entry) => entry.toLowerCase())
  if (seen.includes(wanted)) return 'known'
  return seen.map(domainOf).includes(domainOf(wanted)) ? 'new' : 'otherDomain'
}

/** Every address that already took part: requester, CCs, and senders and recipients of the mails. */
export function knownAddresses(recipients: Recipients, comments: readonly Comment[]): string[] {
  const people = [recipients.to, ...recipients.ccs].flatMap((user) => user?.email ?? [])
  const mails = comments
    .filter((comment) => comment.public)
    .flatMap((comment) => [
      ...(comment.delivery ?? []).map((entry) => entry.recipient),
      comment.sender?.authenticated ? (comment.sender.from ?? '') : '',
    ])
  return [
    ...new Set(
      [...people, ...mails].filter((address) => address.includes('@')).map((address) => address.toLowerCase()),
    ),
  ]
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase()
}

/** True for one address as mail takes it; deliberately simple (the server decides). */
export function isAddress(text: string): boolean {
  return /^[^\s@<>(),;:"]+@[^\s@<>(),;:".]+(\.[^\s@<>(),;:".]+)+$/.test(text.trim())
}

/** Splits pasted or typed addresses: commas, semicolons, spaces, "Name <a@b>" forms. */
export function splitAddresses(text: string): { addresses: string[]; rest: string } {
  const found = text.match(/[^\s<>(),;:"]+@[^\s<>(),;:"]+/g)?.filter(isAddress) ?? []
  const rest = found.length > 0 ? '' : text.trim()
  return { addresses: [...new Set(found.map((entry) => entry.toLowerCase()))], rest }
}

/** "anna@… + 2" for the send button: the first recipient in words and how many more there are. */
export function namedRecipients(to: User | null, ccs: readonly string[]): { first: string; more: number } {
  return { first: to?.email ?? to?.name ?? '', more: ccs.length }
}

/** The given name for "Reply to Anna M.": first name and initial, or the address when there is no name. */
export function shortName(user: User | null): string {
  const words = user?.name?.trim().split(/\s+/) ?? []
  const [first = '', ...others] = words
  const last = others.at(-1)
  if (!first) return user?.email ?? ''
  return last ? `${first} ${[...last][0]}.` : first
}
