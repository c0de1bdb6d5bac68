// Seals what was recorded since the last time. One process at a time does it for an account, apart from the writes, so
// that the chain is no lock on them.
import type { Work } from '../platform/work.ts'
import { isSealGenuine, type Link, linkHash, ORIGIN, type Seal, signSeal } from './chain.ts'
import { checkEntry } from './entry-check.ts'
import {
  findLastLink,
  insertLinks,
  insertSeal,
  listLastSeals,
  listUnsealed,
  tryLockAudit,
  unsealedFrom,
} from './queries.ts'

const BATCH_ENTRIES = 1000
const MAX_BATCHES = 50

/** The chain does not end as it was sealed: somebody wrote to it. Nothing is added to it any more. */
export class AuditBroken extends Error {
  override name = 'AuditBroken'
}

export interface Sealed {
  entries: number
  /** The new end of the chain, or null when nothing was sealed. */
  seal: Seal | null
  /** Entries left out because they do not match their event: made up or changed. */
  refused_entry_ids: number[]
  /** True when more waits than one run may take. */
  has_more: boolean
}

/**
 * Adds all unsealed entries to the chain and signs its new end. With `everywhere` it also looks for entries older than
 * an hour before the newest sealed one. Throws AuditBroken when the chain was tampered with.
 */
export async function sealAudit(work: Work, options: { everywhere?: boolean } = {}): Promise<Sealed> {
  const sealed: Sealed = { entries: 0, seal: null, refused_entry_ids: [], has_more: false }
  if (!(await tryLockAudit(work))) return sealed
  const last_seal = await getGenuineEnd(work)
  let end: Pick<Link, 'position' | 'hash'> = last_seal ?? ORIGIN
  let after_entry_id = options.everywhere ? 0 : await unsealedFrom(work)
  sealed.has_more = true
  for (let batch = 0; batch < MAX_BATCHES && sealed.has_more; batch++) {
    const entries = await listUnsealed(work, after_entry_id, BATCH_ENTRIES)
    const links: Link[] = []
    for (const entry of entries) {
      const state = checkEntry(work.sealing, entry)
      if (state === 'genuine' || state === 'text_erased') {
        const link = {
          position: end.position + 1,
          entry_id: entry.entry_id,
          hash: linkHash(work.account_id, end, entry),
        }
        links.push(link)
        end = link
      } else sealed.refused_entry_ids.push(entry.entry_id)
      after_entry_id = entry.entry_id
    }
    if (links.length > 0) await insertLinks(work, links)
    sealed.entries += links.length
    sealed.has_more = entries.length === BATCH_ENTRIES
  }
  if (sealed.entries > 0) {
    const seal = { position: end.position, hash: end.hash, sealed_at: work.now }
    sealed.seal = { ...seal, signature: signSeal(work.sealing, last_seal?.position ?? 0, seal) }
    await insertSeal(work, sealed.seal)
  }
  return sealed
}

/** The last seal, which must be genuine and the very end of the chain; null for a chain that is empty. */
async function getGenuineEnd(work: Work): Promise<Seal | null> {
  const link = await findLastLink(work)
  const [seal, before] = await listLastSeals(work, 2)
  if (!link && !seal) return null
  const ends_sealed = link && seal && link.position === seal.position && link.hash.equals(seal.hash)
  if (!ends_sealed || !isSealGenuine(work.sealing, before?.position ?? 0, seal)) {
    throw new AuditBroken(`The audit chain of account ${work.account_id} does not end with a genuine seal`)
  }
  return seal
}
