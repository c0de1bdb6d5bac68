// The one error of this folder: a message that cannot be shown as a comment. It becomes a suspended ticket whose
// source can be downloaded, so nothing is lost. It names a reason and never a word of the message.

/** The closed list of reasons; the text is for people and for logs, so it carries nothing personal. */
export const UNREADABLE_REASONS = {
  empty: 'The message has no content at all',
  too_large: 'The message is larger than the limit',
  headers_too_large: 'The headers are larger than the limit',
  too_many_headers: 'There are more header fields than the limit',
  too_many_lines: 'The message has more lines than the limit',
  nested_too_deep: 'The parts of the message are nested deeper than the limit',
  took_too_long: 'Reading the message took longer than the limit',
  used_too_much_memory: 'Reading the message used more memory than the limit',
  broken: 'The message could not be read',
} as const

export type UnreadableReason = keyof typeof UNREADABLE_REASONS

export class UnreadableMail extends Error {
  readonly reason: UnreadableReason

  constructor(reason: UnreadableReason, cause?: unknown) {
    super(UNREADABLE_REASONS[reason], { cause })
    this.name = 'UnreadableMail'
    this.reason = reason
  }
}
