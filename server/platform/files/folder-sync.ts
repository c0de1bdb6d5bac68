// Makes new names in a folder durable, many at a time. A file is only safe when its folder was synced after the rename;
// writers that wait at the same moment share one fsync.
import { open } from 'node:fs/promises'

interface Waiting {
  running: Promise<void>
  next: Promise<void> | null
}

/** Returns a function that resolves once the folder was synced by an fsync that began after the call. */
export function createFolderSync(): (folder: string) => Promise<void> {
  const folders = new Map<string, Waiting>()

  function start(folder: string): Promise<void> {
    const waiting: Waiting = { running: syncFolder(folder), next: null }
    folders.set(folder, waiting)
    const settled = () => {
      if (waiting.next === null) folders.delete(folder)
    }
    waiting.running.then(settled, settled)
    return waiting.running
  }

  return (folder) => {
    const waiting = folders.get(folder)
    if (!waiting) return start(folder)
    // The running fsync may have begun before our rename: wait for the one after it.
    const again = () => start(folder)
    waiting.next ??= waiting.running.then(again, again)
    return waiting.next
  }
}

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot sync a folder; NTFS journals the rename.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
