// Whether a status is still in use. Tickets come after fields and are not known here: they say so themselves.
import type { Work } from '../../platform/work.ts'

type IsInUse = (work: Work, custom_status_id: number) => Promise<boolean>
const uses: IsInUse[] = []

/** Adds what tells whether something that is not closed still has a status. */
export function offerStatusUse(is_in_use: IsInUse): void {
  uses.push(is_in_use)
}

export async function isStatusInUse(work: Work, custom_status_id: number): Promise<boolean> {
  for (const isInUse of uses) if (await isInUse(work, custom_status_id)) return true
  return false
}
