// The facts about people. Names, addresses and notes go to the sealed part.
import { z } from 'zod'
import { event } from '../platform/events.ts'
import { ROLES } from './schema.ts'

const role = z.enum(ROLES)
const words = z.record(z.string(), z.unknown())

export const userCreated = event({
  type: 'user.created',
  subject: 'user',
  summary: 'A person became known to the desk',
  data: z.object({ role, custom_role_id: z.number().optional(), organization_id: z.number().nullable() }),
  sealed: words,
})
export const userUpdated = event({
  type: 'user.updated',
  subject: 'user',
  summary: 'A person changed; `fields` names what did',
  data: z.object({
    fields: z.array(z.string()),
    previous_role: role.optional(),
    role: role.optional(),
    previous_custom_role_id: z.number().nullable().optional(),
    custom_role_id: z.number().nullable().optional(),
    suspended: z.boolean().optional(),
  }),
  sealed: words,
})
export const userDeleted = event({
  type: 'user.deleted',
  subject: 'user',
  summary: 'A person was made inactive and lost their addresses',
  data: z.object({ role }),
  sealed: words,
})
export const userMerged = event({
  type: 'user.merged',
  subject: 'user',
  summary: 'A person turned out to be another one, who has their addresses and tickets now',
  data: z.object({ winner_id: z.number() }),
  sealed: words,
})
export const userErased = event({
  type: 'user.deleted_permanently',
  subject: 'user',
  summary: 'What was known about a deleted person was erased',
  data: z.object({}),
})
export const identityAdded = event({
  type: 'user.identity_added',
  subject: 'user',
  summary: 'A person got another address',
  data: z.object({ identity_id: z.number(), primary: z.boolean(), verified: z.boolean() }),
  sealed: words,
})
/** `counted_before` is true for an address that was proven, or the first one, until then. */
export const identityChanged = event({
  type: 'user.identity_changed',
  subject: 'user',
  summary: 'An address changed, became the primary one, or was proven',
  data: z.object({
    identity_id: z.number(),
    primary: z.boolean(),
    verified: z.boolean(),
    changed: z.array(z.enum(['value', 'verified', 'primary'])).optional(),
    counted_before: z.boolean().optional(),
  }),
  sealed: words,
})
export const identityRemoved = event({
  type: 'user.identity_removed',
  subject: 'user',
  summary: 'A person lost an address',
  data: z.object({ identity_id: z.number(), counted_before: z.boolean().optional() }),
  sealed: words,
})
export const organizationCreated = event({
  type: 'organization.created',
  subject: 'organization',
  summary: 'An organisation was created',
  data: z.object({}),
  sealed: words,
})
export const organizationUpdated = event({
  type: 'organization.updated',
  subject: 'organization',
  summary: 'An organisation changed; `fields` names what did',
  data: z.object({ fields: z.array(z.string()) }),
  sealed: words,
})
export const organizationDeleted = event({
  type: 'organization.deleted',
  subject: 'organization',
  summary: 'An organisation was deleted',
  data: z.object({}),
})
export const organizationMerged = event({
  type: 'organization.merged',
  subject: 'organization',
  summary: 'An organisation was dissolved into another, which has its members now',
  data: z.object({ winner_id: z.number(), merge_id: z.number() }),
})
export const organizationMemberAdded = event({
  type: 'organization.member_added',
  subject: 'organization',
  summary: 'A person joined an organisation',
  data: z.object({ user_id: z.number(), membership_id: z.number() }),
})
export const organizationMemberRemoved = event({
  type: 'organization.member_removed',
  subject: 'organization',
  summary: 'A person left an organisation',
  data: z.object({ user_id: z.number(), membership_id: z.number() }),
})
export const subscriptionCreated = event({
  type: 'organization.subscribed',
  subject: 'organization',
  summary: 'A person asked to hear of the tickets of an organisation',
  data: z.object({ user_id: z.number(), subscription_id: z.number() }),
})
export const subscriptionDeleted = event({
  type: 'organization.unsubscribed',
  subject: 'organization',
  summary: 'A person hears of the tickets of an organisation no more',
  data: z.object({ user_id: z.number(), subscription_id: z.number() }),
})
export const groupCreated = event({
  type: 'group.created',
  subject: 'group',
  summary: 'A group of agents was created',
  data: z.object({}),
  sealed: words,
})
export const groupUpdated = event({
  type: 'group.updated',
  subject: 'group',
  summary: 'A group changed; `fields` names what did',
  data: z.object({ fields: z.array(z.string()) }),
  sealed: words,
})
export const groupDeleted = event({
  type: 'group.deleted',
  subject: 'group',
  summary: 'A group was deleted',
  data: z.object({}),
})
export const membershipCreated = event({
  type: 'group.member_added',
  subject: 'group',
  summary: 'An agent joined a group',
  data: z.object({ user_id: z.number(), membership_id: z.number() }),
})
export const membershipMadeDefault = event({
  type: 'group.made_default_of_member',
  subject: 'group',
  summary: "A group became an agent's default one",
  data: z.object({ user_id: z.number(), membership_id: z.number() }),
})
export const membershipDeleted = event({
  type: 'group.member_removed',
  subject: 'group',
  summary: 'An agent left a group',
  data: z.object({ user_id: z.number(), membership_id: z.number() }),
})

export const PEOPLE_EVENTS = [
  userCreated,
  userUpdated,
  userDeleted,
  userMerged,
  userErased,
  identityAdded,
  identityChanged,
  identityRemoved,
  organizationCreated,
  organizationUpdated,
  organizationDeleted,
  organizationMerged,
  organizationMemberAdded,
  organizationMemberRemoved,
  subscriptionCreated,
  subscriptionDeleted,
  groupCreated,
  groupUpdated,
  groupDeleted,
  membershipCreated,
  membershipMadeDefault,
  membershipDeleted,
]
