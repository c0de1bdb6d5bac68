// The thread that reads messages which could keep the process busy. It has its own memory bound and is ended when a
// message takes too long.

import { parentPort } from 'node:worker_threads'
import type { ReadMail } from './read.ts'
import { type ReadMailOptions, readHere } from './read.ts'
import { UnreadableMail, type UnreadableReason } from './unreadable.ts'

export interface WorkerTask {
  source: Uint8Array
  options: ReadMailOptions
}
export type WorkerAnswer = { mail: ReadMail } | { reason: UnreadableReason }

parentPort?.on('message', ({ source, options }: WorkerTask) => {
  const bytes = Buffer.from(source.buffer, source.byteOffset, source.byteLength)
  readHere(bytes, options).then(
    (mail) => parentPort?.postMessage({ mail } satisfies WorkerAnswer),
    (error: unknown) =>
      parentPort?.postMessage({
        reason: error instanceof UnreadableMail ? error.reason : 'broken',
      } satisfies WorkerAnswer),
  )
})
