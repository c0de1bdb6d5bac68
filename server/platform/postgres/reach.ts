// Whether the database's account can get at a folder: a checkout below /root (mode 0700) is closed to it.
import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Account } from './account.ts'

const READ = 4
const ENTER = 1

/** True when `account` (or ourselves, with null) may enter `folder`, an existing absolute path, and all folders above it. */
export async function mayEnter(folder: string, account: Account | null): Promise<boolean> {
  if (account === null) return true // Our own access shows when we use it.
  for (let step = folder; ; step = dirname(step)) {
    if (!(await hasRight(step, account, ENTER))) return false
    if (dirname(step) === step) return true
  }
}

/** True when `account` may read the file and enter every folder above it. */
export async function mayRead(file: string, account: Account | null): Promise<boolean> {
  return account === null || ((await hasRight(file, account, READ)) && (await mayEnter(dirname(file), account)))
}

/** Reads the permission bits only. An access list may grant more; then we make a copy we did not need, nothing worse. */
async function hasRight(path: string, account: Account, right: number): Promise<boolean> {
  const { mode, uid, gid } = await stat(path)
  const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0
  return ((mode >> shift) & right) === right
}
