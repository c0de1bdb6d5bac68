// `custos sample-data`: fills a desk for a demonstration or a measurement. Runs beside the server or without it.
import { parseArgs } from 'node:util'
import { listAccountIds } from '../server/accounts/index.ts'
import { makeSampleData, prepareFirstStart } from '../server/operations/index.ts'
import { UsageError, type Verb } from './verb.ts'
import { accountMeant, withDesk } from './with-desk.ts'

const STANDARD_TICKETS = '1000'
const MOST_TICKETS = 10_000_000
const TELL_EVERY_MS = 5_000

export const sampleData: Verb = {
  usage: 'sample-data [--tickets 1000] [--account NUMBER|HOST]',
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: { tickets: { type: 'string', default: STANDARD_TICKETS }, account: { type: 'string' } },
    })
    const tickets = Number(values.tickets)
    if (!Number.isInteger(tickets) || tickets < 1 || tickets > MOST_TICKETS)
      throw new UsageError(`--tickets takes a whole number up to ${MOST_TICKETS}`)
    await withDesk(async (desk) => {
      if ((await listAccountIds(desk.pool, 1)).length === 0) await prepareFirstStart(desk)
      const account_id = await accountMeant(desk, values.account)
      const started = performance.now()
      let told_at = started
      const comments = await makeSampleData(desk, account_id, tickets, (made) => {
        if (performance.now() - told_at < TELL_EVERY_MS) return
        told_at = performance.now()
        console.log(`custos: ${made} of ${tickets} tickets`)
      })
      const took_s = ((performance.now() - started) / 1000).toFixed(1)
      console.log(`custos: ${tickets} tickets with ${comments} comments in ${took_s} s`)
    })
    return undefined
  },
}
