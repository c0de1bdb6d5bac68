// What of a read mail becomes the comment: the words above the quoted history, the history folded beside it, and what
// was found about the sender.
import type { CommentContent } from '../../tickets/index.ts'
import type { Reading } from './process.ts'
import type { InboundContent } from './queries.ts'

export function contentOf(
  { mail, verdict }: Pick<Reading, 'mail' | 'verdict'>,
  envelope: InboundContent,
): Omit<CommentContent, 'source'> {
  const join = (...parts: string[]) => parts.filter((part) => part !== '').join('\n') || null
  const is_html = mail.body_html !== ''
  const folded_html = is_html && (mail.quoted_html !== '' || mail.signature_html !== '')
  const dkim = verdict.dkim.find((one) => one.aligned && one.result === 'pass') ?? verdict.dkim[0]
  return {
    // Search and the API read the words that are shown.
    body: mail.visible_text || mail.body_text,
    html_body: is_html ? (folded_html ? mail.visible_html : mail.body_html) : null,
    quoted_text: join(mail.signature_text, mail.quoted_text),
    quoted_html: folded_html ? join(mail.signature_html, mail.quoted_html) : null,
    remote_images: mail.remote_images,
    inline_cids: mail.inline_cids,
    sender: {
      authenticated: verdict.authenticated,
      spf: { result: verdict.spf.result, domain: verdict.spf.domain },
      dkim: { result: dkim?.result ?? 'none', domain: dkim?.domain ?? null },
      dmarc: { result: verdict.dmarc.result, domain: verdict.dmarc.domain },
      arc: { result: verdict.arc.result, domain: null },
      from: mail.from[0]?.address ?? null,
      reply_to: mail.reply_to[0]?.address ?? null,
      envelope_from: envelope.mail_from,
      flags: [...mail.flags, ...(verdict.envelope_matches || envelope.mail_from === null ? [] : ['envelope_differs'])],
    },
  }
}
