// Removes the bytes of files that were redacted, as soon as the redaction is committed.
import { z } from 'zod'
import { job } from '../../platform/module.ts'
import { systemWork } from '../../platform/platform.ts'
import type { Work } from '../../platform/work.ts'
import { deleteUnusedFiles } from './queries.ts'

const REMOVE_FILES_JOB = 'tickets.remove_files'

/** Has files removed from the store after this unit, unless something else still refers to them. */
export function removeFilesLater(work: Work, file_ids: readonly string[]): void {
  if (file_ids.length > 0) work.addJob(REMOVE_FILES_JOB, { account_id: work.account_id, file_ids: [...file_ids] })
}

export const removeFilesJob = job({
  name: REMOVE_FILES_JOB,
  summary: 'Removes the bytes of files that were taken out of tickets',
  payload: z.object({ account_id: z.number(), file_ids: z.array(z.string()).max(10_000) }),
  async run(platform, { account_id, file_ids }) {
    // Staff, since files of internal notes are among them.
    const removed = await systemWork(platform, account_id, REMOVE_FILES_JOB, 'staff', (work) =>
      deleteUnusedFiles(work, file_ids),
    )
    // After the commit: if this ends here, the files are strays, and the sweep of the disk finds them.
    for (const file_id of removed) await platform.files.remove(file_id)
  },
})
