// The keys of one account. Version 0 is the index key: look-up hashes, word hashes and signatures derive from it and
// never change. Versions from 1 on are data keys: values and files are sealed with the newest active one and open with
// the one they name, so that a rotation can take its time.
//
// A random 12-byte nonce is safe for 2^32 values under one AES-GCM key (NIST SP 800-38D, 8.3). Each version therefore
// fans out into 256 sealing keys, chosen by the place, which allows 2^40 seals per version: an account that seals a
// thousand values a second has 34 years before it must rotate.
import { createHmac, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto'
import { remembering } from '../platform/recent.ts'
import type { Sealing } from '../platform/sealing.ts'
import { CannotOpen, keyVersionOf, openBlob, sealBlob } from './blob.ts'
import type { KeyProvider } from './key-provider.ts'

export const INDEX_VERSION = 0
export const FIRST_DATA_VERSION = 1
const KEY_BYTES = 32
const LOOKUP_BYTES = 16
const WORD_HASH_CHARS = 11
const SEALING_KEYS = 256
/** Twice as many words are remembered per account, about one megabyte. A look-up costs a twentieth of an HMAC. */
const REMEMBERED_WORDS = 4096
/** Derived keys in memory per account: those of eight versions. */
const REMEMBERED_KEYS = 8 * SEALING_KEYS
/** A key version is four bytes of every blob. */
const MAX_VERSION = 2 ** 32 - 1

/** One row of account_keys. `is_active` is false while other processes may not have loaded the version yet. */
export interface AccountKeyRow {
  account_id: number
  version: number
  wrapped: Buffer
  provider: string
  is_active: boolean
}

/** A new key for the account, wrapped and ready to insert. */
export async function newAccountKey(provider: KeyProvider, account_id: number, version: number) {
  if (version > MAX_VERSION) throw new Error('No key version is left for this account')
  const wrapped = await provider.wrap(randomBytes(KEY_BYTES), wrapContext(account_id, version))
  return { account_id, version, wrapped, provider: provider.id }
}

/**
 * The account's index key, bare. Only for moving an account: look-up hashes, signed links and the audit are worth
 * something elsewhere only with it.
 */
export async function revealIndexKey(provider: KeyProvider, rows: readonly AccountKeyRow[]): Promise<Buffer> {
  const row = rows.find((one) => one.version === INDEX_VERSION)
  if (!row) throw new Error('The account has no index key')
  return await provider.unwrap(row.wrapped, wrapContext(row.account_id, row.version))
}

/** The rows of an account that keeps its index key and gets a new data key, wrapped and ready to insert. */
export async function keysForMovedAccount(provider: KeyProvider, account_id: number, index_key: Buffer) {
  if (index_key.length !== KEY_BYTES) throw new Error(`An index key has ${KEY_BYTES} bytes`)
  const wrapped = await provider.wrap(index_key, wrapContext(account_id, INDEX_VERSION))
  const index = { account_id, version: INDEX_VERSION, wrapped, provider: provider.id }
  return [index, await newAccountKey(provider, account_id, FIRST_DATA_VERSION)]
}

/** Unwraps the keys of one account and derives what it needs. The result is synchronous and holds no database. */
export async function unlockAccount(provider: KeyProvider, rows: AccountKeyRow[]): Promise<Sealing> {
  const account_id = rows[0]?.account_id
  if (account_id === undefined) throw new Error('The account has no keys')
  const plain = new Map<number, Buffer>()
  for (const row of rows) {
    if (row.account_id !== account_id) throw new Error('Keys of two accounts were mixed')
    if (row.provider !== provider.id) {
      throw new CannotOpen(
        `Key ${row.version} of account ${account_id} was wrapped by ${row.provider}, not by ${provider.id}`,
      )
    }
    plain.set(row.version, await provider.unwrap(row.wrapped, wrapContext(account_id, row.version)))
  }
  const active = rows.filter((row) => row.is_active && row.version >= FIRST_DATA_VERSION).map((row) => row.version)
  return sealingOf(account_id, plain, Math.max(...active))
}

/** Builds the Sealing from plain keys: version → 32 bytes. */
export function sealingOf(account_id: number, plain: Map<number, Buffer>, key_version: number): Sealing {
  const index = plain.get(INDEX_VERSION)
  if (!index || !plain.has(key_version))
    throw new Error(`Account ${account_id} lacks its index key or its newest data key`)
  const derived = (version: number, purpose: string) => {
    const root = plain.get(version)
    if (!root) throw new CannotOpen(`Account ${account_id} has no key of version ${version}`)
    const info = `custos|${account_id}|${version}|${purpose}`
    return createSecretKey(Buffer.from(hkdfSync('sha256', root, '', info, KEY_BYTES)))
  }
  const lookup = derived(INDEX_VERSION, 'lookup')
  const words = derived(INDEX_VERSION, 'word')
  const signing = derived(INDEX_VERSION, 'sign')
  const sealing_keys = remembering(REMEMBERED_KEYS, (name) => {
    const [version = 0, shard = 0] = name.split('/').map(Number)
    return derived(version, `sealing/${shard}`)
  })
  const files = remembering(REMEMBERED_KEYS, (version) => derived(Number(version), 'files'))
  const sealing_key = (version: number, place: string) => sealing_keys(`${version}/${shardOf(place)}`)
  const context = (place: string) => `custos|${account_id}|${place}`
  const wordHash = remembering(REMEMBERED_WORDS, (word) =>
    createHmac('sha256', words).update(word).digest('base64url').slice(0, WORD_HASH_CHARS),
  )

  const sealBytes = (place: string, bytes: Buffer) =>
    sealBlob(sealing_key(key_version, place), key_version, context(place), bytes)
  const openBytes = (place: string, sealed: Buffer) =>
    openBlob(sealing_key(keyVersionOf(sealed), place), context(place), sealed)

  return {
    account_id,
    key_version,
    sealBytes,
    openBytes,
    seal(place, value) {
      const json = JSON.stringify(value)
      if (json === undefined) throw new TypeError(`Nothing that JSON can hold was given to seal at ${place}`)
      return sealBytes(place, Buffer.from(json))
    },
    open<T>(place: string, sealed: Buffer): T {
      return JSON.parse(openBytes(place, sealed).toString('utf8')) as T // What was sealed here is authenticated; its shape is the caller's.
    },
    lookupHash: (purpose, normalised) => hmac(lookup, purpose, normalised).subarray(0, LOOKUP_BYTES),
    wordHash,
    sign: (purpose, text) => hmac(signing, purpose, text),
    fileKey: (file_id, version) => hmac(files(String(version)), 'file', file_id),
  }
}

/** The length before the purpose keeps (`ab`, `c`) and (`a`, `bc`) apart. */
function hmac(key: KeyObject, purpose: string, text: string): Buffer {
  return createHmac('sha256', key).update(`${purpose.length}|${purpose}|${text}`).digest()
}

/** FNV-1a: any spread will do, this is no secret. */
function shardOf(place: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < place.length; i++) hash = Math.imul(hash ^ place.charCodeAt(i), 0x01000193)
  return (hash >>> 0) % SEALING_KEYS
}

function wrapContext(account_id: number, version: number): string {
  return `custos|account-key|${account_id}|${version}`
}
