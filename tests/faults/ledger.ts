// What the desk acknowledged during the load. After the crashes every entry must be found, exactly once.

export interface Ledger {
  /** Subjects of mails that were answered with 250. */
  mails: Set<string>
  /** Subjects of tickets whose creation was answered with 2xx. */
  tickets: Set<string>
  /** Texts of replies that were answered with 2xx, and the ticket each is in. */
  replies: Map<string, number>
  /** Texts of replies that got no answer: each may be there once, or not. */
  unanswered_replies: Map<string, number>
  /** How often something got no answer, or one that asked to come back. */
  interrupted: number
}

export function newLedger(): Ledger {
  return { mails: new Set(), tickets: new Set(), replies: new Map(), unanswered_replies: new Map(), interrupted: 0 }
}
