// Time-ordered ids below 2^53: 41 bits of milliseconds since 2026, 6 bits for the process, 6 bits of counter.
// A process holds its slot by an advisory lock, so two processes never share one. Where the clock was set back, ids go on
// from the highest that the database knows of (id-floor.ts), so that new ones never sort before old ones.

const EPOCH_MS = Date.UTC(2026, 0, 1)
const SLOTS = 64
const IDS_PER_MS = 64
/** First of the 64 advisory lock numbers that stand for process slots. */
export const FIRST_SLOT_LOCK = 0x6375_7374_00

export const ID_SLOTS = SLOTS

/** Gives ids in rising order. The process has one; tests make their own. */
export class IdSource {
  #slot = 0
  #last_ms = 0
  #counter = 0
  #highest = 0

  takeSlot(number: number): void {
    if (number < 0 || number >= SLOTS) throw new Error(`an id slot lies between 0 and ${SLOTS - 1}, not ${number}`)
    this.#slot = number
  }

  next(time_ms: number): number {
    const now_ms = time_ms - EPOCH_MS
    if (now_ms > this.#last_ms) {
      this.#last_ms = now_ms
      this.#counter = 0
    } else if (++this.#counter === IDS_PER_MS) {
      // More than 64 in a millisecond, or a clock that went back: borrow from the future rather than repeat.
      this.#last_ms += 1
      this.#counter = 0
    }
    this.#highest = (this.#last_ms * SLOTS + this.#slot) * IDS_PER_MS + this.#counter
    return this.#highest
  }

  /** From now on every id is larger than all of the milliseconds up to this time. */
  raise(time_ms: number): void {
    if (time_ms - EPOCH_MS < this.#last_ms) return
    this.#last_ms = time_ms - EPOCH_MS + 1
    this.#counter = -1
  }

  /** The latest id it gave; 0 for none. */
  get highest(): number {
    return this.#highest
  }
}

export const ids = new IdSource()

/** A new id: larger than every earlier one of this process, about 64,000 a second before it runs ahead of the clock. */
export function newId(): number {
  return ids.next(Date.now())
}

/** When an id was made. */
export function timeOfId(id: number): Date {
  return new Date(Math.floor(id / (SLOTS * IDS_PER_MS)) + EPOCH_MS)
}

/** The smallest id of a millisecond: whatever was made before it has a smaller one. */
export function idAt(time_ms: number): number {
  return (time_ms - EPOCH_MS) * SLOTS * IDS_PER_MS
}
