// What a request of OAuth carries, as a form or as JSON (Zendesk's clients send either).
import { z } from 'zod'

/** More than this no parameter has. */
const MAX_LENGTH = 4_000
export const PARAMETERS = [
  'grant_type',
  'client_id',
  'client_secret',
  'code',
  'code_verifier',
  'redirect_uri',
  'refresh_token',
  'device_code',
  'username',
  'password',
  'scope',
  'scopes',
  'expires_in',
  'refresh_token_expires_in',
  'token',
  'token_type_hint',
] as const

export type Parameters = Partial<Record<(typeof PARAMETERS)[number], string>>

/** Whatever is no text or number counts as not sent; scopes may come as a list. */
const parameter = z
  .union([
    z.string().max(MAX_LENGTH),
    z.number().transform(String),
    z
      .array(z.string().max(100))
      .max(60)
      .transform((list) => list.join(' ')),
  ])
  .optional()
  .catch(undefined)

export const parametersSchema: z.ZodType<Parameters> = z
  .object(Object.fromEntries(PARAMETERS.map((name) => [name, parameter])))
  .catch({}) as z.ZodType<Parameters> // the keys are those of the list above
