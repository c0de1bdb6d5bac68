// The replies we give in SMTP, and which failures mean that there is no room.
import { Refusal } from '../../platform/errors.ts'

/** An SMTP reply other than success. The enhanced status code (RFC 3463) is added by the protocol library. */
export class SmtpReply extends Error {
  readonly responseCode: number
  constructor(code: number, text: string) {
    super(text)
    this.name = 'SmtpReply'
    this.responseCode = code
  }
}

/** Full disk or quota, from the operating system, from PostgreSQL (class 53) or as our own refusal. */
const NO_SPACE = new Set(['ENOSPC', 'EDQUOT', '53100', '53200'])

/** Whether the error, or what caused it, says that the disk is full. */
export function outOfSpace(error: unknown): boolean {
  // Bounded: causes could be circular.
  for (let depth = 0, at: unknown = error; depth < 5 && at instanceof Error; depth += 1, at = at.cause) {
    if (at instanceof Refusal && at.code === 'no_space') return true
    if (NO_SPACE.has(String((at as NodeJS.ErrnoException).code))) return true // errors of node and pg carry a code
  }
  return false
}

/** Whether the error only says that the client went away in the middle of its message. */
export function hasLeft(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | null)?.code // errors of node carry a code
  return code === 'ECONNECTION' || code === 'ERR_STREAM_PREMATURE_CLOSE'
}
