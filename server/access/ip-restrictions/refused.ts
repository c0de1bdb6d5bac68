// Somebody came from an address that is not allowed. The request that was refused leaves nothing behind, so the fact is
// written in a unit of its own, once per person and window: a flood fills no audit.
import { Refusal } from '../../platform/errors.ts'
import { type Actor, actorId, doWork, type Origin, type WorkEngine } from '../../platform/work.ts'
import { countAttempt, type Limit } from '../attempts.ts'
import { addressRefused } from './events.ts'

const ONCE: Limit = { name: 'address_refused', most: 0, window_s: 600 }

export class AddressRefusal extends Refusal {
  /** 0 where nobody is known. */
  readonly user_id: number
  constructor(actor: Actor) {
    super('address_not_allowed')
    this.user_id = actorId(actor) ?? 0
  }
}

/** Records a refusal of this kind; others are none of its business. */
export async function noteRefusal(
  engine: WorkEngine,
  account_id: number,
  origin: Origin,
  refusal: Refusal,
): Promise<void> {
  if (!(refusal instanceof AddressRefusal)) return
  const unit = { account_id, actor: { kind: 'anonymous' } as const, origin, audience: 'customer' as const }
  await doWork(engine, unit, async (work) => {
    const reached = await countAttempt(work, ONCE, String(refusal.user_id))
    if (reached?.is_first) work.record(addressRefused, refusal.user_id, {}, { ip: origin.ip ?? '' })
  })
}
