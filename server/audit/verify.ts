// Goes through the whole audit of an account and reports everything that is not as it was sealed.

import { timeOfId } from '../platform/ids.ts'
import type { Sealing } from '../platform/sealing.ts'
import type { Work } from '../platform/work.ts'
import { anchorOf, isSealGenuine, type Link, linkHash, ORIGIN, type Seal } from './chain.ts'
import { checkEntry } from './entry-check.ts'
import { type EntryWithEvent, listEventsWithoutEntry, listLinks, listSeals, listUnsealed } from './queries.ts'

const PAGE = 2000
/** More findings say nothing more. */
const MAX_FINDINGS = 100
/** The job seals every minute. What waits this long was overlooked, or the job does not run. */
const UNSEALED_MS = 3_600_000

/** Ids and positions only; nothing in it is personal. */
export interface Finding {
  what:
    | 'gap' // positions are missing
    | 'entry_missing' // a sealed entry was deleted
    | 'entry_changed' // an entry, or its place in the chain, is not what was sealed
    | 'event_changed' // an event is not what its entry vouches for
    | 'event_missing'
    | 'event_without_entry'
    | 'entry_not_genuine' // an entry that waits to be sealed was made up or changed
    | 'unsealed' // an entry has waited too long
    | 'seal_forged'
    | 'seal_mismatch' // the chain does not have the hash that was sealed
    | 'end_unsealed' // links after the last seal
    | 'anchor_mismatch' // the chain is not the one the anchor was taken from, or was cut before it
  position?: number
  entry_id?: number
  event_id?: number
}

export interface Verification {
  is_intact: boolean
  /** Sealed entries that were looked at. */
  entries: number
  unsealed: number
  /** Events whose hidden text was erased since; their facts are proven. */
  texts_erased: number
  sealed_at: Date | null
  /** Keep it apart from the database: with it the next verification also finds a chain that was cut short. */
  anchor: string
  findings: Finding[]
}

/**
 * Verifies one account, at one moment: must be the first thing its unit of work does. `anchor` is what an earlier verification returned, or a seal's line in the log.
 */
export async function verifyAudit(
  work: Work,
  options: { anchor?: Pick<Link, 'position' | 'hash'> } = {},
): Promise<Verification> {
  // What is sealed while we read would look like a fault.
  await work.db.plain('set transaction isolation level repeatable read')
  const found = new Findings()
  const chain = await walkChain(work, found, options.anchor)
  const unsealed = await checkUnsealed(work, found)
  for (const { event_id } of await listEventsWithoutEntry(work, MAX_FINDINGS))
    found.add({ what: 'event_without_entry', event_id })
  return {
    is_intact: found.list.length === 0,
    entries: chain.entries,
    unsealed,
    texts_erased: chain.texts_erased,
    sealed_at: chain.seal?.sealed_at ?? null,
    anchor: anchorOf(chain.end),
    findings: found.list,
  }
}

class Findings {
  readonly list: Finding[] = []
  add(finding: Finding): void {
    if (this.list.length < MAX_FINDINGS) this.list.push(finding)
  }
}

async function walkChain(work: Work, found: Findings, anchor: Pick<Link, 'position' | 'hash'> | undefined) {
  const seals = new SealReader(work, found)
  let end: Pick<Link, 'position' | 'hash'> = ORIGIN
  let entries = 0
  let texts_erased = 0
  let meets_anchor = anchor === undefined || anchor.position === 0
  for (;;) {
    const page = await listLinks(work, end.position, PAGE)
    for (const link of page) {
      if (link.position !== end.position + 1) found.add({ what: 'gap', position: end.position + 1 })
      else if (link.entry && !linkHash(work.account_id, end, link.entry).equals(link.hash))
        found.add({ what: 'entry_changed', position: link.position, entry_id: link.chain_entry_id })
      if (link.entry) texts_erased += checkSealed(work.sealing, found, link.position, link.entry)
      else found.add({ what: 'entry_missing', position: link.position, entry_id: link.chain_entry_id })
      await seals.meet(link)
      if (anchor?.position === link.position) meets_anchor = anchor.hash.equals(link.hash)
      // After a fault the stored hash goes on, so that one fault is one finding.
      end = link
      entries += 1
    }
    if (page.length < PAGE) break
  }
  await seals.finish(end)
  if (!meets_anchor) found.add({ what: 'anchor_mismatch', position: anchor?.position })
  return { end, entries, texts_erased, seal: seals.last }
}

/** Returns 1 when the event's text was erased. */
function checkSealed(sealing: Sealing, found: Findings, position: number, entry: EntryWithEvent): number {
  const state = checkEntry(sealing, entry)
  const { entry_id, event_id } = entry
  if (state === 'event_missing') found.add({ what: 'event_missing', position, entry_id, event_id })
  if (state === 'changed') found.add({ what: 'event_changed', position, entry_id, event_id })
  return state === 'text_erased' ? 1 : 0
}

/** Walks the seals beside the links. */
class SealReader {
  last: Seal | null = null
  readonly #work: Work
  readonly #found: Findings
  #waiting: Seal[] = []
  #read_to = -1

  constructor(work: Work, found: Findings) {
    this.#work = work
    this.#found = found
  }

  async meet(link: Link): Promise<void> {
    for (let seal = await this.#peek(); seal && seal.position <= link.position; seal = await this.#peek()) {
      if (seal.position !== link.position || !seal.hash.equals(link.hash))
        this.#found.add({ what: 'seal_mismatch', position: seal.position })
      this.#take(seal)
    }
  }

  async finish(end: Pick<Link, 'position'>): Promise<void> {
    for (let seal = await this.#peek(); seal; seal = await this.#peek()) {
      this.#found.add({ what: 'gap', position: seal.position })
      this.#take(seal)
    }
    if (end.position > (this.last?.position ?? 0)) this.#found.add({ what: 'end_unsealed', position: end.position })
  }

  #take(seal: Seal): void {
    if (!isSealGenuine(this.#work.sealing, this.last?.position ?? 0, seal))
      this.#found.add({ what: 'seal_forged', position: seal.position })
    this.last = seal
    this.#waiting.shift()
  }

  async #peek(): Promise<Seal | undefined> {
    if (this.#waiting.length === 0 && this.#read_to !== Number.POSITIVE_INFINITY) {
      this.#waiting = await listSeals(this.#work, this.#read_to, PAGE)
      this.#read_to =
        this.#waiting.length < PAGE
          ? Number.POSITIVE_INFINITY
          : (this.#waiting.at(-1)?.position ?? Number.POSITIVE_INFINITY)
    }
    return this.#waiting[0]
  }
}

async function checkUnsealed(work: Work, found: Findings): Promise<number> {
  let after_entry_id = 0
  let count = 0
  for (;;) {
    const page = await listUnsealed(work, after_entry_id, PAGE)
    for (const entry of page) {
      const { entry_id } = entry
      const state = checkEntry(work.sealing, entry)
      if (state === 'changed' || state === 'event_missing') found.add({ what: 'entry_not_genuine', entry_id })
      // When it was written says its id; what it tells of may be older (imported, sample data).
      else if (work.now.getTime() - timeOfId(entry_id).getTime() > UNSEALED_MS)
        found.add({ what: 'unsealed', entry_id })
      after_entry_id = entry_id
    }
    count += page.length
    if (page.length < PAGE) return count
  }
}
