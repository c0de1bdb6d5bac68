// The facts about dynamic content.
import { z } from 'zod'
import { event } from '../../platform/events.ts'

const data = z.object({ key: z.string() })

export const dynamicContentCreated = event({
  type: 'dynamic_content.created',
  subject: 'dynamic_content',
  summary: 'A text in several languages was created',
  data,
})
export const dynamicContentUpdated = event({
  type: 'dynamic_content.updated',
  subject: 'dynamic_content',
  summary: 'The name or a language of a text changed',
  data: data.extend({ locale_ids: z.array(z.number()) }),
})
export const dynamicContentDeleted = event({
  type: 'dynamic_content.deleted',
  subject: 'dynamic_content',
  summary: 'A text in several languages was deleted',
  data,
})

export const DYNAMIC_CONTENT_EVENTS = [dynamicContentCreated, dynamicContentUpdated, dynamicContentDeleted]
