// Who gets an agent's reply by mail: the requester, with the people in copy named beside them. Everybody gets a mail of
// their own with the same headers and the same Message-ID. One mail for all would be one envelope fewer, but then one
// dead address would make the whole mail neither delivered nor not, a bounce would not say whose, and the link to the
// conversation, which stands for a person, would make everybody in copy the requester.
import { findUser, type UserRow, usersByIds } from '../../people/index.ts'
import type { Work } from '../../platform/work.ts'
import { listParticipants, type TicketRow } from '../../tickets/index.ts'
import { isOwnAddress } from '../inbound/own-addresses.ts'
import { MAX_RECIPIENTS, type Recipient } from '../sending/compose.ts'

export interface Addressee {
  user_id: number
  recipient: Recipient
}

/** People whom one mail names. Where there are more than a mail may name, there are several such groups. */
export interface AddresseeGroup {
  to: Addressee[]
  cc: Addressee[]
}

/**
 * Requester and CCs, without the author, people who are suspended or deleted, people in copy who are not approved, and
 * our own addresses (a mail to ourselves would answer itself).
 */
export async function addresseesOf(work: Work, ticket: TicketRow, author_id: number): Promise<AddresseeGroup[]> {
  const [participants, requester] = await Promise.all([
    listParticipants(work, [ticket.id]),
    findUser(work, ticket.requester_id),
  ])
  const copied = participants
    .filter((person) => person.kind === 'cc' && person.state === 'active')
    .map((person) => person.user_id)
  const others = await usersByIds(
    work,
    copied.filter((id) => id !== ticket.requester_id),
  )
  const people: Addressee[] = []
  for (const user of requester ? [requester, ...others] : others) {
    const recipient = user.id === author_id ? null : await recipientOf(work, user)
    if (recipient) people.push({ user_id: user.id, recipient })
  }
  const groups: AddresseeGroup[] = []
  for (let at = 0; at < people.length; at += MAX_RECIPIENTS)
    groups.push(headersFor(people.slice(at, at + MAX_RECIPIENTS), ticket.requester_id))
  return groups
}

/** Where mail reaches a person; null for whom none should go to. */
export async function recipientOf(work: Work, user: UserRow): Promise<Recipient | null> {
  if (!user.active || user.suspended || user.email === null) return null
  return (await isOwnAddress(work, user.email)) ? null : { name: user.name, address: user.email }
}

function headersFor(people: Addressee[], requester_id: number): AddresseeGroup {
  const to = people.filter((person) => person.user_id === requester_id)
  // Without the requester (who wrote it, or is gone) the people in copy are whom it is for.
  return to.length === 0
    ? { to: people, cc: [] }
    : { to, cc: people.filter((person) => person.user_id !== requester_id) }
}
