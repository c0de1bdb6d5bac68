/** Questions worth asking before a mail leaves: a promised attachment that is missing, a placeholder left in. Pure. */

/** Words that promise an attachment, in the four languages; stems, matched at the start of words. */
const attachmentWords = [
  'attach',
  'enclos',
  'anhang',
  'anhäng',
  'angehäng',
  'beigefüg',
  'anbei',
  'anlage',
  'bijlage',
  'bijgevoegd',
  'bijgesloten',
  'meegestuurd',
  'allegat',
  'allego',
  'in allegato',
]

export type Finding = { kind: 'attachment'; word: string } | { kind: 'placeholder'; word: string }

/** What looks unfinished in a reply. Quoted lines (">") are not the agent's words and are left out. */
export function findDoubts(text: string, attachmentCount: number): Finding[] {
  const own = text
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('>'))
    .join('\n')
  const findings: Finding[] = []
  const promise =
    attachmentCount === 0 ? new RegExp(`(?<!\\p{L})(?:${attachmentWords.join('|')})\\p{L}*`, 'iu').exec(own) : null
  if (promise) findings.push({ kind: 'attachment', word: promise[0] })
  const placeholder = /\{\{[^{}]{0,80}\}\}/.exec(own)
  if (placeholder) findings.push({ kind: 'placeholder', word: placeholder[0] })
  return findings
}

/** Limits shown before an upload; the server has the last word. */
export const uploadLimits = { file_bytes: 20_000_000, total_bytes: 25_000_000, files: 20 } as const

export type UploadRefusal = 'tooLarge' | 'tooMuch' | 'tooMany' | null

/** Why a file may not be added to those that are there, or null. */
export function refuseUpload(size: number, present: readonly { size: number }[]): UploadRefusal {
  if (size > uploadLimits.file_bytes) return 'tooLarge'
  if (present.length >= uploadLimits.files) return 'tooMany'
  const total = present.reduce((sum, file) => sum + file.size, size)
  return total > uploadLimits.total_bytes ? 'tooMuch' : null
}
