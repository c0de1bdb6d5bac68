// The facts about moving data.
import { z } from 'zod'
import { event } from '../platform/events.ts'

export const accountExported = event({
  type: 'account.exported',
  subject: 'account',
  summary: 'Everything of the account was written out, its words in clear',
  data: z.object({ files: z.number() }),
})

export const TRANSFER_EVENTS = [accountExported]
