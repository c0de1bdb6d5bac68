// Whether an address is the desk's own: one of its support addresses, or made from one by our signed tags.
import { normaliseAddress } from '../../platform/addresses.ts'
import { sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'
import { withoutTag } from '../sending/tokens.ts'

export async function isOwnAddress(work: Work, address: string): Promise<boolean> {
  const plain = normaliseAddress(withoutTag(address))
  if (plain === null) return false
  return (
    (await work.db.first<{ found: number }>(
      sql`select 1 as found from recipient_addresses where account_id = ${work.account_id} and address = ${plain}`,
    )) !== null
  )
}
