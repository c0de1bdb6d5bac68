// Why a record could not be taken, in one line.
import { REFUSALS, type Refusal } from '../../platform/errors.ts'

export function describeRefusal(refusal: Refusal): string {
  const reasons = Object.values(refusal.details ?? {}).flatMap((list) => list.map((one) => one.description))
  return reasons.length > 0 ? reasons.join('; ') : refusal.message || REFUSALS[refusal.code].error
}
