// OAuth: programs that act for people who allowed it, or for themselves. Their access tokens are kept and checked by
// access, beside API tokens; this module knows clients, consents, codes and refresh tokens.
import type { Expiry } from '../platform/expiry.ts'
import type { Module } from '../platform/module.ts'
import type { Work } from '../platform/work.ts'
import { clientAccessEndpoints } from './clients/access-api.ts'
import { clientEndpoints } from './clients/api.ts'
import { consentPages } from './consent/page.ts'
import { grantPages } from './consent/section.ts'
import { deviceEndpoints } from './device/api.ts'
import { devicePages } from './device/page.ts'
import { OAUTH_EVENTS } from './events.ts'
import { grantingEndpoints } from './granting/api.ts'
import { countGrantsOf } from './granting/queries.ts'
import { withdrawAll } from './granting/withdrawing.ts'
import { oauthPersonalData } from './personal-data.ts'
import { oauthTokenEndpoints } from './tokens-api.ts'

export { renewSecretsShownTo } from './clients/actions.ts'
export { grantsSection } from './consent/section.ts'
export { oauthSealedColumns } from './personal-data.ts'

/** When everything that lets a person in is taken away, so is what they allowed. */
export const grants = {
  countGrantsOf,
  withdrawGrantsOf: (work: Work, user_id: number): Promise<void> => withdrawAll(work, { user_id }),
}

const DAY_S = 86_400

export const oauthExpiries: readonly Expiry[] = [
  {
    table: 'oauth_codes',
    keys: ['code_hash'],
    time: 'expires_at',
    kept_s: DAY_S,
    why: 'a code that comes again after its time is still a theft worth noticing',
  },
  {
    table: 'oauth_device_codes',
    keys: ['id'],
    time: 'expires_at',
    kept_s: DAY_S,
    why: 'a device whose code is over may still ask, and is told so',
  },
  {
    table: 'oauth_refresh_tokens',
    keys: ['token_hash'],
    time: 'expires_at',
    kept_s: DAY_S,
    why: 'an expired refresh token gives nothing',
  },
]

export const module: Module = {
  name: 'oauth',
  endpoints: [
    ...clientEndpoints,
    ...clientAccessEndpoints,
    ...oauthTokenEndpoints,
    ...grantingEndpoints,
    ...deviceEndpoints,
    ...consentPages,
    ...devicePages,
    ...grantPages,
  ],
  events: OAUTH_EVENTS,
  personalData: oauthPersonalData,
}
