// What a store of files promises. The local folder implements it; an object store will. Names, content types and owners
// are the database's: the store sees only random ids and ciphertext.
import type { Readable } from 'node:stream'
import type { Sealing } from '../sealing.ts'

/** What came of storing a file. Keep all three with the row that owns it. */
export interface StoredFile {
  /** 32 lower-case hexadecimal digits. */
  file_id: string
  /** Plain length in bytes. */
  size: number
  key_version: number
}

export interface FileUsage {
  /** Bytes on disk, encryption included. */
  stored_bytes: number
  /** Bytes the disk has left. */
  free_bytes: number
  quota_bytes: number | null
}

/** Both ends inclusive, counted from 0, as in an HTTP range. */
export interface ByteRange {
  start: number
  end: number
}

export interface FileStore {
  /**
   * Encrypts and stores. When the promise resolves the file survives a power cut. Refuses with `too_large` above
   * `limit_bytes` and with `no_space` on a full disk or quota; a refused or failed file leaves nothing behind.
   */
  put(
    source: Buffer | AsyncIterable<Uint8Array>,
    options: { sealing: Sealing; limit_bytes?: number },
  ): Promise<StoredFile>
  /** As `put`, under an id that the file had elsewhere: for moving an account. What lies there already is replaced. */
  restore(file_id: string, source: AsyncIterable<Uint8Array>, options: { sealing: Sealing }): Promise<StoredFile>
  /**
   * Decrypts, streaming. Refuses with `not_found` when there is no such file. A damaged file ends the stream with an
   * error (DamagedFile) before any byte of the damaged segment.
   */
  get(file_id: string, options: { sealing: Sealing; range?: ByteRange }): Promise<{ size: number; content: Readable }>
  /** The whole file in memory. Refuses with `too_large` above `limit_bytes`. */
  read(file_id: string, options: { sealing: Sealing; limit_bytes: number }): Promise<Buffer>
  /**
   * Encrypts a file anew with the account's newest key, under the same id; readers of the old bytes finish undisturbed.
   * Returns the version it has now. Refuses with `not_found`; throws DamagedFile and leaves the file as it is.
   */
  reseal(file_id: string, options: { sealing: Sealing }): Promise<number>
  /** Removes a file; no error when it is gone already. */
  remove(file_id: string): Promise<void>
  /** Ids in one of the store's 256 sections (two hexadecimal digits) that were stored before a time; at most `limit`. */
  listOlder(section: string, before: Date, limit: number): Promise<string[]>
  usage(): Promise<FileUsage>
}
