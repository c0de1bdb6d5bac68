// The facts about operators' access to a desk.
import { z } from 'zod'
import { event } from '../../platform/events.ts'

const level = z.enum(['read', 'agent'])

export const consentGranted = event({
  type: 'support_consent.granted',
  subject: 'support_consent',
  summary: 'An owner consented to an operator coming in, for a time',
  data: z.object({ level, expires_at: z.string() }),
  sealed: z.object({ purpose: z.string() }),
})
export const consentRevoked = event({
  type: 'support_consent.revoked',
  subject: 'support_consent',
  summary: 'The consent to an operator coming in was taken back; who came in by it was shut out',
  data: z.object({ operator_ids: z.array(z.number()) }),
})
export const operatorAdmitted = event({
  type: 'support_consent.used',
  subject: 'support_consent',
  summary: 'An operator was let in by a consent, until it ends',
  data: z.object({ operator_id: z.number(), level, ends_at: z.string() }),
})

export const SUPPORT_ACCESS_EVENTS = [consentGranted, consentRevoked, operatorAdmitted]
