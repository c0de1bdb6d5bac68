// Reads a message where it can do no harm: ordinary mail in this thread, in a few milliseconds; anything large or odd
// in a worker thread with a bound on time and memory, so that no message ever stops the process.

import { Worker } from 'node:worker_threads'
import { MAIL_LIMITS, WORKER_LIMITS } from './limits.ts'
import { type ReadMail, type ReadMailOptions, readHere } from './read.ts'
import type { WorkerAnswer, WorkerTask } from './read-worker.ts'
import { UnreadableMail, type UnreadableReason } from './unreadable.ts'

const LF = 0x0a

/**
 * Reads a message. Throws UnreadableMail where it cannot be shown as a comment, and nothing else: the caller makes
 * that a suspended ticket. Takes at most WORKER_LIMITS.time_ms once it has begun.
 */
export async function readMail(source: Buffer, options: ReadMailOptions = {}): Promise<ReadMail> {
  if (source.length === 0) throw new UnreadableMail('empty')
  if (source.length > MAIL_LIMITS.message_bytes) throw new UnreadableMail('too_large')
  if (hasTooManyLines(source)) throw new UnreadableMail('too_many_lines')
  return needsWorker(source) ? lane.read(source, options) : readHere(source, options)
}

/** Linear: by size, and by the number of lines that could begin a part. */
export function needsWorker(source: Buffer): boolean {
  if (source.length > WORKER_LIMITS.in_place_bytes) return true
  let count = 0
  for (
    let at = source.indexOf('\n--');
    at >= 0 && count <= WORKER_LIMITS.in_place_boundary_lines;
    at = source.indexOf('\n--', at + 3)
  )
    count++
  return count > WORKER_LIMITS.in_place_boundary_lines
}

function hasTooManyLines(source: Buffer): boolean {
  if (source.length <= MAIL_LIMITS.lines) return false
  let count = 0
  for (let at = source.indexOf(LF); at >= 0; at = source.indexOf(LF, at + 1))
    if (++count > MAIL_LIMITS.lines) return true
  return false
}

interface Waiting {
  task: WorkerTask
  done: (mail: ReadMail) => void
  failed: (error: UnreadableMail) => void
}

/** One worker, one message at a time: two large messages at once would need twice the memory. */
class Lane {
  private readonly waiting: Waiting[] = []
  private worker: Worker | null = null
  private current: Waiting | null = null
  private timer: NodeJS.Timeout | undefined

  read(source: Buffer, options: ReadMailOptions): Promise<ReadMail> {
    if (this.waiting.length >= WORKER_LIMITS.waiting) return Promise.reject(new TooManyWaiting())
    return new Promise((done, failed) => {
      this.waiting.push({ task: { source, options }, done, failed })
      this.next()
    })
  }

  private next(): void {
    if (this.current) return
    const next = this.waiting.shift()
    clearTimeout(this.timer)
    if (!next) {
      this.timer = setTimeout(() => this.stop(), WORKER_LIMITS.idle_ms).unref()
      this.worker?.unref()
      return
    }
    this.current = next
    this.worker ??= this.start()
    this.worker.ref()
    this.timer = setTimeout(() => this.fail('took_too_long'), WORKER_LIMITS.time_ms)
    this.worker.postMessage(next.task)
  }

  private start(): Worker {
    const worker = new Worker(new URL('./read-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: WORKER_LIMITS.memory_mb, maxYoungGenerationSizeMb: 16 },
      // Flags of a test runner or debugger are not for the worker.
      execArgv: [],
    })
    worker.on('message', (answer: WorkerAnswer) => {
      if (worker === this.worker) this.answer(answer)
    })
    worker.on('error', (error: NodeJS.ErrnoException) => {
      if (worker === this.worker)
        this.fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'used_too_much_memory' : 'broken')
    })
    return worker
  }

  private answer(answer: WorkerAnswer): void {
    const { current } = this
    this.current = null
    if ('mail' in answer) current?.done(withBuffers(answer.mail))
    else current?.failed(new UnreadableMail(answer.reason))
    this.next()
  }

  private fail(reason: UnreadableReason): void {
    const { current } = this
    this.current = null
    this.stop()
    current?.failed(new UnreadableMail(reason))
    this.next()
  }

  private stop(): void {
    // Ended workers answer nothing more; that they are gone is all that matters.
    void this.worker?.terminate()
    this.worker = null
  }
}

/** Not the message's fault: the job that reads it is tried again later. */
export class TooManyWaiting extends Error {
  constructor() {
    super('Too many large messages are waiting to be read')
    this.name = 'TooManyWaiting'
  }
}

/** Buffers arrive from a worker as plain byte arrays. */
function withBuffers(mail: ReadMail): ReadMail {
  for (const attachment of mail.attachments) {
    const { buffer, byteOffset, byteLength } = attachment.content
    attachment.content = Buffer.from(buffer, byteOffset, byteLength)
  }
  return mail
}

const lane = new Lane()
