// Files on the disk that no row knows: left by a crash between writing a file and committing its row. Looks at a part
// of the folder each time, and at everything within a day.
import { listAccountIds } from '../../accounts/index.ts'
import { type Platform, systemWork } from '../../platform/platform.ts'
import { isClockTrusted } from './clock.ts'
import { knownFiles } from './queries.ts'

const SECTIONS = 256
const SECTIONS_PER_RUN = 16
const FILES_PER_SECTION = 20_000
/** Far longer than any request lasts whose row is yet to come. */
const STRAY_AFTER_MS = 3 * 24 * 3_600_000
/** More strays than this at once do not come from crashes: the database is an older one, or not the folder's. */
const LEAST_SUSPICIOUS = 100
const SUSPICIOUS_SHARE = 0.1

/** One run. `hour` picks the sections: 16 of 256, so that a day covers them all. */
export async function clearStrayFiles(platform: Platform): Promise<void> {
  if (!(await isClockTrusted(platform))) return
  const now = platform.engine.clock.now()
  const before = new Date(now.getTime() - STRAY_AFTER_MS)
  const first = (Math.floor(now.getTime() / 3_600_000) * SECTIONS_PER_RUN) % SECTIONS
  const found: string[] = []
  for (let section = first; section < first + SECTIONS_PER_RUN; section++) {
    found.push(...(await platform.files.listOlder(section.toString(16).padStart(2, '0'), before, FILES_PER_SECTION)))
  }
  const strays = await withoutKnown(platform, found)
  if (strays.length > Math.max(LEAST_SUSPICIOUS, found.length * SUSPICIOUS_SHARE)) {
    platform.log.error(
      { strays: strays.length, files: found.length },
      'many files belong to nothing the database knows: they are left alone. Is it the right database?',
    )
    return
  }
  for (const file_id of strays) await platform.files.remove(file_id)
  if (strays.length > 0) platform.log.info({ count: strays.length }, 'removed files that a crash had left')
}

async function withoutKnown(platform: Platform, file_ids: readonly string[]): Promise<string[]> {
  const unknown = new Set(file_ids)
  for (const account_id of await listAccountIds(platform.pool)) {
    if (unknown.size === 0) break
    const known = await systemWork(platform, account_id, 'operations.clear_stray_files', 'staff', (work) =>
      knownFiles(work, [...unknown]),
    )
    for (const file_id of known) unknown.delete(file_id)
  }
  return [...unknown]
}
