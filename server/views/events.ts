// The facts about views.
import { z } from 'zod'
import { event } from '../platform/events.ts'

const restriction = z.enum(['all', 'groups', 'user'])

export const viewCreated = event({
  type: 'view.created',
  subject: 'view',
  summary: 'A view was made',
  data: z.object({ restriction }),
  sealed: z.object({ title: z.string() }),
})
export const viewUpdated = event({
  type: 'view.updated',
  subject: 'view',
  summary: 'A view changed; `fields` names what did',
  data: z.object({ fields: z.array(z.string()), restriction }),
})
export const viewDeleted = event({
  type: 'view.deleted',
  subject: 'view',
  summary: 'A view was deleted',
  data: z.object({}),
})

export const VIEW_EVENTS = [viewCreated, viewUpdated, viewDeleted]
