// What every page of factors needs to be drawn: language, words, the desk's name.
import { accountSettings } from '../../../accounts/index.ts'
import { Refusal } from '../../../platform/errors.ts'
import { bestLanguage, translator } from '../../../platform/i18n.ts'
import type { Work } from '../../../platform/work.ts'

export async function wordsFor(work: Work, accept_language: string | undefined) {
  const { desk } = await accountSettings(work)
  const language = bestLanguage(accept_language, desk.locale)
  return { language, t: translator(language), desk: desk.name }
}

/** The words of a refusal about one field, for a form; anything else is thrown on. */
export function problemOf(error: unknown): string {
  if (!(error instanceof Refusal) || error.code !== 'invalid') throw error
  const [first] = Object.values(error.details ?? {}).flat()
  return first?.description.replace(/^[\w ]+: /, '') ?? error.message
}

/** Forms of somebody who has no session yet carry no token; another site may not send them. */
export function refuseForeign(header: (name: string) => string | undefined): void {
  if (['cross-site', 'same-site'].includes(header('sec-fetch-site') ?? '')) throw new Refusal('csrf')
}

/** An instant as people read it, in their language and time zone. */
export function shownTime(instant: Date, language: string, time_zone: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: time_zone }).format(
    instant,
  )
}
