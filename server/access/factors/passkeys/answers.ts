// What a browser hands over from an authenticator, checked for its shape. What it says is for the audited package.
import { z } from 'zod'

/** Base64url of at most 64 KiB; attestations of hardware are a few. */
const bytes = z
  .string()
  .max(87_382)
  .regex(/^[\w-]*$/)
const TRANSPORTS = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'] as const
const attachment = z.enum(['platform', 'cross-platform']).optional().catch(undefined)
const id = bytes.min(1).max(1_400)

export const registrationAnswer = z.object({
  id,
  rawId: id,
  type: z.literal('public-key'),
  authenticatorAttachment: attachment,
  clientExtensionResults: z
    .object({ credProps: z.object({ rk: z.boolean().optional() }).optional().catch(undefined) })
    .catch({}),
  response: z.object({
    clientDataJSON: bytes,
    attestationObject: bytes,
    transports: z
      .array(z.string())
      .max(20)
      .transform((given) => TRANSPORTS.filter((known) => given.includes(known)))
      .catch([]),
  }),
})

export const authenticationAnswer = z.object({
  id,
  rawId: id,
  type: z.literal('public-key'),
  authenticatorAttachment: attachment,
  clientExtensionResults: z.object({}).catch({}),
  response: z.object({
    clientDataJSON: bytes,
    authenticatorData: bytes,
    signature: bytes,
    userHandle: bytes.optional().catch(undefined),
  }),
})

/** Reads JSON text that a form carries; null for what is none. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // Not JSON: the schema says no to null.
  }
}

/** The challenge an answer is about, or null where it cannot be read. */
export function challengeOf(client_data: string): string | null {
  const read = z
    .object({ challenge: z.string().max(200) })
    .safeParse(readJson(Buffer.from(client_data, 'base64url').toString('utf8')))
  return read.success ? read.data.challenge : null
}
