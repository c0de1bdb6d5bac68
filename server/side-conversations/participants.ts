// Who takes part in a conversation beside a ticket: the people staff write to, and the staff who write. Never the
// people of the ticket itself, from whom it is kept, and never the desk's own addresses, which would answer themselves.
import { isOwnAddress } from '../mail/index.ts'
import { findUser, findUserByEmail } from '../people/index.ts'
import { formatAddress, normaliseAddress } from '../platform/addresses.ts'
import { invalid } from '../platform/errors.ts'
import type { Work } from '../platform/work.ts'
import { listParticipants, type TicketRow } from '../tickets/index.ts'
import type { Participant } from './queries.ts'
import type { RecipientInput } from './schema.ts'

/** The people a message is for, each once. 422 for an address that is none, ours, or of one of the ticket's people. */
export async function recipientsOf(
  work: Work,
  ticket: TicketRow,
  input: readonly RecipientInput[],
): Promise<Participant[]> {
  const copied = (await listParticipants(work, [ticket.id])).filter((person) => person.kind === 'cc')
  const kept_out = new Set([ticket.requester_id, ...copied.map((person) => person.user_id)])
  const found = new Map<string, Participant>()
  for (const one of input) {
    const person = await recipientOf(work, one)
    if (person.user_id !== null && kept_out.has(person.user_id) && !person.is_staff)
      throw invalid('to', 'To: takes part in the ticket, from whom a side conversation is kept', 'InvalidValue')
    const { is_staff: _is_staff, normalised, ...participant } = person
    if (!found.has(normalised)) found.set(normalised, participant)
  }
  if (found.size === 0) throw invalid('to', 'To: name at least one recipient', 'BlankValue')
  return [...found.values()]
}

async function recipientOf(
  work: Work,
  input: RecipientInput,
): Promise<Participant & { email: string; normalised: string; is_staff: boolean }> {
  const named = input.user_id == null ? null : await findUser(work, input.user_id)
  if (input.user_id != null && !named) throw invalid('to', 'To: user not found', 'RecordNotFound')
  const address = formatAddress(input.email ?? named?.email ?? '')
  const normalised = address === null ? null : normaliseAddress(address)
  if (address === null || normalised === null) throw invalid('to', 'To: not an e-mail address', 'InvalidFormat')
  if (await isOwnAddress(work, address)) throw invalid('to', 'To: is an address of this desk', 'InvalidValue')
  const user = await findUserByEmail(work, address)
  if (user && (!user.active || user.suspended)) throw invalid('to', 'To: the person is suspended', 'InvalidValue')
  return {
    user_id: user?.id ?? null,
    name: input.name?.trim() || user?.name || null,
    email: address,
    normalised,
    is_staff: user !== null && user.role !== 'end-user',
  }
}

/** The people of both lists, each address once; what is said later of a name counts. */
export function joined(known: readonly Participant[], more: readonly Participant[]): Participant[] {
  const people = new Map<string, Participant>()
  for (const person of [...known, ...more]) {
    const key = (person.email && normaliseAddress(person.email)) ?? `user ${person.user_id}`
    const before = people.get(key)
    people.set(key, {
      ...person,
      name: person.name ?? before?.name ?? null,
      user_id: person.user_id ?? before?.user_id ?? null,
    })
  }
  return [...people.values()]
}
