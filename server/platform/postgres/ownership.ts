// Folders and files that only their account may look into.
import { chmod, lchown, mkdir, open, readdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Account } from './account.ts'

const PRIVATE = 0o700
const CROSSABLE = 0o711

/**
 * Makes the data folder where there is none: ours alone, whatever the umask. As root it may be crossed by the account
 * that PostgreSQL runs as, on its way to the database; what lies in it stays closed. One that exists is left as it is.
 */
export async function makeDataFolder(data_dir: string): Promise<void> {
  await mkdir(dirname(data_dir), { recursive: true })
  try {
    await mkdir(data_dir)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return
    throw error
  }
  await chmod(data_dir, process.getuid?.() === 0 ? CROSSABLE : PRIVATE)
}

/** Makes sure of a folder that only `account` (or we ourselves, with null) may look into, whatever the umask. */
export async function makePrivateFolder(folder: string, account: Account | null): Promise<void> {
  await mkdir(folder, { recursive: true, mode: PRIVATE })
  if (account) await lchown(folder, account.uid, account.gid)
  await chmod(folder, PRIVATE)
}

/** Gives a folder with all it holds to the account. Links themselves change hands, never what they point to. */
export async function giveTree(folder: string, account: Account | null): Promise<void> {
  if (account === null) return
  await lchown(folder, account.uid, account.gid)
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    await lchown(join(entry.parentPath, entry.name), account.uid, account.gid)
  }
}

/**
 * Replaces a file by one that only `account` may read. The new file is made afresh, so that root never writes through a
 * link which the account has put there.
 */
export async function writePrivateFile(file: string, text: string, account: Account | null): Promise<void> {
  await rm(file, { force: true })
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    if (account) await handle.chown(account.uid, account.gid)
  } finally {
    await handle.close()
  }
}
