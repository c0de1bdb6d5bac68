// The facts about the addresses an account may be used from.
import { z } from 'zod'
import { event } from '../../platform/events.ts'

const ranges = z.object({
  enabled: z.boolean(),
  customers_may_bypass: z.boolean(),
  ranges: z.array(z.object({ range: z.string(), label: z.string(), expires_at: z.string().nullable() })),
})

export const restrictionsChanged = event({
  type: 'ip_restrictions.changed',
  subject: 'account',
  summary: 'The addresses from which the account may be used were changed',
  data: z.object({ enabled: z.boolean(), ranges: z.number(), confirm_by: z.string().nullable() }),
  sealed: z.object({ before: ranges, after: ranges }),
})
export const restrictionsConfirmed = event({
  type: 'ip_restrictions.confirmed',
  subject: 'account',
  summary: 'A change of the addresses was confirmed from inside',
  data: z.object({}),
})
export const restrictionsReverted = event({
  type: 'ip_restrictions.reverted',
  subject: 'account',
  summary: 'A change of the addresses fell back to what was before',
  data: z.object({ reason: z.enum(['not_confirmed', 'taken_back', 'operator']) }),
})
export const addressRefused = event({
  type: 'user.address_refused',
  subject: 'user',
  summary:
    'Somebody came from an address that is not allowed; recorded once per person and ten minutes, 0 is nobody known',
  data: z.object({}),
  sealed: z.object({ ip: z.string() }),
})

export const IP_RESTRICTION_EVENTS = [restrictionsChanged, restrictionsConfirmed, restrictionsReverted, addressRefused]
