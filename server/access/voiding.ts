// Taking away every way in that somebody had: what a stranger set up for an address before its owner came is worth
// nothing once the owner has proven that it is theirs.

import { markSecondFactor } from '../people/index.ts'
import { sql } from '../platform/db.ts'
import type { Work } from '../platform/work.ts'
import { credentialsVoided } from './events.ts'
import { deleteFactorsOf } from './factors/queries.ts'
import { deleteCodes } from './factors/recovery/queries.ts'
import { revokeCredentialsOf } from './revoking.ts'

/** Password, factors, tokens, links, devices and sessions of a person are gone. */
export async function voidCredentials(work: Work, user_id: number): Promise<void> {
  const passwords = await work.db.run(
    sql`delete from passwords where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint`,
  )
  await deleteFactorsOf(work, user_id)
  await deleteCodes(work, user_id)
  await markSecondFactor(work, user_id, null)
  work.record(credentialsVoided, user_id, { password: passwords > 0 })
  await revokeCredentialsOf(work, user_id, 'provider')
}
