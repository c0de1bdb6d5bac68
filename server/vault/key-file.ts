// The default key provider: one random key in one file, readable by the server's user only. The file is made at the
// first start and never again: once wrapped keys exist, a missing file is a disaster to be told about, not to be hidden
// under a new key that opens nothing.
import { createHash, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { openBlob, sealBlob } from './blob.ts'
import type { KeyProvider } from './key-provider.ts'

const FIRST_LINE = 'custos key file, version 1'
const KEY_BYTES = 32
const WRAP_VERSION = 1

/** The key file is missing, readable by others, damaged, or not the one the data was sealed with. */
export class KeyFileError extends Error {
  override name = 'KeyFileError'
}

/**
 * Opens the key file, and makes it when nothing was ever wrapped. `listProviders` returns the providers that
 * wrapped any key of the database: none on a first start. Throws KeyFileError with the remedy in its message.
 */
export async function openKeyFile(path: string, listProviders: () => Promise<string[]>): Promise<KeyProvider> {
  const wrapping_ids = await listProviders()
  let key = await readKeyFile(path)
  if (key === null) {
    if (wrapping_ids.length > 0) throw new KeyFileError(missing(path, wrapping_ids))
    await createKeyFile(path)
    key = await readKeyFile(path)
    if (key === null) throw new KeyFileError(`The key file ${path} vanished while it was being made`)
  }
  const id = `file:${fingerprintOf(key)}`
  if (wrapping_ids.length > 0 && !wrapping_ids.includes(id)) throw new KeyFileError(wrong(path, id, wrapping_ids))
  return providerOf(id, key)
}

function providerOf(id: string, key: Buffer): KeyProvider {
  const wrapping: KeyObject = createSecretKey(Buffer.from(hkdfSync('sha256', key, '', 'custos|wrap', KEY_BYTES)))
  return {
    id,
    wrap: async (plain_key, context) => sealBlob(wrapping, WRAP_VERSION, `${id}|${context}`, plain_key),
    unwrap: async (wrapped, context) => openBlob(wrapping, `${id}|${context}`, wrapped),
  }
}

/** Several processes may start at once: the file appears whole under its name, and the first one wins. */
async function createKeyFile(path: string): Promise<void> {
  const folder = dirname(path)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const key = randomBytes(KEY_BYTES)
  const draft = `${path}.${randomBytes(6).toString('hex')}.new`
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(textOf(key))
    await file.sync()
  } finally {
    await file.close()
  }
  try {
    await link(draft, path)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  } finally {
    await rm(draft)
  }
  await syncFolder(folder)
}

async function readKeyFile(path: string): Promise<Buffer | null> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw new KeyFileError(`The key file ${path} cannot be read (${codeOf(error)})`, { cause: error })
  }
  await checkModes(path)
  const lines = text.split(/\r?\n/)
  if (lines[0] !== FIRST_LINE)
    throw new KeyFileError(`${path} is not a key file: its first line must be "${FIRST_LINE}"`)
  const key = Buffer.from(fieldOf(lines, 'key'), 'base64')
  if (key.length !== KEY_BYTES || fingerprintOf(key) !== fieldOf(lines, 'fingerprint')) {
    throw new KeyFileError(
      `The key file ${path} is damaged: key and fingerprint do not match. Restore it from your backup.`,
    )
  }
  return key
}

/** Modes mean nothing on Windows, where the profile folder's access list protects the file. */
async function checkModes(path: string): Promise<void> {
  if (process.platform === 'win32') return
  if ((await stat(path)).mode & 0o077) {
    throw new KeyFileError(`Others on this machine can read the key file. Run: chmod 600 ${quoted(path)}`)
  }
  const folder = dirname(path)
  if ((await stat(folder)).mode & 0o022) {
    throw new KeyFileError(`Others on this machine can replace the key file. Run: chmod 700 ${quoted(folder)}`)
  }
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function textOf(key: Buffer): string {
  return [
    FIRST_LINE,
    '# Whoever has this file and the database can read everything. Without it nobody can, and nobody can restore it.',
    '# Keep a copy apart from the backups of the database, for example printed or in a password manager.',
    `fingerprint: ${fingerprintOf(key)}`,
    `key: ${key.toString('base64')}`,
    '',
  ].join('\n')
}

function fieldOf(lines: string[], name: string): string {
  return (
    lines
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2)
      .trim() ?? ''
  )
}

/** Eight bytes of a hash: enough to tell two files apart, useless for finding the key. */
function fingerprintOf(key: Buffer): string {
  return createHash('sha256').update('custos|key-file|').update(key).digest('hex').slice(0, 16)
}

function missing(path: string, wrapping_ids: string[]): string {
  return [
    `THE KEY FILE IS MISSING: ${path}`,
    'The database holds data that was sealed with it. Without the file this data cannot be read by anyone, ever:',
    'no new file is made, because a new key would open nothing.',
    `Restore the file with the fingerprint ${wrapping_ids.map(fingerprintIn).join(' or ')} from where you keep its copy`,
    '(password manager, paper, backup of the keys folder) to the path above, or let CUSTOS_KEY_FILE name its place.',
    `Then run: chmod 600 ${quoted(path)}`,
  ].join('\n')
}

function wrong(path: string, id: string, wrapping_ids: string[]): string {
  return [
    `THIS IS NOT THE KEY FILE OF THIS DATABASE: ${path}`,
    `It has the fingerprint ${fingerprintIn(id)}; the data was sealed with ${wrapping_ids.map(fingerprintIn).join(' or ')}.`,
    'Keep this file too, it may belong to another installation. Restore the right one, or let CUSTOS_KEY_FILE name it.',
  ].join('\n')
}

function fingerprintIn(id: string): string {
  return id.replace(/^file:/, '')
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
