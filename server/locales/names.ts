// The languages the API can name, with Zendesk's numbers where they are known. The first four are those Custos itself
// speaks; dynamic content may be written in all.

export interface LocaleRow {
  id: number
  /** As the API names it: `en-US`, `de`. */
  locale: string
  name: string
  native_name: string
  rtl?: true
}

/** How many of the list are languages of the product's own pages and mails. */
const OWN = 4

export const KNOWN_LOCALES: readonly LocaleRow[] = [
  { id: 1, locale: 'en-US', name: 'English', native_name: 'English' },
  { id: 8, locale: 'de', name: 'German', native_name: 'Deutsch' },
  { id: 1005, locale: 'nl', name: 'Dutch', native_name: 'Nederlands' },
  { id: 22, locale: 'it', name: 'Italian', native_name: 'italiano' },
  { id: 2, locale: 'es', name: 'Spanish', native_name: 'español' },
  { id: 9, locale: 'zh-TW', name: 'Chinese (Traditional)', native_name: '繁體中文' },
  { id: 10, locale: 'zh-CN', name: 'Chinese (Simplified)', native_name: '简体中文' },
  { id: 13, locale: 'pl', name: 'Polish', native_name: 'polski' },
  { id: 16, locale: 'fr', name: 'French', native_name: 'français' },
  { id: 19, locale: 'pt-BR', name: 'Portuguese (Brazil)', native_name: 'português (Brasil)' },
  { id: 27, locale: 'ru', name: 'Russian', native_name: 'русский' },
  { id: 30, locale: 'he', name: 'Hebrew', native_name: 'עברית', rtl: true },
  { id: 34, locale: 'no', name: 'Norwegian', native_name: 'norsk' },
  { id: 66, locale: 'ar', name: 'Arabic', native_name: 'العربية', rtl: true },
  { id: 67, locale: 'ja', name: 'Japanese', native_name: '日本語' },
  { id: 69, locale: 'ko', name: 'Korean', native_name: '한국어' },
  { id: 78, locale: 'cs', name: 'Czech', native_name: 'čeština' },
  { id: 84, locale: 'fi', name: 'Finnish', native_name: 'suomi' },
  { id: 88, locale: 'tr', name: 'Turkish', native_name: 'Türkçe' },
  { id: 92, locale: 'sv', name: 'Swedish', native_name: 'svenska' },
  { id: 1000, locale: 'da', name: 'Danish', native_name: 'dansk' },
  { id: 1009, locale: 'hu', name: 'Hungarian', native_name: 'magyar' },
  { id: 1011, locale: 'pt', name: 'Portuguese', native_name: 'português' },
  { id: 1092, locale: 'uk', name: 'Ukrainian', native_name: 'українська' },
  { id: 1176, locale: 'en-GB', name: 'English (United Kingdom)', native_name: 'English (United Kingdom)' },
  { id: 1187, locale: 'fr-CA', name: 'French (Canada)', native_name: 'français (Canada)' },
  { id: 1194, locale: 'es-419', name: 'Spanish (Latin America)', native_name: 'español (Latinoamérica)' },
]

/** The languages of the product's own pages and mails. */
export const OWN_LOCALES = KNOWN_LOCALES.slice(0, OWN)

/** What `name` means: itself, whatever its case and separator, or else the language before its first dash. */
export function findLocale(name: string): LocaleRow | null {
  const wanted = name.trim().replaceAll('_', '-').toLowerCase()
  const exact = KNOWN_LOCALES.find((one) => one.locale.toLowerCase() === wanted)
  if (exact) return exact
  const [language] = wanted.split('-')
  return KNOWN_LOCALES.find((one) => one.locale.toLowerCase().split('-')[0] === language) ?? null
}

/** The number of a language by its name (`de`, `de-AT`, `en`), or null for one that has none here. */
export function localeId(name: string): number | null {
  return findLocale(name)?.id ?? null
}

/** The name of a language by its number, or null. */
export function localeName(id: number): string | null {
  return KNOWN_LOCALES.find((one) => one.id === id)?.locale ?? null
}

/** An Accept-Language header longer than this is read no further. */
const MAX_HEADER = 500

/** The first of `offered` that an Accept-Language header asks for, by its weights; null when it asks for none of them. */
export function bestLocale(header: string | undefined, offered: readonly LocaleRow[]): LocaleRow | null {
  const wanted = (header ?? '')
    .slice(0, MAX_HEADER)
    .split(',')
    .map((part) => {
      const [tag = '', ...rest] = part.split(';')
      const weight = Number(rest.find((one) => one.trim().startsWith('q='))?.split('=')[1] ?? 1)
      return { tag: tag.trim(), weight: Number.isFinite(weight) ? weight : 0 }
    })
    .filter((one) => one.tag !== '' && one.weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
  for (const { tag } of wanted) {
    const found = findLocale(tag)
    const row = offered.find((one) => one.id === found?.id)
    if (row) return row
  }
  return null
}
