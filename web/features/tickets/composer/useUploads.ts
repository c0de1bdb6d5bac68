// The files of a message being written: uploaded at once, with progress, each removable, failed ones can be retried.
import { useCallback, useRef, useState } from 'react'
import { uploadFile } from '../../../api/upload.ts'
import { refuseUpload, type UploadRefusal } from './checks.ts'

export interface PendingFile {
  key: number
  file: File
  size: number
  done: number
  token: string | null
  error: unknown
}

export function useUploads(onRefused: (file: File, reason: Exclude<UploadRefusal, null>) => void) {
  const [files, setFiles] = useState<readonly PendingFile[]>([])
  const aborts = useRef(new Map<number, AbortController>())
  const nextKey = useRef(1)

  const patch = useCallback((key: number, change: Partial<PendingFile>) => {
    setFiles((old) => old.map((entry) => (entry.key === key ? { ...entry, ...change } : entry)))
  }, [])

  const start = useCallback(
    (key: number, file: File) => {
      const abort = new AbortController()
      aborts.current.set(key, abort)
      uploadFile(file, (done) => patch(key, { done }), abort.signal)
        .then((upload) => patch(key, { token: upload.token, done: 1 }))
        .catch((error: unknown) => {
          if (!abort.signal.aborted) patch(key, { error })
        })
    },
    [patch],
  )

  const add = useCallback(
    (list: Iterable<File>) => {
      const accepted: PendingFile[] = []
      for (const file of list) {
        const reason = refuseUpload(file.size, [...files, ...accepted])
        if (reason) {
          onRefused(file, reason)
          continue
        }
        const key = nextKey.current
        nextKey.current += 1
        accepted.push({ key, file, size: file.size, done: 0, token: null, error: null })
        start(key, file)
      }
      setFiles((old) => [...old, ...accepted])
    },
    [files, onRefused, start],
  )

  const remove = useCallback((key: number) => {
    aborts.current.get(key)?.abort()
    setFiles((old) => old.filter((entry) => entry.key !== key))
  }, [])

  const retry = useCallback(
    (entry: PendingFile) => {
      patch(entry.key, { error: null, done: 0 })
      start(entry.key, entry.file)
    },
    [patch, start],
  )

  const clear = useCallback(() => {
    for (const abort of aborts.current.values()) abort.abort()
    setFiles([])
  }, [])

  return { files, add, remove, retry, clear, isBusy: files.some((entry) => !entry.token && !entry.error) }
}
