// How many bytes the store holds, and the limit on them. Counted once by walking the folder, when a quota or a report
// first asks; afterwards this process keeps the sum. Room is taken before it is written, so that many uploads at once
// cannot pass the limit together.
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '../errors.ts'

export interface Quota {
  readonly quota_bytes: number | null
  /** Bytes stored now. The first call walks the folder. */
  countStored(): Promise<number>
  /** Must be awaited once before taking. */
  prepare(): Promise<void>
  /** Refuses with `no_space` when the bytes would pass the quota. */
  take(bytes: number): void
  giveBack(bytes: number): void
}

export function createQuota(root: string, without: string, quota_bytes: number | null): Quota {
  let base: Promise<number> | null = null
  let counted = 0
  let changed = 0
  const count = () => {
    base ??= sumOfSizes(root, without).then(
      (sum) => {
        counted = sum
        changed = 0
        return sum
      },
      (error) => {
        base = null
        throw error
      },
    )
    return base
  }
  return {
    quota_bytes,
    async countStored() {
      await count()
      return counted + changed
    },
    async prepare() {
      if (quota_bytes !== null) await count()
    },
    take(bytes) {
      if (quota_bytes !== null && counted + changed + bytes > quota_bytes) {
        throw new Refusal('no_space', 'The quota for files is used up')
      }
      changed += bytes
    },
    giveBack(bytes) {
      changed -= bytes
    },
  }
}

async function sumOfSizes(root: string, without: string): Promise<number> {
  let sum = 0
  for (const outer of await readdir(root)) {
    if (outer === without) continue
    for (const entry of await readdir(join(root, outer), { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) sum += (await stat(join(entry.parentPath, entry.name))).size
    }
  }
  return sum
}
