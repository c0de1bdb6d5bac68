// Identity: other systems that say who somebody is (SAML, LDAP …), whom of ours they mean, and trying them out.
import type { Module } from '../platform/module.ts'
import { providerEndpoints } from './api.ts'
import { checkEndpoint } from './checks/api.ts'
import { checkJobs, checkReactions } from './checks/jobs.ts'
import { IDENTITY_EVENTS } from './events.ts'
import { jwtPages } from './jwt/pages.ts'
import { linkEndpoints } from './links/api.ts'
import { linkImmediates } from './links/following.ts'
import { identityJobs, identityReactions } from './notices.ts'
import { backchannelLogout } from './oidc/backchannel.ts'
import { codePages } from './oidc/pages.ts'
import { identityPersonalData } from './personal-data.ts'
import { presetsEndpoint } from './presets.ts'
import { logoutPages } from './saml/logout-pages.ts'
import { metadataEndpoint } from './saml/metadata-api.ts'
import { samlPages } from './saml/pages.ts'
import { trialEndpoints } from './trials/api.ts'

export { offerNeedForProviders } from './actions.ts'
export { offerBrand } from './brand.ts'
export { signInButtons } from './buttons.ts'
export { identityExpiries } from './expiry.ts'
export { placeToLeaveJwt } from './jwt/remote.ts'
export { directories } from './ldap/source.ts'
export { unlinkSince } from './links/following.ts'
export { placeToLeaveOidc } from './oidc/sessions.ts'
export { identitySealedColumns } from './personal-data.ts'
export { placeToLeave } from './saml/logout-pages.ts'
export { hasKnownSubjects, offerSubjects } from './subjects.ts'
export { hasTestedProvider, isLinked } from './tested.ts'

export const module: Module = {
  name: 'identity',
  endpoints: [
    presetsEndpoint,
    ...providerEndpoints,
    ...trialEndpoints,
    checkEndpoint,
    metadataEndpoint,
    ...linkEndpoints,
    ...samlPages,
    ...logoutPages,
    ...codePages,
    backchannelLogout,
    ...jwtPages,
  ],
  events: IDENTITY_EVENTS,
  reactions: [...identityReactions, ...checkReactions],
  immediates: linkImmediates,
  jobs: [...identityJobs, ...checkJobs],
  personalData: identityPersonalData,
}
