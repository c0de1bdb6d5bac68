// What limits a token, as a person asks for it.
import { invalid } from '../../platform/errors.ts'
import { readScopes } from '../../platform/http/scopes.ts'
import { checkNetworks } from './networks.ts'
import type { TokenChange } from './queries.ts'

/** How long the former secret goes on after a rotation, where nobody says. */
export const STANDARD_OVERLAP_HOURS = 24

interface AskedLimits {
  /** RFC 3339. */
  expires_at?: string | null | undefined
  scopes?: readonly string[] | null | undefined
  allowed_networks?: readonly string[] | null | undefined
}

/** What was asked to limit a token, checked; what was not mentioned is absent. 422 for bad scopes and networks. */
export function readLimits(asked: AskedLimits): Partial<Pick<TokenChange, 'scopes' | 'networks' | 'expires_at'>> {
  const change: Partial<TokenChange> = {}
  if (asked.expires_at !== undefined) change.expires_at = asked.expires_at === null ? null : new Date(asked.expires_at)
  if (asked.allowed_networks !== undefined)
    change.networks = asked.allowed_networks && checkNetworks('allowed_networks', asked.allowed_networks)
  // No scopes named is no limit, as in Zendesk.
  if (asked.scopes === null) change.scopes = null
  else if (asked.scopes !== undefined) {
    const read = readScopes(asked.scopes)
    if ('problem' in read) throw invalid('scopes', `Scopes: ${read.problem}`)
    change.scopes = read.scopes
  }
  return change
}
