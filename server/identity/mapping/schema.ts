// What becomes of what a provider says about a person: which attributes are read, and a table of who gets what.
import { z } from 'zod'
import { bodyId } from '../../platform/http/ids.ts'

const MAX_RULES = 200
const attributeName = z
  .string()
  .trim()
  .max(255)
  .refine((value) => !value.includes('\u0000'), 'cannot hold the character U+0000')
  .transform((value) => value.toWellFormed())

/** Names of attributes (claims) that say something about a person; empty where the provider says it by itself. */
const attributes = z.object({
  email: attributeName.default(''),
  name: attributeName.default(''),
  first_name: attributeName.default(''),
  last_name: attributeName.default(''),
  locale: attributeName.default(''),
  groups: attributeName.default('groups'),
})

const grant = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.literal('role'),
      role: z.enum(['agent', 'admin']),
      custom_role_id: bodyId.nullable().optional().describe('One of the desk’s roles, for agents'),
    })
    .refine((given) => given.role === 'agent' || given.custom_role_id == null, 'admins have no other role beside'),
  z.object({ kind: z.literal('group'), group_id: bodyId }),
  z.object({ kind: z.literal('organization'), organization_id: bodyId }),
  z.object({
    kind: z.literal('tag'),
    tag: z
      .string()
      .trim()
      .toLowerCase()
      .regex(/^[^\s,]{1,100}$/, 'is not a tag')
      .refine((value) => !value.includes('\u0000'), 'is not a tag')
      .transform((value) => value.toWellFormed()),
  }),
])
export type Grant = z.output<typeof grant>

/** Whoever has this value in this attribute gets this. An empty attribute means the one with the groups. */
const rule = z.object({
  attribute: attributeName.default(''),
  value: attributeName.pipe(z.string().min(1)),
  grant,
})

export const mappingSchema = z.object({
  attributes: attributes.default({ email: '', name: '', first_name: '', last_name: '', locale: '', groups: 'groups' }),
  /** Of people that are created; admins are made by a rule only, owners never. */
  default_role: z.enum(['end-user', 'agent']).default('end-user'),
  default_custom_role_id: bodyId.nullable().optional().describe('Of people who become agents by no rule'),
  rules: z.array(rule).max(MAX_RULES).default([]),
  applies: z
    .enum(['creation', 'every_sign_in'])
    .default('creation')
    .describe('every_sign_in: what the table gives is also taken away again'),
})
export type Mapping = z.output<typeof mappingSchema>

export const NO_MAPPING: Mapping = mappingSchema.parse({})
