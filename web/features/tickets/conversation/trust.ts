/** How much a mail proves about who sent it, in words for agents who are not mail engineers. Pure. */
import type { Sender } from '../../../api/shapes.ts'
import type { Tone } from '../../../kit/Badge.tsx'
import type { IconName } from '../../../kit/icon-names.ts'
import type { MessageKey } from '../../../language/text.ts'

export interface Trust {
  label: MessageKey
  text: MessageKey
  tone: Tone
  icon: IconName
}

/** Verified, unproven (nothing to go by), or failed (the domain says: not from us). */
export function trustOf(sender: Sender): Trust {
  const isRefuted = sender.dmarc?.result === 'fail'
  if (sender.authenticated)
    return { label: 'trust.verified', text: 'trust.verified.text', tone: 'green', icon: 'shield-check' }
  if (isRefuted) return { label: 'trust.failed', text: 'trust.failed.text', tone: 'red', icon: 'shield-x' }
  return { label: 'trust.unproven', text: 'trust.unproven.text', tone: 'amber', icon: 'shield-question-mark' }
}

/** The flags of the mail reader (server/mail/reading) that an agent should know of. */
const flagWords: Record<string, MessageKey> = {
  envelope_differs: 'flag.envelopeDiffers',
  multiple_from: 'flag.multipleFrom',
  no_from: 'flag.noFrom',
  bad_date: 'flag.badDate',
  bidi_in_subject: 'flag.bidiInSubject',
  recipients_dropped: 'flag.recipientsDropped',
  attachments_dropped: 'flag.attachmentsDropped',
  text_cut: 'flag.cut',
  html_cut: 'flag.cut',
  html_flattened: 'flag.htmlFlattened',
  parts_differ: 'flag.partsDiffer',
  hidden_text: 'flag.hiddenText',
  tracking_pixel: 'flag.trackingPixel',
  encrypted: 'flag.encrypted',
}

/** The words for the flags, each once; technical ones (uuencoded, winmail) and unknown ones are left out. */
export function flagKeys(flags: readonly string[]): MessageKey[] {
  return [...new Set(flags.flatMap((flag) => flagWords[flag] ?? []))]
}

/** True when the mail itself, not only its sender, deserves a second look. */
export function isSuspicious(flags: readonly string[]): boolean {
  return flags.some((flag) => ['parts_differ', 'hidden_text', 'bidi_in_subject', 'multiple_from'].includes(flag))
}
