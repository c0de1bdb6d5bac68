// Identity: other systems that say who somebody is (SAML, LDAP …), whom of ours they mean, and trying them out.
import type { Module } from '../platform/module.ts'
import { providerEndpoints } from './api.ts'
import { IDENTITY_EVENTS } from './events.ts'
import { linkEndpoints } from './links/api.ts'
import { linkImmediates } from './links/following.ts'
import { identityPersonalData } from './personal-data.ts'

export { offerNeedForProviders } from './actions.ts'
export { identityExpiries } from './expiry.ts'
export { identitySealedColumns } from './personal-data.ts'
export { hasTestedProvider } from './tested.ts'

export const module: Module = {
  name: 'identity',
  endpoints: [...providerEndpoints, ...linkEndpoints],
  events: IDENTITY_EVENTS,
  immediates: linkImmediates,
  personalData: identityPersonalData,
}
