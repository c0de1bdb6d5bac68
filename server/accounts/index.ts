// Accounts: who runs a desk here, under which host names, with which settings.
export { type AccountEngine, createAccount, finishSetUp, type NewAccount, updateSettings } from './actions.ts'
export { endpoints } from './api.ts'
export { events } from './events.ts'
export { findAccount, findHost, listAccountIds } from './hosts.ts'
export { accountSettings } from './queries.ts'
export { type AccountSettings, isTimeZone, LOCALES, type Locale, settingsSchema } from './schema.ts'

export const reactions = []
export const jobs = []
/** A desk's name, hosts and settings describe an organisation, not a person. */
export const personalData = []
