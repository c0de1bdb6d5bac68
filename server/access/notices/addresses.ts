// To whom a notice about somebody's account goes: to every address of theirs that counts, so that whoever reads one
// mailbox, or wrote an address of their own into the account, does not keep the owner from hearing.
import { listIdentities, type UserRow } from '../../people/index.ts'
import { normaliseAddress } from '../../platform/addresses.ts'
import type { Work } from '../../platform/work.ts'
import { type SecurityMail, sendSecurityMail } from '../mails.ts'

/** Nobody has more that count; whoever writes a hundred into an account does not make us send a hundred mails. */
const MOST_ADDRESSES = 10

/** What is said. `{address}` of the text is the address that a mail goes to. */
export type PersonNotice = Pick<SecurityMail, 'event_id' | 'text' | 'values' | 'url'>

/**
 * Mails a notice to a person: to their first address, all that were proven, and `gone`, those that were theirs until just
 * now. Nothing for who may not sign in.
 */
export async function notifyPerson(
  work: Work,
  user: UserRow,
  { values, ...notice }: PersonNotice,
  gone: readonly string[] = [],
): Promise<void> {
  if (!user.active || user.suspended) return
  for (const address of await addressesOf(work, user.id, gone))
    await sendSecurityMail(work, { ...notice, user_id: user.id, address, values: { ...values, address } })
}

async function addressesOf(work: Work, user_id: number, gone: readonly string[]): Promise<string[]> {
  const own = (await listIdentities(work, user_id))
    .filter(({ type, is_primary, verified }) => type === 'email' && (is_primary || verified))
    .map(({ value }) => value)
  const found = new Map<string, string>()
  for (const address of [...own, ...gone]) {
    const normalised = normaliseAddress(address)
    if (normalised !== null && !found.has(normalised)) found.set(normalised, address)
  }
  return [...found.values()].slice(0, MOST_ADDRESSES)
}
