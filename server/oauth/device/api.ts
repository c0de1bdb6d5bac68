// Where a device begins: it gets a code for itself, and one that its person types at another screen (RFC 8628, 3.1 and 3.2).
import { z } from 'zod'
import { countAttempt, newSecret, secretHash, sourceOf } from '../../access/index.ts'
import { endpoint } from '../../platform/http/endpoint.ts'
import type { Work } from '../../platform/work.ts'
import { authenticateClient, BY_CLIENT } from '../granting/client-authentication.ts'
import { parametersSchema } from '../granting/parameters.ts'
import { answering, OAuthError } from '../granting/replies.ts'
import { askedLesserScopes } from '../granting/tokens.ts'
import { INTERVAL_S, LASTS_S, newUserCode, userCodeHash } from './codes.ts'
import { mustHaveDevices } from './exchanging.ts'
import { insertDeviceCode } from './queries.ts'

export const DEVICE_PATH = '/oauth/device'
/** The name of a public client is no secret: without a limit anybody could fill the table. An office shares an address. */
const PER_SOURCE = { name: 'oauth_devices', most: 60, window_s: 15 * 60 }
/** A code that is taken happens once in very many accounts. */
const TRIES = 3

const authorize = endpoint({
  ...BY_CLIENT,
  route: 'POST /oauth/device_authorization',
  summary: 'Ask for the codes with which a person lets a device in (RFC 8628)',
  body: parametersSchema,
  reply: z.object({
    device_code: z.string().optional(),
    user_code: z.string().optional(),
    verification_uri: z.string().optional(),
    verification_uri_complete: z.string().optional(),
    expires_in: z.number().optional(),
    interval: z.number().optional(),
    error: z.string().optional(),
    error_description: z.string().optional(),
  }),
  run: async ({ work, body, header, origin_url }) =>
    await answering(async () => {
      const client = await authenticateClient(work, body, header('authorization'))
      mustHaveDevices(client)
      const scopes = askedLesserScopes(body, client.scopes)
      const reached = await countAttempt(work, PER_SOURCE, sourceOf(work.origin.ip))
      if (reached) throw new OAuthError('slow_down', 'too many devices from one place', reached.retry_after_s)
      const { device_code, user_code } = await makeCodes(work, client.id, scopes)
      const verification_uri = `${origin_url}${DEVICE_PATH}`
      return {
        device_code,
        user_code,
        verification_uri,
        verification_uri_complete: `${verification_uri}?user_code=${user_code}`,
        expires_in: LASTS_S,
        interval: INTERVAL_S,
      }
    }),
})

async function makeCodes(work: Work, client_id: number, scopes: string[]) {
  const device_code = newSecret('custos_dc_')
  const device_hash = secretHash(work.sealing, 'oauth_device', device_code)
  if (!device_hash) throw new Error('a new secret is not a secret')
  const expires_at = new Date(work.now.getTime() + LASTS_S * 1000)
  for (let tried = 0; tried < TRIES; tried++) {
    const user_code = newUserCode()
    const user_code_hash = userCodeHash(work, user_code)
    const row = { device_hash, user_code_hash, client_id, scopes, interval_s: INTERVAL_S, expires_at }
    if (await insertDeviceCode(work, row)) return { device_code, user_code }
  }
  throw new Error('every code for a device was taken')
}

export const deviceEndpoints = [authorize]
