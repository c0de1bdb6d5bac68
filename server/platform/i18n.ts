// The words the server speaks: pages and mails, in every language, from locales/<locale>/{pages,mail}.json (flat keys →
// ICU messages). Compiled when first needed. That each key exists in each language is proven by i18n.test.ts, not hoped
// for at run time: a key without a message shows as itself.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Messages, setupI18n } from '@lingui/core'
import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage'

export const LANGUAGES = ['en', 'de', 'nl', 'it'] as const
export type Language = (typeof LANGUAGES)[number]

/** Returns the text of a key, with its ICU placeholders filled. */
export type Translate = (key: string, values?: Record<string, string | number>) => string

const FOLDER = join(import.meta.dirname, '../../locales')
const CATALOGUES = ['pages.json', 'mail.json']
/** An Accept-Language header is no place for essays. */
const MAX_HEADER = 500

const translators = new Map<Language, Translate>()

/** The translator of a language; English for one we do not speak. */
export function translator(locale: string | null | undefined): Translate {
  const language = languageOf(locale) ?? 'en'
  const known = translators.get(language)
  if (known) return known
  const i18n = setupI18n({
    locale: language,
    locales: language === 'en' ? 'en-GB' : language,
    messages: { [language]: compile(readCatalogue(language)) },
  })
  const translate: Translate = (key, values) => i18n._(key, values)
  translators.set(language, translate)
  return translate
}

/** All messages of a language as they are written: key → ICU message. */
export function readCatalogue(language: Language): Record<string, string> {
  const messages: Record<string, string> = {}
  for (const name of CATALOGUES) {
    const path = join(FOLDER, language, name)
    // A catalogue that a checkout lacks is found by the test that compares the languages.
    if (existsSync(path)) Object.assign(messages, JSON.parse(readFileSync(path, 'utf8')))
  }
  return messages
}

/** The languages there is a folder for. */
export function languageFolders(): string[] {
  return readdirSync(FOLDER).sort()
}

function compile(source: Record<string, string>): Messages {
  return Object.fromEntries(
    Object.entries(source).map(([key, message]) => [key, compileMessageOrThrow(message)]),
  ) as Messages // what the compiler makes is what lingui runs
}

/** `de-AT` → `de`; null for a language we do not speak. */
export function languageOf(locale: string | null | undefined): Language | null {
  const short = locale?.slice(0, 2).toLowerCase()
  return LANGUAGES.find((language) => language === short && !/^[a-z]{3}/i.test(locale ?? '')) ?? null
}

/** The language a person chose, else what their browser asks for, else the desk's. */
export function languageFor(chosen: string | null, accepted: string | undefined, fallback: Language): Language {
  return languageOf(chosen) ?? bestLanguage(accepted, fallback)
}

/** The best of our languages for an Accept-Language header (RFC 9110, 12.5.4), or `fallback` when it names none of them. */
export function bestLanguage(header: string | undefined, fallback: Language): Language {
  const wishes = (header ?? '')
    .slice(0, MAX_HEADER)
    .split(',')
    .map((part, index) => {
      const [tag = '', ...parameters] = part.trim().split(/\s*;\s*/)
      const quality = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? 1)
      return { language: languageOf(tag), quality: Number.isFinite(quality) ? quality : 0, index }
    })
  wishes.sort((a, b) => b.quality - a.quality || a.index - b.index)
  return wishes.find((wish) => wish.language !== null && wish.quality > 0)?.language ?? fallback
}
