// What the rest of the platform may ask of an account's keys, once they are unlocked. The vault module implements it;
// everything is synchronous, because the keys are in memory for as long as a unit of work lasts.

/** The keys of one account, unlocked. `place` names the exact column and row, e.g. `users/123/sealed`, and is bound as associated data: a value copied to another row or account does not open. */
export interface Sealing {
  readonly account_id: number
  /** Seals JSON-serialisable data for one place. */
  seal(place: string, value: unknown): Buffer
  /** Opens what `seal` made for the same place. Throws when it was changed, moved or belongs to another account. */
  open<T>(place: string, sealed: Buffer): T
  sealBytes(place: string, plain: Buffer): Buffer
  openBytes(place: string, sealed: Buffer): Buffer
  /** Keyed hash (HMAC-SHA-256, 16 bytes) for looking up a normalised value, e.g. purpose `address`. */
  lookupHash(purpose: string, normalised: string): Buffer
  /** Keyed hash of one stemmed word for the search index (11 characters, base64url). */
  wordHash(word: string): string
  /** HMAC-SHA-256 (32 bytes) for signed links, addresses and Message-IDs; never changes with key rotation. */
  sign(purpose: string, text: string): Buffer
  /** A key for one stored file: 32 bytes, derived from the file's id and the key version it was written with. */
  fileKey(file_id: string, key_version: number): Buffer
  /** The version new data is sealed with. */
  readonly key_version: number
}
