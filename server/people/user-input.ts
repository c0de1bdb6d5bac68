// What a write may set on a person. Unknown keys are ignored, as clients expect; what would promise something that
// nothing keeps is refused instead.
import { z } from 'zod'
import { isTimeZone } from '../accounts/index.ts'
import { bodyId } from '../platform/http/ids.ts'
import { TICKET_RESTRICTIONS } from '../platform/rights.ts'
import { identityInput } from './identity-schema.ts'
import { LOCALE_IDS } from './schema.ts'
import { externalId, nameText, tagsInput, text } from './text-input.ts'

/** Addresses given with a new person. */
const IDENTITIES = 50
/** Fields in one write. */
const FIELDS = 500

const locale = z
  .string()
  .transform((value) => value.slice(0, 2).toLowerCase())
  .refine((value) => value in LOCALE_IDS, 'is not a language of this desk')

/** Zendesk's number of a language, as our name of it. */
const localeId = z
  .number()
  .transform((value) => Object.entries(LOCALE_IDS).find(([, id]) => id === value)?.[0] ?? '')
  .refine((value) => value !== '', 'is not a language of this desk')

const timeZone = z.string().max(64).refine(isTimeZone, 'is not a time zone')

export const userWriteSchema = z.object({
  name: nameText(255).optional(),
  email: text(254).nullable().optional(),
  role: z.enum(['end-user', 'agent', 'admin']).optional(),
  is_owner: z.boolean().optional(),
  alias: text(255).nullable().optional(),
  details: text(10_000).nullable().optional(),
  notes: text(10_000).nullable().optional(),
  signature: text(10_000).nullable().optional(),
  phone: text(100).nullable().optional(),
  organization_id: bodyId.nullable().optional(),
  organization: z
    .object({ name: nameText(255).optional() })
    .nullable()
    .optional()
    .describe('By name; created when there is none. organization_id comes first'),
  default_group_id: bodyId.nullable().optional(),
  external_id: externalId().nullable().optional(),
  locale: locale.nullable().optional(),
  locale_id: localeId.nullable().optional().describe('Where locale is not given'),
  time_zone: timeZone.nullable().optional(),
  tags: tagsInput.optional(),
  suspended: z.boolean().optional(),
  verified: z.boolean().optional(),
  identities: z.array(identityInput).max(IDENTITIES).optional().describe('Of a new person only'),
  user_fields: z
    .record(text(255), z.unknown())
    .refine((fields) => Object.keys(fields).length <= FIELDS, `takes at most ${FIELDS} fields`)
    .optional(),
  custom_role_id: bodyId.nullable().optional().describe('Of agents; giving one makes somebody an agent'),
  ticket_restriction: z.enum(TICKET_RESTRICTIONS).nullable().optional(),
  only_private_comments: z.boolean().nullable().optional(),
  moderator: z.boolean().nullable().optional(),
})

export type UserWrite = z.output<typeof userWriteSchema>
