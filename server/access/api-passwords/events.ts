// The facts about passwords on the API. Wrong ones are failed sign-ins like any other.
import { z } from 'zod'
import { event } from '../../platform/events.ts'

/** Once an hour for each person and place: what is done with it is recorded as theirs, each time. */
export const passwordUsed = event({
  type: 'password.used_on_api',
  subject: 'user',
  summary: 'A person’s password was used on the API',
  data: z.object({ by: z.enum(['basic', 'oauth']), is_new_network: z.boolean() }),
})

export const API_PASSWORD_EVENTS = [passwordUsed]
