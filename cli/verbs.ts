// What the command line can do: each verb by its name, with what `custos help` says of it.
import type { Verb } from './verb.ts'

/** Every verb. Loaded when called, so that a broken part of the product leaves the others working. */
export const VERBS: Record<string, { summary: string; load: () => Promise<Verb> }> = {
  start: { summary: 'start the desk', load: async () => (await import('./start.ts')).start },
  migrate: { summary: 'bring the database up to date', load: async () => (await import('./migrate.ts')).migrateVerb },
  doctor: {
    summary: 'look for what is wrong, and say what mends it',
    load: async () => (await import('./doctor.ts')).doctor,
  },
  'audit verify': {
    summary: 'prove that nobody changed the record of what was done',
    load: async () => (await import('./audit-verify.ts')).auditVerify,
  },
  'keys rotate': {
    summary: 'give an account a new data key',
    load: async () => (await import('./keys-rotate.ts')).keysRotate,
  },
  'account create': {
    summary: 'add another desk to the same database',
    load: async () => (await import('./account-create.ts')).accountCreate,
  },
  'access reset': {
    summary: 'open the sign-in again when nobody can come in any more',
    load: async () => (await import('./access-reset.ts')).accessReset,
  },
  'user create': {
    summary: 'add a person, with a password or an invitation',
    load: async () => (await import('./user-create.ts')).userCreate,
  },
  'token create': {
    summary: 'make an API token for a person and print it',
    load: async () => (await import('./token-create.ts')).tokenCreate,
  },
  'support-access': {
    summary: 'let an operator into a desk whose owner consents',
    load: async () => (await import('./support-access.ts')).supportAccess,
  },
  'sample-data': {
    summary: 'fill the desk with sample people and tickets',
    load: async () => (await import('./sample-data.ts')).sampleData,
  },
  export: {
    summary: 'write everything of an account into a folder, in clear',
    load: async () => (await import('./export.ts')).exportVerb,
  },
  'import custos-export': {
    summary: 'put back what export wrote',
    load: async () => (await import('./import-export.ts')).importExportVerb,
  },
  'import zendesk': {
    summary: 'take over a live Zendesk account, or what is new in it since',
    load: async () => (await import('./import-zendesk.ts')).importZendeskVerb,
  },
  'import csv': {
    summary: 'take people, organisations or tickets from a table',
    load: async () => (await import('./import-csv.ts')).importCsvVerb,
  },
  'import mbox': {
    summary: 'take the mails of a mailbox as tickets of the past',
    load: async () => (await import('./import-mbox.ts')).importMboxVerb,
  },
}
