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

const flagWords: Record<string, MessageKey> = {
  reply_to_differs: 'flag.replyToDiffers',
  parts_differ: 'flag.partsDiffer',
  display_name_address: 'flag.displayNameAddress',
  new_sender: 'flag.newSender',
  envelope_differs: 'flag.envelopeDiffers',
  auto_submitted: 'flag.autoSubmitted',
}

/** The words for a flag, or null for one that this version does not know (it is then shown as it is). */
export function flagKey(flag: string): MessageKey | null {
  return flagWords[flag.replaceAll('-', '_')] ?? null
}
