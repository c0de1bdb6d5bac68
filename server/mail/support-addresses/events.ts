// The facts about the desk's addresses. An address of the desk is published: it may stand in the event's data.
import { z } from 'zod'
import { event } from '../../platform/events.ts'

const data = z.object({ address: z.string() })

export const supportAddressAdded = event({
  type: 'recipient_address.added',
  subject: 'recipient_address',
  summary: 'The desk got a support address',
  data,
})
export const supportAddressChanged = event({
  type: 'recipient_address.changed',
  subject: 'recipient_address',
  summary: 'The name of a support address, or which one is the default, changed',
  data: data.extend({ is_default: z.boolean() }),
})
export const supportAddressRemoved = event({
  type: 'recipient_address.removed',
  subject: 'recipient_address',
  summary: 'A support address was removed',
  data,
})

export const SUPPORT_ADDRESS_EVENTS = [supportAddressAdded, supportAddressChanged, supportAddressRemoved]
