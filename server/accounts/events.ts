// The facts about accounts.
import { z } from 'zod'
import { event } from '../platform/events.ts'

export const accountCreated = event({
  type: 'account.created',
  subject: 'account',
  summary: 'A desk was created',
  data: z.object({ host: z.string() }),
})
export const accountSetUp = event({
  type: 'account.set_up',
  subject: 'account',
  summary: 'The first owner finished the set-up',
  data: z.object({ owner_id: z.number() }),
})
export const settingsUpdated = event({
  type: 'settings.updated',
  subject: 'account',
  summary: 'Settings changed; `fields` names which',
  data: z.object({ fields: z.array(z.string()) }),
  sealed: z.record(z.string(), z.unknown()),
})

export const ACCOUNT_EVENTS = [accountCreated, accountSetUp, settingsUpdated]
