// The form of the proof. Each entry is linked to the one before it by a hash; each batch ends with a seal that is signed
// with the account's key. Who has the database but not the key cannot make an entry up (its digest is keyed), change or
// remove a sealed one (the hashes no longer meet the seals), or seal a chain of their own.
//
// What no chain inside one database can show is a cut: the newest entries gone together with their events, links and
// seals. That takes an anchor kept elsewhere: every seal is written to the log, and `custos audit verify` compares
// with one it is given.
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Sealing } from '../platform/sealing.ts'

export interface AuditEntry {
  entry_id: number
  event_id: number
  action: string
  subject_type: string
  subject_id: number
  actor_id: number | null
  digest: Buffer
  created_at: Date
}

export interface Link {
  position: number
  entry_id: number
  hash: Buffer
}

export interface Seal {
  position: number
  hash: Buffer
  signature: Buffer
  sealed_at: Date
}

/** What comes before the first link. */
export const ORIGIN: Pick<Link, 'position' | 'hash'> = { position: 0, hash: Buffer.alloc(32) }

/** SHA-256 over the link before and everything the entry says. The order of the parts is part of the format. */
export function linkHash(account_id: number, before: Pick<Link, 'position' | 'hash'>, entry: AuditEntry): Buffer {
  const { entry_id, event_id, action, subject_type, subject_id, actor_id, digest, created_at } = entry
  const position = before.position + 1
  const parts = [account_id, position, entry_id, event_id, action, subject_type, subject_id, actor_id]
  return createHash('sha256')
    .update(before.hash)
    .update(JSON.stringify([...parts, created_at.toISOString()]))
    .update(digest)
    .digest()
}

/** Signs the end of a batch. Naming the seal before makes a missing one show. */
export function signSeal(sealing: Sealing, before_position: number, seal: Omit<Seal, 'signature'>): Buffer {
  const parts = [before_position, seal.position, seal.hash.toString('hex'), seal.sealed_at.toISOString()]
  return sealing.sign('audit-seal', parts.join('|'))
}

export function isSealGenuine(sealing: Sealing, before_position: number, seal: Seal): boolean {
  const expected = signSeal(sealing, before_position, seal)
  return seal.signature.length === expected.length && timingSafeEqual(seal.signature, expected)
}

/** A point of the chain in one line, to keep apart from the database: `position:hash`. */
export function anchorOf({ position, hash }: Pick<Link, 'position' | 'hash'>): string {
  return `${position}:${hash.toString('hex')}`
}

/** Null for a text that is no anchor. */
export function parseAnchor(text: string): Pick<Link, 'position' | 'hash'> | null {
  const [, position, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? []
  return position && hash ? { position: Number(position), hash: Buffer.from(hash, 'hex') } : null
}
