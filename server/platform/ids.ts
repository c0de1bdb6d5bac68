// Time-ordered ids below 2^53: 41 bits of milliseconds since 2026, 6 bits for the process, 6 bits of counter.
// A process holds its slot by an advisory lock, so two processes never share one.

const EPOCH_MS = Date.UTC(2026, 0, 1)
const SLOTS = 64
const IDS_PER_MS = 64
/** First of the 64 advisory lock numbers that stand for process slots. */
export const FIRST_SLOT_LOCK = 0x6375_7374_00

let slot = 0
let last_ms = 0
let counter = 0

/** Gives this process its slot (0–63). Called once, when the slot's lock is held. */
export function takeIdSlot(number: number): void {
  if (number < 0 || number >= SLOTS) throw new Error(`an id slot lies between 0 and ${SLOTS - 1}, not ${number}`)
  slot = number
}

export const ID_SLOTS = SLOTS

/** A new id: larger than every earlier one of this process, about 64,000 a second before it runs ahead of the clock. */
export function newId(): number {
  const now_ms = Date.now() - EPOCH_MS
  if (now_ms > last_ms) {
    last_ms = now_ms
    counter = 0
  } else if (++counter === IDS_PER_MS) {
    // More than 64 in a millisecond, or a clock that went back: borrow from the future rather than repeat.
    last_ms += 1
    counter = 0
  }
  return (last_ms * SLOTS + slot) * IDS_PER_MS + counter
}

/** When an id was made. */
export function timeOfId(id: number): Date {
  return new Date(Math.floor(id / (SLOTS * IDS_PER_MS)) + EPOCH_MS)
}

/** The smallest id of a millisecond: whatever was made before it has a smaller one. */
export function idAt(time_ms: number): number {
  return (time_ms - EPOCH_MS) * SLOTS * IDS_PER_MS
}
