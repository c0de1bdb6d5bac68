// The facts about provisioning: who set it up, and what a directory did. Everything it changes about a person or a group
// is recorded as such, too.
import { z } from 'zod'
import { event } from '../platform/events.ts'

const token = z.object({ token_id: z.number() })

export const scimChanged = event({
  type: 'scim.changed',
  subject: 'scim',
  summary: 'How a directory may keep the team was changed; subject 0',
  data: z.object({ fields: z.array(z.string()), enabled: z.boolean(), dry_run: z.boolean() }),
  sealed: z.object({ before: z.unknown(), after: z.unknown() }),
})
export const scimTokenCreated = event({
  type: 'scim.token_created',
  subject: 'scim',
  summary: 'A token for a directory was made; subject 0',
  data: token,
  sealed: z.object({ name: z.string() }),
})
export const scimTokenRotated = event({
  type: 'scim.token_rotated',
  subject: 'scim',
  summary: 'A token for a directory has a new secret; the old one opens nothing any more',
  data: token,
})
export const scimTokenRevoked = event({
  type: 'scim.token_revoked',
  subject: 'scim',
  summary: 'A token for a directory was revoked',
  data: token,
})
export const userProvisioned = event({
  type: 'user.provisioned',
  subject: 'user',
  summary: 'A directory added a person, took one on, or brought one back',
  data: z.object({ token_id: z.number(), how: z.enum(['created', 'taken_on', 'brought_back']) }),
})
export const userDeprovisioned = event({
  type: 'user.deprovisioned',
  subject: 'user',
  summary: 'A directory deactivated or deleted a person: sessions, tokens and sockets ended',
  data: z.object({ token_id: z.number(), how: z.enum(['deactivated', 'deleted']) }),
})

export const SCIM_EVENTS = [
  scimChanged,
  scimTokenCreated,
  scimTokenRotated,
  scimTokenRevoked,
  userProvisioned,
  userDeprovisioned,
]
