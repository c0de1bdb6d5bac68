// Reads the body of one message into memory within three limits: its own size, the memory all messages share, and time.
import type { SMTPServerDataStream } from 'smtp-server'

/** Bytes of message bodies held by all connections of one server. */
export interface SharedMemory {
  held_bytes: number
  readonly max_bytes: number
}

export type BodyResult =
  | { kind: 'complete'; source: Buffer }
  /** Read to its end and thrown away: over the size limit, or no memory left at the moment. */
  | { kind: 'too_large' }
  | { kind: 'no_memory' }
  /** So far over the limit that reading on would only cost bandwidth: the connection is to be closed. */
  | { kind: 'far_too_large' }

/** A message over the limit is read (and dropped) up to this many times the limit, so that the sender sees its 552. */
const PATIENCE_FACTOR = 2

/** Reads to the end of the message. Throws when the client leaves before it. The caller gives back `source.length` bytes to `memory`. */
export async function readBody(
  stream: SMTPServerDataStream,
  max_bytes: number,
  memory: SharedMemory,
): Promise<BodyResult> {
  let chunks: Buffer[] = []
  let size = 0
  let held = 0
  let over: 'too_large' | 'no_memory' | undefined
  const drop = (reason: 'too_large' | 'no_memory') => {
    over = reason
    chunks = []
    memory.held_bytes -= held
    held = 0
  }
  try {
    const pieces: AsyncIterable<Buffer> = stream
    for await (const chunk of pieces) {
      size += chunk.length
      if (size > max_bytes * PATIENCE_FACTOR) {
        drop('too_large')
        return { kind: 'far_too_large' }
      }
      if (over) continue
      if (size > max_bytes) drop('too_large')
      else if (memory.held_bytes + chunk.length > memory.max_bytes) drop('no_memory')
      else {
        chunks.push(chunk)
        held += chunk.length
        memory.held_bytes += chunk.length
      }
    }
  } catch (error) {
    memory.held_bytes -= held
    throw error
  }
  return over ? { kind: over } : { kind: 'complete', source: Buffer.concat(chunks, size) }
}
