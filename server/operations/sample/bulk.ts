// Sample data at full speed, for the command line: everybody first, then batches of tickets side by side, so that the
// database works while the next batch is sealed and indexed.
import type { Platform } from '../../platform/platform.ts'
import { castCustomer, countCustomers, gatherCast, quietWork, TICKETS_PER_BATCH, writeBatch } from './actions.ts'

const SIDE_BY_SIDE = 3
const CUSTOMERS_PER_BATCH = 250

/** Makes the tickets and returns the number of their comments. `tell` hears how many tickets there are so far. */
export async function makeSampleData(
  platform: Platform,
  account_id: number,
  tickets: number,
  tell: (made: number) => void,
): Promise<number> {
  const now = platform.engine.clock.now()
  const cast = await quietWork(platform, account_id, gatherCast)
  const customers = countCustomers(tickets)
  for (let first = 0; first < customers; first += CUSTOMERS_PER_BATCH) {
    await quietWork(platform, account_id, async (work) => {
      for (let index = first; index < Math.min(customers, first + CUSTOMERS_PER_BATCH); index++)
        await castCustomer(work, cast, index)
    })
  }
  let next = 0
  let made = 0
  let comments = 0
  async function worker(): Promise<void> {
    while (next < tickets) {
      const first = next
      next += TICKETS_PER_BATCH
      const written = await quietWork(platform, account_id, (work) => writeBatch(work, cast, first, tickets, now))
      made += written.tickets
      comments += written.comments
      tell(made)
    }
  }
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker))
  return comments
}
