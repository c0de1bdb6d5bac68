// The facts about providers and about who is linked to them. Settings are in the sealed part: addresses of an
// organisation's own systems are its own business. Secrets are in neither.
import { z } from 'zod'
import { event } from '../platform/events.ts'
import { KINDS } from './kind.ts'
import { PROBLEMS } from './problems.ts'

const kind = z.enum(KINDS)
const state = z.record(z.string(), z.unknown())

export const providerCreated = event({
  type: 'identity_provider.created',
  subject: 'identity_provider',
  summary: 'A system that says who somebody is was set up',
  data: z.object({ kind }),
  sealed: z.object({ after: state }),
})
export const providerUpdated = event({
  type: 'identity_provider.updated',
  subject: 'identity_provider',
  summary: 'A provider changed; `fields` names what did',
  data: z.object({ kind, fields: z.array(z.string()), active: z.boolean() }),
  sealed: z.object({ before: state, after: state }),
})
export const providerDeleted = event({
  type: 'identity_provider.deleted',
  subject: 'identity_provider',
  summary: 'A provider was deleted with the links to it',
  data: z.object({ kind, links: z.number() }),
  sealed: z.object({ before: state }),
})
export const providersReordered = event({
  type: 'identity_provider.reordered',
  subject: 'identity_provider',
  summary: 'The buttons of the sign-in page have another order; subject 0',
  data: z.object({ ids: z.array(z.number()) }),
})
export const providerTested = event({
  type: 'identity_provider.tested',
  subject: 'identity_provider',
  summary: 'An admin tried the settings of a provider; after a success people sign in with them',
  data: z.object({
    kind,
    trial_id: z.number(),
    outcome: z.enum(['succeeded', 'failed']),
    problem: z.enum(PROBLEMS).nullable(),
  }),
})
export const personLinked = event({
  type: 'user.linked',
  subject: 'user',
  summary: 'A person was linked to who they are at a provider',
  data: z.object({
    provider_id: z.number(),
    link_id: z.number(),
    by: z.enum(['address', 'creation', 'directory']),
    voided_credentials: z.boolean(),
  }),
})
export const personUnlinked = event({
  type: 'user.unlinked',
  subject: 'user',
  summary: 'The link of a person to a provider was removed',
  data: z.object({ provider_id: z.number(), link_id: z.number() }),
})
export const linkDeactivated = event({
  type: 'user.deactivated_by_provider',
  subject: 'user',
  summary: 'A provider says that a person may not come in any more; their sessions end',
  data: z.object({ provider_id: z.number(), link_id: z.number() }),
})
/** The subject is the person where one is known, else 0. */
export const identityRefused = event({
  type: 'user.identity_refused',
  subject: 'user',
  summary: 'A provider sent somebody who was not let in',
  data: z.object({ provider_id: z.number(), problem: z.enum(PROBLEMS) }),
  sealed: z.object({ email: z.string().nullable() }),
})

export const profileNotTaken = event({
  type: 'user.profile_not_taken',
  subject: 'user',
  summary: 'Some of what a token says about a person could not be written into their record',
  data: z.object({ provider_id: z.number(), claims: z.array(z.string()) }),
})

export const checkFailed = event({
  type: 'identity_provider.check_failed',
  subject: 'identity_provider',
  summary: 'A directory could not be asked about its people for a while, or metadata could not be taken',
  data: z.object({ kind, what: z.enum(['people', 'metadata']), problem: z.enum(PROBLEMS), count: z.number() }),
})
export const certificatesChanged = event({
  type: 'identity_provider.certificates_changed',
  subject: 'identity_provider',
  summary: 'The certificates of a provider follow its metadata',
  data: z.object({ kind, added: z.number(), removed: z.number() }),
  sealed: z.object({ before: z.array(z.string()), after: z.array(z.string()) }),
})
export const certificateEnds = event({
  type: 'identity_provider.certificate_ends',
  subject: 'identity_provider',
  summary: 'The last certificate of a provider ends soon: recorded 30 days, a week and a day before',
  data: z.object({ kind, days: z.number(), ends_at: z.string() }),
})

export const IDENTITY_EVENTS = [
  providerCreated,
  providerUpdated,
  providerDeleted,
  providersReordered,
  providerTested,
  personLinked,
  personUnlinked,
  linkDeactivated,
  identityRefused,
  profileNotTaken,
  checkFailed,
  certificatesChanged,
  certificateEnds,
]
