// The file store in a local folder: `ab/cd/<28 digits>`, each file written under a draft name, synced, renamed and its
// folder synced, because a mail is acknowledged to its sender on the strength of it.
import { randomBytes } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, rename, rm, stat, statfs, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { notFound, Refusal } from '../errors.ts'
import { createFolderSync } from './folder-sync.ts'
import { createFolderPicker } from './folders.ts'
import { createQuota } from './quota.ts'
import { streamPlain } from './reading.ts'
import { fileKeyOf, HEADER_BYTES, readHeader, shapeOf } from './segments.ts'
import type { FileStore, StoredFile } from './store.ts'
import { writeSealed } from './writing.ts'

const FILE_ID = /^[0-9a-f]{32}$/
const FULL_DISK = new Set(['ENOSPC', 'EDQUOT'])
const DRAFTS = 'drafts'
/** A draft nobody wrote to for this long was left by a crash: other processes may share the folder. */
const ABANDONED_AFTER_MS = 3_600_000

/** Opens the folder, making it (0700) when needed. Several processes may use the same folder. */
export async function openLocalFolder(root: string, options: { quota_bytes?: number | null } = {}): Promise<FileStore> {
  const drafts = join(root, DRAFTS)
  await mkdir(drafts, { recursive: true, mode: 0o700 })
  await clearAbandoned(drafts)
  const syncFolder = createFolderSync()
  const nextFolder = createFolderPicker(root, syncFolder)
  const quota = createQuota(root, DRAFTS, options.quota_bytes ?? null)

  /** Writes the file under a draft name, then durably under its own, in place of what was there. */
  async function write(
    file_id: string,
    folder: string,
    ...[source, { sealing, limit_bytes }]: Parameters<FileStore['put']>
  ) {
    const draft = join(drafts, randomBytes(16).toString('hex'))
    const file = await open(draft, 'wx', 0o600)
    const { key_version } = sealing
    let taken = 0
    let size: number
    try {
      size = await writeSealed(file, fileKeyOf(sealing, file_id, key_version), key_version, source, {
        plain_limit: limit_bytes ?? Number.POSITIVE_INFINITY,
        onBytes(bytes) {
          quota.take(bytes)
          taken += bytes
        },
      })
      await file.datasync()
      await file.close()
      await rename(draft, pathOf(root, file_id))
    } catch (error) {
      quota.giveBack(taken)
      await file.close()
      await rm(draft, { force: true })
      throw error
    }
    await syncFolder(folder)
    return { file_id, size, key_version }
  }

  async function put(...[source, options]: Parameters<FileStore['put']>): Promise<StoredFile> {
    await quota.prepare()
    const folder = await nextFolder()
    return await write(folder.digits + randomBytes(14).toString('hex'), folder.path, source, options)
  }

  async function reseal(...[file_id, { sealing }]: Parameters<FileStore['reseal']>): Promise<number> {
    await quota.prepare()
    const { file, key_version, stored_bytes } = await openStored(root, file_id)
    const plain = streamPlain(file, () => fileKeyOf(sealing, file_id, key_version), stored_bytes)
    if (key_version === sealing.key_version) {
      plain.destroy()
      return key_version
    }
    await write(file_id, dirname(pathOf(root, file_id)), plain, { sealing })
    quota.giveBack(stored_bytes)
    return sealing.key_version
  }

  async function restore(...[file_id, source, options]: Parameters<FileStore['restore']>): Promise<StoredFile> {
    if (!FILE_ID.test(file_id)) throw new Error('that is no id of a file')
    await quota.prepare()
    const folder = dirname(pathOf(root, file_id))
    await mkdir(folder, { recursive: true })
    return await write(file_id, folder, source, options)
  }

  async function get(...[file_id, { sealing, range }]: Parameters<FileStore['get']>) {
    const { file, key_version, size, stored_bytes } = await openStored(root, file_id)
    const key = () => fileKeyOf(sealing, file_id, key_version)
    return { size, content: streamPlain(file, key, stored_bytes, range) }
  }

  return {
    put: (source, putting) => put(source, putting).catch(refuseWhenFull),
    get,
    restore: (file_id, source, options) => restore(file_id, source, options).catch(refuseWhenFull),
    reseal: (file_id, options) => reseal(file_id, options).catch(refuseWhenFull),
    async read(file_id, { sealing, limit_bytes }) {
      const { size, content } = await get(file_id, { sealing })
      if (size > limit_bytes) {
        content.destroy()
        throw new Refusal('too_large')
      }
      return Buffer.concat(await content.toArray())
    },
    async remove(file_id) {
      if (!FILE_ID.test(file_id)) return
      const path = pathOf(root, file_id)
      try {
        const { size } = await stat(path)
        await unlink(path)
        quota.giveBack(size)
      } catch (error) {
        ignoreMissing(error)
      }
    },
    listOlder: (section, before, limit) => listOlder(root, section, before, limit),
    async usage() {
      const disk = await statfs(root)
      return {
        stored_bytes: await quota.countStored(),
        free_bytes: disk.bavail * disk.bsize,
        quota_bytes: quota.quota_bytes,
      }
    },
  }
}

/** Opens a stored file and reads what it says about itself. The caller closes it. */
async function openStored(root: string, file_id: string) {
  const file = await openExisting(root, file_id)
  try {
    const header = Buffer.alloc(HEADER_BYTES)
    const { bytesRead } = await file.read(header, 0, HEADER_BYTES, 0)
    const key_version = readHeader(header.subarray(0, bytesRead), file_id)
    const stored_bytes = (await file.stat()).size
    return { file, key_version, stored_bytes, size: shapeOf(stored_bytes, file_id).size }
  } catch (error) {
    await file.close()
    throw error
  }
}

async function openExisting(root: string, file_id: string): Promise<FileHandle> {
  if (!FILE_ID.test(file_id)) throw notFound()
  try {
    return await open(pathOf(root, file_id), 'r')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') throw notFound()
    throw error
  }
}

async function clearAbandoned(drafts: string): Promise<void> {
  for (const name of await readdir(drafts)) {
    const path = join(drafts, name)
    const draft = await stat(path).catch(ignoreMissing)
    if (draft && Date.now() - draft.mtimeMs > ABANDONED_AFTER_MS) await rm(path, { force: true })
  }
}

async function listOlder(root: string, section: string, before: Date, limit: number): Promise<string[]> {
  const found: string[] = []
  for (const inner of (await readdir(join(root, section)).catch(ignoreMissing)) ?? []) {
    for (const rest of await readdir(join(root, section, inner))) {
      if (found.length >= limit) return found
      const file_id = section + inner + rest
      const stored = FILE_ID.test(file_id) ? await stat(pathOf(root, file_id)).catch(ignoreMissing) : undefined
      if (stored && stored.mtimeMs < before.getTime()) found.push(file_id)
    }
  }
  return found
}

function pathOf(root: string, file_id: string): string {
  return join(root, file_id.slice(0, 2), file_id.slice(2, 4), file_id.slice(4))
}

function ignoreMissing(error: unknown): void {
  if (codeOf(error) !== 'ENOENT') throw error
}

function refuseWhenFull(error: unknown): never {
  if (FULL_DISK.has(codeOf(error))) throw new Refusal('no_space', undefined, { cause: error })
  throw error
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
