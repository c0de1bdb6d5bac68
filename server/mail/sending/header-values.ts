// What may stand in a header we write. Names, subjects and file names come from people, some of them hostile: a line
// break in one of them would add headers of their choice to our mail (header injection).

/** C0 and C1 controls, line and paragraph separators, and the characters that turn text around (Trojan Source). */
const UNSAFE = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu
const MAX_NAME = 100
const MAX_SUBJECT = 250
const MAX_FILE_NAME = 200

/** RFC 5322 3.6.4: the identifiers of a thread. Enough for the longest one that mail programs still thread. */
const MAX_REFERENCES = 20
/** A Message-ID is at most one header line long (RFC 5322 2.1.1). */
const MAX_MESSAGE_ID = 900

/** One line of at most `max_length` characters, cut between characters, never inside one. */
function oneLine(text: string, max_length: number): string {
  const line = text.replace(UNSAFE, ' ').replace(/\s+/g, ' ').trim()
  const letters = Array.from(line.slice(0, max_length * 2))
  return letters.length <= max_length ? letters.join('') : `${letters.slice(0, max_length - 1).join('')}…`
}

/** A display name. */
export function headerName(name: string): string {
  return oneLine(name, MAX_NAME)
}

/** A subject, or `fallback` when nothing is left of it. */
export function headerSubject(subject: string, fallback: string): string {
  return oneLine(subject, MAX_SUBJECT) || fallback
}

/** `Re: …` unless it is a reply already, in one of the spellings our customers' mail programs use. */
export function replySubject(subject: string, fallback: string): string {
  const line = headerSubject(subject, fallback)
  return /^(re|aw|antw|r|rif|sv|vs)\s*(\[\d+\])?\s*:/i.test(line) ? line : `Re: ${line}`
}

/** A file name without folders. */
export function headerFileName(name: string): string {
  return oneLine(name.replace(/[/\\]/g, '_'), MAX_FILE_NAME).replace(/^\.+/, '') || 'attachment'
}

/** One Message-ID with its brackets, or null when it is not one. */
export function headerMessageId(message_id: string | null): string | null {
  const id = message_id?.trim() ?? ''
  if (id.length > MAX_MESSAGE_ID) return null
  return /^<[\x21-\x3b\x3d\x3f-\x7e]+>$/.test(id) ? id : null
}

/** The References of a reply: the first of the thread and its last ones, each once, ending with the message answered. */
export function replyReferences(references: string[], in_reply_to: string | null): string[] {
  const answered = headerMessageId(in_reply_to)
  const known = new Set<string>()
  for (const reference of references) {
    const id = headerMessageId(reference)
    if (id && id !== answered) known.add(id)
  }
  const all = [...known, ...(answered ? [answered] : [])]
  return all.length <= MAX_REFERENCES ? all : [all[0]!, ...all.slice(1 - MAX_REFERENCES)] // there are more than twenty
}
