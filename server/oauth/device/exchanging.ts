// What a device hears while it waits for its person, and the tokens it gets in the end (RFC 8628, 3.4 and 3.5). Its code is
// good for one exchange, as every other secret is.
import { secretHash } from '../../access/index.ts'
import type { Work } from '../../platform/work.ts'
import type { ClientRow } from '../clients/queries.ts'
import { alarm, mustBeHere, NO_GRANT } from '../granting/checks.ts'
import type { Parameters } from '../granting/parameters.ts'
import { OAuthError } from '../granting/replies.ts'
import { askedLives, issueBoth } from '../granting/tokens.ts'
import { MOST_INTERVAL_S, SLOW_DOWN_S } from './codes.ts'
import { type DeviceCodeRow, lockDeviceCode, savePoll, useDeviceCode } from './queries.ts'

export const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code'
/** A question may come early by what a network can make of it. */
const EARLY_MS = 1_000

/** `unauthorized_client` for a client that an admin did not let devices ask by. */
export function mustHaveDevices(client: ClientRow): void {
  if (!client.device_flow)
    throw new OAuthError('unauthorized_client', 'an admin has not allowed this client the device flow')
}

export async function exchangeDeviceCode(work: Work, client: ClientRow, parameters: Parameters): Promise<object> {
  mustHaveDevices(client)
  const lives = askedLives(parameters)
  const device_hash = secretHash(work.sealing, 'oauth_device', parameters.device_code ?? '')
  const row = device_hash && (await lockDeviceCode(work, device_hash))
  if (!row || row.client_id !== client.id) throw new OAuthError('invalid_grant', NO_GRANT)
  const { user_id, grant_id } = row
  if (row.used_at !== null) {
    // What nobody was given for is in no second hand: a device may ask again after a no.
    if (row.decision === 'allowed' && user_id !== null) await alarm(work, client, { ...row, user_id }, 'device_code')
    throw new OAuthError('invalid_grant', NO_GRANT)
  }
  if (row.expires_at <= work.now) throw new OAuthError('expired_token', 'the code has expired: ask for another one')
  if (row.decision === null) throw await stillWaiting(work, row)
  await useDeviceCode(work, row.id)
  if (user_id === null || grant_id === null) throw new OAuthError('access_denied', 'the person did not allow it')
  await mustBeHere(work, user_id)
  const { scopes, family_id } = row
  const holder = { client, user_id, grant_id, family_id, scopes, began_at: work.now, grant_type: 'device_code' }
  return await issueBoth(work, holder, lives)
}

/** Nobody has decided. A device that asks too early is told to wait longer from now on. */
async function stillWaiting(work: Work, row: DeviceCodeRow): Promise<OAuthError> {
  const { interval_s, last_polled_at } = row
  const is_early =
    last_polled_at !== null && work.now.getTime() - last_polled_at.getTime() < interval_s * 1000 - EARLY_MS
  await savePoll(work, row.id, is_early ? Math.min(MOST_INTERVAL_S, interval_s + SLOW_DOWN_S) : interval_s)
  return is_early
    ? new OAuthError('slow_down', `wait ${SLOW_DOWN_S} seconds longer between two questions`)
    : new OAuthError('authorization_pending', 'the person has not decided yet')
}
