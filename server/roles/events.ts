// The facts about roles, with what each right was before and is after.
import { z } from 'zod'
import { event } from '../platform/events.ts'

const rights = z.record(z.string(), z.union([z.string(), z.boolean()]))
const data = z.object({ name: z.string() })

export const roleCreated = event({
  type: 'custom_role.created',
  subject: 'custom_role',
  summary: 'A role was created',
  data: data.extend({ after: rights }),
})
export const roleUpdated = event({
  type: 'custom_role.updated',
  subject: 'custom_role',
  summary: 'A role changed; `before` and `after` hold the rights that did',
  data: data.extend({ fields: z.array(z.string()), before: rights, after: rights }),
})
export const roleDeleted = event({
  type: 'custom_role.deleted',
  subject: 'custom_role',
  summary: 'A role that nobody had was deleted',
  data,
})

export const ROLE_EVENTS = [roleCreated, roleUpdated, roleDeleted]
