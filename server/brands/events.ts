// The facts about brands.
import { z } from 'zod'
import { event } from '../platform/events.ts'

const data = z.object({ name: z.string() })

export const brandCreated = event({ type: 'brand.created', subject: 'brand', summary: 'A brand was created', data })
export const brandUpdated = event({
  type: 'brand.updated',
  subject: 'brand',
  summary: 'A brand changed; `fields` names what did',
  data: data.extend({ fields: z.array(z.string()) }),
})
export const brandDeleted = event({ type: 'brand.deleted', subject: 'brand', summary: 'A brand was deleted', data })

export const BRAND_EVENTS = [brandCreated, brandUpdated, brandDeleted]
