// The entrance of SCIM. Its tokens are worth nothing anywhere else, and nothing else is worth anything here: they are
// looked up in a table of their own, and only from a header.
import { secretHash } from '../access/index.ts'
import { Refusal } from '../platform/errors.ts'
import { isInNetworks } from '../platform/outgoing/index.ts'
import type { Actor, Work } from '../platform/work.ts'
import { ScimRefusal } from './failures.ts'
import { findScimTokenByHash, scimSettings } from './settings/queries.ts'
import type { TokenRow } from './settings/schema.ts'

export const SCIM_ACTOR: Actor = { kind: 'system', name: 'scim' }

/** The token of a request. 401 for anything else, 403 where it comes from outside its networks. */
export async function tokenOf(work: Work, authorization: string | undefined): Promise<TokenRow> {
  const wrong = new Refusal('not_signed_in', 'A token for SCIM is needed: Authorization: Bearer …')
  const [scheme = '', secret = ''] = (authorization ?? '').split(' ', 3)
  if (scheme.toLowerCase() !== 'bearer') throw wrong
  const token_hash = secretHash(work.sealing, 'scim_token', secret)
  const settings = await scimSettings(work)
  const token = token_hash && (await findScimTokenByHash(work, token_hash))
  if (!token || !settings.enabled) throw wrong
  const { ip } = work.origin
  if (settings.ranges.length > 0 && (ip === null || !isInNetworks(settings.ranges, ip)))
    throw new ScimRefusal('forbidden', 'SCIM may not be used from your address')
  return token
}

export async function scimDoor(work: Work, authorization: string | undefined): Promise<Actor> {
  await tokenOf(work, authorization)
  return SCIM_ACTOR
}
