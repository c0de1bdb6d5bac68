// Stored files: encrypted attachments and mail sources.
export { openLocalFolder } from './local-folder.ts'
export { DamagedFile } from './segments.ts'
export type { ByteRange, FileStore, FileUsage, StoredFile } from './store.ts'
