// The lines by which mail programs announce what they quote, in the languages our customers' programs speak. Each
// pattern is run on one line of bounded length.

/** Longest line, or joined lines, that can be such a header. */
export const MAX_HEADER_LINE = 400

const VERBS =
  'wrote|writes|schrieb|geschrieben|schreef|geschreven|ha scritto|a écrit|escribió|escreveu|skrev|napisał(?:\\(a\\))?|kirjoitti|написал(?:\\(а\\)|а)?|пишет'
const STARTS = 'on|am|op|il|le|el|em|den|w dniu|dnia|vào|в'

/** `On … wrote:`, `Am … schrieb …:`, `Op … schreef …:`, `Il giorno … ha scritto:`; a date has a digit. */
const ON_DATE = new RegExp(`^(?:${STARTS})[\\s,](?=.{0,250}\\d).{4,250}?(?:${VERBS})(?!\\p{L}).{0,120}[:：]$`, 'iu')
/** `Ann Doe <ann@example.org> wrote:`, `Ann Doe schrieb am 2.4.2012 um 10:00:` */
const NAME_WROTE = new RegExp(`^(?=.{0,300}(?:@|\\d)).{2,250}?\\s(?:${VERBS})(?!\\p{L}).{0,80}[:：]$`, 'iu')
/** Short attribution of old Gmail: `2012/4/2 Ann Doe <ann@example.org>` */
const DATE_NAME = /^\d{4}[/-]\d{1,2}[/-]\d{1,2}\s.{0,120}<[^<>\s]{3,200}@[^<>\s]{1,200}>:?$/
/** Attribution of Yandex, and of others that need no verb: `26.06.2014, 14:41, "Ann Doe" <ann@example.org>:` */
const DATE_TIME_NAME =
  /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? .{0,10}\d{1,2}:\d{2}.{1,160}<[^<>\s]{3,200}@[^<>\s]{1,200}>\s?:$/
const RUSSIAN = /^[\p{L}]+, \d{1,2} [\p{L}]+ \d{4}.{0,60} от .{1,200}:$/u

const ORIGINAL =
  /^[\s*>]{0,5}[-_=]{2,}\s?(?:original(?:\s?-?\s?(?:message|nachricht))?|ursprüngliche (?:nachricht|e-?mail)|ursprungligt meddelande|(?:oorspronkelijk|origineel) bericht|messaggio originale|message d['’]origine|message original|mensaje original|mensagem original|reply message|original (?:appointment|e-?mail|message))\s?[-_=]{2,}\s*$/i
const FORWARDED =
  /^[\s*>]{0,5}(?:[-_=]{2,}\s?(?:forwarded message|weitergeleitete nachricht|doorgestuurd bericht|messaggio inoltrato|message transféré|fwd:)|begin forwarded message\s?:|anfang der weitergeleiteten (?:nachricht|e-?mail)\s?:|begin doorgestuurd bericht\s?:|inizio messaggio inoltrato\s?:)/i

const FROM_LABEL = /^[\s*_]{0,5}(?:from|von|van|da|de|från|fra|od|от)[\s*_\u00a0]{0,3}[:：]/i
const OTHER_LABEL =
  /^[\s*_]{0,5}(?:sent|date|to|cc|subject|gesendet|datum|an|kopie|betreff|verzonden|aan|onderwerp|inviato|data|a|oggetto|envoyé|à|objet|enviado|para|asunto|assunto|skickat|till|ämne|reply-to|antwort an|дата|кому|тема|отправлено)(?: (?:am|il|el|on))?[\s*_\u00a0]{0,3}[:：]/i

const MOBILE_SIGNATURE =
  /^[\s*_]{0,3}(?:sent (?:from|with|using|via) (?:my |the |a |yahoo|outlook|mail for|aol|proton|iphone|samsung|mobile)|sent from |get outlook for |von meinem .{1,40} gesendet|gesendet (?:von|mit|über) |diese nachricht wurde von meinem |verstuurd (?:vanaf|met|via|door) |verzonden (?:vanaf|met|via) |outlook voor .{1,20} downloaden|inviato (?:da|dal|con) |envoyé (?:de|depuis) |télécharger outlook|enviado (?:desde|de|do) |holen sie sich outlook |отправлено )/i

/** Whether the text of one line, or of a few joined with spaces, announces a quoted message. */
export function isAttribution(line: string): boolean {
  const text = line.trim()
  if (text.length < 8 || text.length > MAX_HEADER_LINE) return false
  if (DATE_NAME.test(text)) return true
  if (!/[:：]$/.test(text)) return false
  return ON_DATE.test(text) || NAME_WROTE.test(text) || DATE_TIME_NAME.test(text) || RUSSIAN.test(text)
}

/** `-----Original Message-----` in its languages. */
export function isOriginalMessageLine(line: string): boolean {
  return line.length <= MAX_HEADER_LINE && ORIGINAL.test(line)
}

/** A forwarded message is content, not history: the sender wants it read. */
export function isForwardedLine(line: string): boolean {
  return line.length <= MAX_HEADER_LINE && FORWARDED.test(line)
}

/** Whether a text begins with the label From in one of our languages. */
export function startsHeaderBlock(text: string): boolean {
  return FROM_LABEL.test(text.slice(0, 60))
}

/** Whether these lines begin as Outlook's header block does: From, then at least two of Sent, To, Cc, Subject. */
export function isHeaderBlock(lines: string[]): boolean {
  const filled = lines.filter((line) => line.trim() !== '')
  if (!FROM_LABEL.test(filled[0]?.slice(0, 60) ?? '')) return false
  return filled.slice(1, 7).filter((line) => OTHER_LABEL.test(line.slice(0, 60))).length >= 2
}

/** `-- ` and the lines phones add. */
export function startsSignature(line: string): boolean {
  return /^-- ?$/.test(line) || (line.length <= 120 && MOBILE_SIGNATURE.test(line))
}
