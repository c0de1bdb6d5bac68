// Languages of an account, and dynamic content: one text in several of them.
import type { SettingsSection } from '../accounts/index.ts'
import type { Module } from '../platform/module.ts'
import { localeEndpoints } from './api.ts'
import { dynamicContentEndpoints } from './dynamic-content/api.ts'
import { DYNAMIC_CONTENT_EVENTS } from './dynamic-content/events.ts'

import { OWN_LOCALES } from './names.ts'

export { deskLocale, localeReply, localeSchema } from './api.ts'
export { renderDynamicContent } from './dynamic-content/render.ts'
export { findLocale, localeName } from './names.ts'

/** The languages of the desk, as the account's settings number them. */
export const localeSettings: SettingsSection = {
  name: 'localization',
  read: async () => ({ locale_ids: OWN_LOCALES.map((one) => one.id) }),
}

export const module: Module = {
  name: 'locales',
  endpoints: [...localeEndpoints, ...dynamicContentEndpoints],
  events: DYNAMIC_CONTENT_EVENTS,
  personalData: [],
}
