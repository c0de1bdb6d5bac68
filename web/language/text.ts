/**
 * The words of the app. `t(key, { name })` looks a key up in the one catalogue that is loaded; keys are
 * typed from the English file, so a misspelt key does not compile.
 */
import { i18n } from '@lingui/core'
import type english from '../../locales/en/app.json'

export const locales = ['en', 'de', 'nl', 'it'] as const
export type Locale = (typeof locales)[number]

/** Languages are named in themselves. */
export const languageNames: Record<Locale, string> = { en: 'English', de: 'Deutsch', nl: 'Nederlands', it: 'Italiano' }

/** A key of locales/en/app.json; the other three have the same keys (tests/locales.test.ts). */
export type MessageKey = keyof typeof english

const catalogues: Record<Locale, () => Promise<{ default: Record<string, string> }>> = {
  en: () => import('virtual:messages/en'),
  de: () => import('virtual:messages/de'),
  nl: () => import('virtual:messages/nl'),
  it: () => import('virtual:messages/it'),
}

/** Loads a catalogue and makes it the language of the page. */
export async function activateLanguage(locale: Locale): Promise<void> {
  const { default: messages } = await catalogues[locale]()
  i18n.loadAndActivate({ locale, locales: formatLocale(locale), messages })
  document.documentElement.lang = locale
}

/** The message of a key in the active language, with its ICU placeholders filled. */
export function t(key: MessageKey, values?: Record<string, string | number>): string {
  return i18n._(key, values)
}

/** The active language; English before one is loaded. */
export function language(): Locale {
  return isLocale(i18n.locale) ? i18n.locale : 'en'
}

export function isLocale(value: unknown): value is Locale {
  return locales.some((locale) => locale === value)
}

/**
 * The locale for dates and numbers: the reader's own regional one (de-AT, en-GB) where it is of the chosen language,
 * else the plain language.
 */
export function formatLocale(locale: Locale, wanted: readonly string[] = navigator.languages): string {
  return wanted.find((tag) => tag.split('-')[0] === locale) ?? (locale === 'en' ? 'en-GB' : locale)
}

/** The first supported language among the stored choice, the account's and the browser's. */
export function chooseLanguage(...wishes: (string | null | undefined)[]): Locale {
  for (const wish of wishes) {
    const short = wish?.slice(0, 2).toLowerCase()
    if (isLocale(short)) return short
  }
  return 'en'
}
