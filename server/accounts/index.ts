// Accounts: who runs a desk here, under which host names, with which settings.
import type { Module } from '../platform/module.ts'
import { settingsEndpoints } from './api.ts'
import { ACCOUNT_EVENTS } from './events.ts'
import { sharingAgreementEndpoints } from './sharing-agreements.ts'

export { type AccountMaker, createAccount, finishSetUp, type NewAccount, updateSettings } from './actions.ts'
export { accountUrl, findAccount, findHost, listAccountIds } from './hosts.ts'
export { accountSettings } from './queries.ts'
export { type AccountSettings, LOCALES, type Locale } from './schema.ts'
export { offerSettingsSections, type SettingsSection } from './sections.ts'
export { ianaZone, isTimeZone } from './zone-names.ts'

/** A desk's name, hosts and settings describe an organisation, not a person: there is no personal data here. */

export const module: Module = {
  name: 'accounts',
  endpoints: [...settingsEndpoints, ...sharingAgreementEndpoints],
  events: ACCOUNT_EVENTS,
  personalData: [],
}
