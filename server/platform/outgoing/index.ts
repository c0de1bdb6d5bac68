// The one HTTP client for addresses that others choose. It resolves names itself, refuses addresses that are not
// public, connects to exactly the address it checked, follows no redirect on its own, and bounds time and size.
export { type Fetched, fetchPublic, isPublicTarget, isTimeout, type OutgoingOptions } from './client.ts'
export { fetchImage } from './image.ts'
export { isInNetworks, plainAddress, readNetwork } from './networks.ts'
export { isPublicAddress } from './public-address.ts'
