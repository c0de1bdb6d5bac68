// Mail that leaves: from what an agent said to what became of each copy. Attempts, crashes, bounces and retries included.
export { deliveryEndpoints } from './api.ts'
export { recordBounce } from './bounces.ts'
export { DELIVERY_EVENTS } from './events.ts'
export { deliveryJobs } from './jobs.ts'
export { type Notification, type NotNotified, queueNotification } from './notification.ts'
export { deliveryPersonalData, deliverySealedColumns } from './personal-data.ts'
export { deliveryReactions } from './reactions.ts'
export { sweepDeliveries } from './sweep.ts'
