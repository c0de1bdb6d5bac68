// Roles as the API shows and takes them.
import { z } from 'zod'
import { apiTime } from '../platform/instants.ts'
import { type Configuration, LEVELS, type RightName, rightsOfCustomRole, SWITCHES } from '../platform/rights.ts'
import { risksOf } from './catalog.ts'

export const MAX_ROLES = 200
const NAME_LENGTH = 255
const DESCRIPTION_LENGTH = 2_000

export interface RoleRow {
  id: number
  name: string
  description: string
  /** Zendesk's number: 0 the desk's own, 1 light agent, 3 contributor. */
  role_type: 0 | 1 | 3
  configuration: Partial<Configuration>
  created_at: Date
  updated_at: Date
}

const levels = Object.fromEntries(
  Object.entries(LEVELS).map(([name, values]) => [name, z.enum(values)]),
) as unknown as { [Name in keyof typeof LEVELS]: z.ZodEnum<{ [V in (typeof LEVELS)[Name][number]]: V }> } // entry by entry as LEVELS
const switches = Object.fromEntries(SWITCHES.map((name) => [name, z.boolean()])) as Record<
  (typeof SWITCHES)[number],
  z.ZodBoolean
> // entry by entry as SWITCHES

export const configurationSchema = z.object({ ...levels, ...switches })
export const configurationWrite = configurationSchema.partial()
export type ConfigurationWrite = z.output<typeof configurationWrite>

export const roleSchema = z.object({
  id: z.number(),
  url: z.string(),
  name: z.string(),
  description: z.string(),
  role_type: z.number().describe('0 a role of the desk’s own, 1 light agent, 3 contributor'),
  team_member_count: z.number(),
  configuration: configurationSchema,
  is_standard: z.boolean().describe('Our addition: it comes with the desk and cannot be changed'),
  risks: z.array(z.string()).describe('Our addition: the rights of it that deserve a second look'),
  created_at: z.string(),
  updated_at: z.string(),
})

const words = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => !text.includes('\u0000'), 'cannot hold the character U+0000')
    .transform((text) => text.toWellFormed().trim())

export const roleWriteSchema = z.object({
  name: words(NAME_LENGTH).optional(),
  description: words(DESCRIPTION_LENGTH).nullable().optional(),
  role_type: z.literal(0, 'must be 0: the other kinds come with the desk').optional(),
  configuration: configurationWrite.optional().describe('What a new role does not name is not allowed'),
})
export type RoleWrite = z.output<typeof roleWriteSchema>

export function roleReply(row: RoleRow, team_member_count: number, origin_url: string): z.input<typeof roleSchema> {
  const configuration = rightsOfCustomRole(row)
  return {
    id: row.id,
    url: `${origin_url}/api/v2/custom_roles/${row.id}.json`,
    name: row.name,
    description: row.description,
    role_type: row.role_type,
    team_member_count,
    configuration: { ...configuration },
    is_standard: row.role_type !== 0,
    risks: risksOf(configuration),
    created_at: apiTime(row.created_at),
    updated_at: apiTime(row.updated_at),
  }
}

/**
 * A configuration with what was written over it. Zendesk's general rights stand for several: `manage_business_rules` for
 * triggers, automations and service levels, `group_access` for groups, where the write does not name these.
 */
export function withWritten(before: Readonly<Configuration>, write: ConfigurationWrite): Configuration {
  const general: ConfigurationWrite = {
    ...(write.manage_business_rules === undefined
      ? {}
      : {
          manage_triggers: write.manage_business_rules,
          manage_automations: write.manage_business_rules,
          manage_slas: write.manage_business_rules,
        }),
    ...(write.group_access === undefined ? {} : { manage_groups: write.group_access }),
  }
  const after = { ...before, ...general, ...write, light_agent: false }
  return { ...after, group_access: after.manage_groups }
}

/** The rights in which two configurations differ. */
export function differences(before: Readonly<Configuration>, after: Readonly<Configuration>): RightName[] {
  const names = [...Object.keys(LEVELS), ...SWITCHES] as RightName[] // the keys of both tables
  return names.filter((name) => before[name] !== after[name])
}
