// The fixed texts of customers' mails in their language, from locales/*/mail.json (flat keys, ICU messages).
import { readFileSync } from 'node:fs'
import { type MessageDescriptor, setupI18n } from '@lingui/core'
import { compileMessage } from '@lingui/message-utils/compileMessage'

export const MAIL_LOCALES = ['en', 'de', 'nl', 'it'] as const
export type MailLocale = (typeof MAIL_LOCALES)[number]

function load(locale: MailLocale): Record<string, ReturnType<typeof compileMessage>> {
  const file = new URL(`../../../locales/${locale}/mail.json`, import.meta.url)
  const messages = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string> // our own file, held to this shape by a test
  return Object.fromEntries(Object.entries(messages).map(([key, message]) => [key, compileMessage(message)]))
}

const instances = new Map(
  MAIL_LOCALES.map((locale) => [locale, setupI18n({ locale, messages: { [locale]: load(locale) } })]),
)

/** The locale we have texts in that fits a BCP 47 tag best; English when none does. */
export function mailLocale(tag: string | null | undefined): MailLocale {
  const language = tag?.toLowerCase().split(/[-_]/)[0]
  return MAIL_LOCALES.find((locale) => locale === language) ?? 'en'
}

/** One fixed text with its values filled in. Throws for an unknown key. */
export function mailText(locale: MailLocale, key: string, values: Record<string, string | number> = {}): string {
  const i18n = instances.get(locale)
  if (!i18n || !(key in (i18n.messages ?? {}))) throw new Error(`locales/${locale}/mail.json has no text ${key}`)
  const descriptor: MessageDescriptor = { id: key, values }
  return i18n._(descriptor)
}
