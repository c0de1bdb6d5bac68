// Mail: how it comes in and is believed, what becomes of it, and how answers leave.
import type { Module } from '../platform/module.ts'
import {
  DELIVERY_EVENTS,
  deliveryEndpoints,
  deliveryJobs,
  deliveryReactions,
  subscriberImmediates,
} from './deliveries/index.ts'
import { developmentEndpoints } from './development/api.ts'
import { DOMAIN_EVENTS, domainEndpoints } from './domains/index.ts'
import { inboundEndpoint } from './inbound/api.ts'
import { processJob } from './inbound/process.ts'
import { resumeJob } from './inbound/resume.ts'
import { mailPersonalData } from './personal-data.ts'
import { redactionImmediates } from './redaction.ts'
import { SUPPORT_ADDRESS_EVENTS, supportAddressEndpoints } from './support-addresses/index.ts'
import { SUSPENDED_EVENTS } from './suspended/actions.ts'
import { suspendedEndpoints } from './suspended/api.ts'
import { VERIFICATION_EVENTS } from './verifying/actions.ts'
import { verifyingEndpoints } from './verifying/api.ts'

export {
  forgetSideMails,
  type Notification,
  type NotNotified,
  queueNotification,
  queueSideMail,
  type SideMailing,
  sendDeskMail,
  sweepDeliveries,
} from './deliveries/index.ts'
export { acceptMail } from './inbound/accept.ts'
export { isOwnAddress } from './inbound/own-addresses.ts'
export { type ArrivedMail, offerSideThreads, type SideThreads } from './inbound/side-threads.ts'
export { mailSealedColumns } from './personal-data.ts'
export { type ReadMail, readMail, UnreadableMail } from './reading/index.ts'
export { startReceiving } from './receiving/start.ts'
export { addSupportAddress } from './support-addresses/index.ts'
export { screenRequest } from './suspended/requests.ts'
export { verifyingExpiries } from './verifying/expiry.ts'
export { verificationPath } from './verifying/link.ts'

export const module: Module = {
  name: 'mail',
  endpoints: [
    inboundEndpoint,
    ...suspendedEndpoints,
    ...deliveryEndpoints,
    ...supportAddressEndpoints,
    ...domainEndpoints,
    ...verifyingEndpoints,
    ...developmentEndpoints,
  ],
  events: [
    ...SUSPENDED_EVENTS,
    ...DELIVERY_EVENTS,
    ...SUPPORT_ADDRESS_EVENTS,
    ...VERIFICATION_EVENTS,
    ...DOMAIN_EVENTS,
  ],
  reactions: deliveryReactions,
  immediates: [...redactionImmediates, ...subscriberImmediates],
  jobs: [processJob, resumeJob, ...deliveryJobs],
  personalData: mailPersonalData,
}
