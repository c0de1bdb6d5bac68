// The addresses at which a desk takes mail and under which it writes.
export { addSupportAddress } from './actions.ts'
export { supportAddressEndpoints } from './api.ts'
export { SUPPORT_ADDRESS_EVENTS } from './events.ts'
export { type ResolvedRecipient, resolveRecipient } from './resolve.ts'
