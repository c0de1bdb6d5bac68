// How mail leaves: composed, named so that answers and bounces find back, delivered in known phases, tried again with
// patience. What is recorded, and when, is decided by the caller.
export { matchBounce } from './bounces.ts'
export { loopMark } from './tokens.ts'
