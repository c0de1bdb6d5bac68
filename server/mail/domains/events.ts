// The facts about a desk's mail domains.
import { z } from 'zod'
import { event } from '../../platform/events.ts'

const data = z.object({ domain: z.string() })

export const domainAdded = event({
  type: 'mail_domain.added',
  subject: 'mail_domain',
  summary: 'A mail domain got its DKIM keys',
  data,
})
export const domainRemoved = event({
  type: 'mail_domain.removed',
  subject: 'mail_domain',
  summary: 'A mail domain was removed with its DKIM keys',
  data,
})

export const DOMAIN_EVENTS = [domainAdded, domainRemoved]
