// Which folder the next files go to. Consecutive files share a random folder (a thousand each), so that making folders
// is rare and the syncs of one folder can be shared; a random choice keeps 65,536 folders evenly filled.
import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

const FILES_PER_FOLDER = 1024

/** Four hexadecimal digits that begin the file's id, and the folder they stand for. */
export interface Folder {
  digits: string
  path: string
}

export function createFolderPicker(root: string, syncFolder: (folder: string) => Promise<void>): () => Promise<Folder> {
  let current: { made: Promise<Folder>; used: number } | null = null

  async function make(): Promise<Folder> {
    const digits = randomBytes(2).toString('hex')
    const outer = join(root, digits.slice(0, 2))
    const path = join(outer, digits.slice(2))
    await mkdir(path, { recursive: true, mode: 0o700 })
    await syncFolder(outer)
    await syncFolder(root)
    return { digits, path }
  }

  return async () => {
    if (current === null || current.used >= FILES_PER_FOLDER) current = { made: make(), used: 0 }
    const chosen = current
    chosen.used += 1
    try {
      return await chosen.made
    } catch (error) {
      if (current === chosen) current = null
      throw error
    }
  }
}
