// The shape of an assertion as the library gives it: element names without prefixes, each element a list, `$` its
// attributes, `_` its text. What does not have this shape is refused.
import { z } from 'zod'

const MAX_ATTRIBUTES = 300
const MAX_VALUES = 2_000
const MAX_TEXT = 2_000

/** Text and nothing in between: a name with elements inside would be read differently by two programs. */
const text = z.strictObject({ _: z.string().max(MAX_TEXT).optional(), $: z.record(z.string(), z.string()).optional() })
const one = <Item extends z.ZodType>(item: Item) => z.tuple([item])
const some = <Item extends z.ZodType>(item: Item) => z.tuple([item], item)
const instant = z.string().refine((value) => !Number.isNaN(Date.parse(value)), 'is not a time')

const confirmation = z.object({
  $: z.object({ Method: z.string() }),
  SubjectConfirmationData: one(
    z.object({
      $: z.object({ NotOnOrAfter: instant, Recipient: z.string(), InResponseTo: z.string().optional() }),
    }),
  ),
})

const attribute = z.object({
  $: z.object({ Name: z.string().max(MAX_TEXT), FriendlyName: z.string().max(MAX_TEXT).optional() }),
  AttributeValue: z.array(z.unknown()).max(MAX_VALUES).optional(),
})

const assertion = z.object({
  $: z.object({ ID: z.string().min(1).max(500), IssueInstant: instant }),
  Issuer: one(text),
  Subject: one(z.object({ NameID: one(text).optional(), SubjectConfirmation: some(confirmation) })),
  Conditions: one(
    z.object({
      $: z.object({ NotBefore: instant.optional(), NotOnOrAfter: instant.optional() }).optional(),
      AudienceRestriction: some(z.object({ Audience: some(text) })),
    }),
  ),
  AuthnStatement: some(
    z.object({
      $: z.object({ SessionIndex: z.string().max(MAX_TEXT).optional(), SessionNotOnOrAfter: instant.optional() }),
      AuthnContext: z.array(z.object({ AuthnContextClassRef: z.array(text).optional() })).optional(),
    }),
  ),
  AttributeStatement: z
    .array(z.union([z.object({ Attribute: z.array(attribute).max(MAX_ATTRIBUTES).optional() }), z.string()]))
    .optional(),
})
export type Assertion = z.output<typeof assertion>

export const assertionSchema = z.object({ Assertion: assertion })

const textValue = z.union([text, z.string()])

/** The attributes with their values that are text; of a friendly name too, where no other attribute has it. */
export function attributesOf({ AttributeStatement = [] }: Assertion): Record<string, string[]> {
  const found = new Map<string, string[]>()
  const friendly = new Map<string, string[]>()
  for (const statement of AttributeStatement) {
    if (typeof statement === 'string') continue
    for (const { $, AttributeValue = [] } of statement.Attribute ?? []) {
      const values = AttributeValue.flatMap((value) => {
        const read = textValue.safeParse(value)
        if (!read.success) return []
        return [typeof read.data === 'string' ? read.data : (read.data._ ?? '')]
      })
      found.set($.Name, [...(found.get($.Name) ?? []), ...values])
      if ($.FriendlyName !== undefined) friendly.set($.FriendlyName, values)
    }
  }
  return Object.fromEntries([...friendly, ...found])
}
