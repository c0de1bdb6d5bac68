// Why a mail was held back, in words. Causes come as Zendesk's English sentences or our codes; unknown ones are shown as they are.
import type { MessageKey } from '../../language/text.ts'

const causes: readonly [RegExp, MessageKey][] = [
  [/spam/i, 'cause.spam'],
  [/auto[-_ ]?(submitted|generated|reply|responder)|out of office|vacation/i, 'cause.automatic'],
  [/loop|too many|rate/i, 'cause.loop'],
  [/malformed|pars|unreadable|broken/i, 'cause.unreadable'],
  [/bounce|delivery (failed|status)|mailer/i, 'cause.bounce'],
  [/list/i, 'cause.list'],
  [/authent|spoof|dmarc|forged/i, 'cause.forged'],
  [/blocked|blocklist|blacklist|denied/i, 'cause.blocked'],
  [/too (large|big)|size/i, 'cause.tooLarge'],
]

export function causeKey(cause: string): MessageKey | null {
  return causes.find(([pattern]) => pattern.test(cause))?.[1] ?? null
}
