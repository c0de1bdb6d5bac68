// Access: who may come in, and how. Passwords, sessions, API tokens, one-time links, and the pages for them.
import type { Module } from '../platform/module.ts'
import { ownAccountPages } from './account-page/own-sections.ts'
import { accountPages } from './account-page/page.ts'
import { accessEndpoints } from './api.ts'
import { API_PASSWORD_EVENTS } from './api-passwords/events.ts'
import { breakGlassPages } from './break-glass.ts'
import { deviceEndpoints } from './devices/api.ts'
import { ACCESS_EVENTS } from './events.ts'
import {
  FACTOR_EVENTS,
  factorEndpoints,
  factorImmediates,
  factorJobs,
  factorPersonalData,
  factorReactions,
} from './factors/index.ts'
import { accessImmediates } from './immediates.ts'
import { ipRestrictionEndpoints } from './ip-restrictions/api.ts'
import { IP_RESTRICTION_EVENTS } from './ip-restrictions/events.ts'
import { ipRestrictionJobs } from './ip-restrictions/jobs.ts'
import { linkReactions, mailLinkJob } from './links/mailing.ts'
import { lockOutEndpoints } from './lock-outs/api.ts'
import { noticeJobs, noticeReactions } from './notices/mailing.ts'
import { notMePages } from './notices/not-me.ts'
import { mailedLinkPages } from './pages/mailed-links.ts'
import { signInPages } from './pages/sign-in.ts'
import { startPages } from './pages/start.ts'
import { welcomePages } from './pages/welcome.ts'
import { passwordEndpoints } from './passwords/api.ts'
import { newPasswordPages } from './passwords/expiry-step.ts'
import { personSecurityEndpoints } from './person-security/api.ts'
import { accessPersonalData } from './personal-data.ts'
import { policyEndpoints } from './policies/api.ts'
import { sessionEndpoints } from './session-api.ts'
import { supportAccessEndpoints } from './support-access/api.ts'
import { SUPPORT_ACCESS_EVENTS } from './support-access/events.ts'
import { tokenEndpoints } from './tokens/api.ts'
import { TOKEN_EVENTS } from './tokens/events.ts'
import { tokenPages } from './tokens/pages/forms.ts'
import { credentialPolicyEndpoints } from './tokens/policy.ts'
import { serviceAccountEndpoints } from './tokens/service-accounts-api.ts'

export { errorPage } from '../../web/pages/message.ts'
export { accountFrame } from './account-page/frame.ts'
export { ownAccountSections } from './account-page/own-sections.ts'
export {
  type AccountPageCall,
  type AccountSection,
  accountSectionPath,
  offerAccountSection,
} from './account-page/sections.ts'
export { findActor } from './acting.ts'
export { admitPerson, type ProvedFactor } from './admission/admission.ts'
export type { PendingSignIn, SignInRequest } from './admission/pending.ts'
export { offerSignInStep, type SignInStep } from './admission/steps.ts'
export { proveHeader, provePassword } from './api-passwords/checking.ts'
export { countAttempt, type LimitReached, sourceOf } from './attempts.ts'
export { actorOfSession, authenticate } from './authenticate.ts'
export { resetAccess } from './break-glass.ts'
export { type CreatedDesk, createDesk, type NewDesk, type NewOwner, renewSetupLink } from './desks.ts'
export { offerLeaving, offerSignInButtons } from './elsewhere.ts'
export { accessExpiries } from './expiry.ts'
export { beginTotp } from './factors/actions.ts'
export { factorsSection, passkeyWayIn, secondFactorStep } from './factors/index.ts'
export { invite } from './invitations.ts'
export { checkAddress, liftRestrictions, mayUseFrom } from './ip-restrictions/actions.ts'
export { noteRefusal } from './ip-restrictions/refused.ts'
export { createLink } from './links/links.ts'
export { insertLockOut } from './lock-outs/queries.ts'
export { offerMailer, type SecurityMail, type SecurityMailText, sendSecurityMail } from './mails.ts'
export { notifyPerson } from './notices/addresses.ts'
export { localPath, page, redirect } from './pages/replies.ts'
export { setupPages } from './pages/setup.ts'
export { offerPasswordSource, type PasswordSource } from './password-sources.ts'
export { newPersonsHash } from './passwords/choosing.ts'
export { newPasswordStep } from './passwords/expiry-step.ts'
export { hashesMade, hashPassword } from './passwords/hashing.ts'
export { accessSealedColumns } from './personal-data.ts'
export { signInPolicy } from './policies/queries.ts'
export {
  AUDIENCES,
  audienceOf,
  type SignInAudience,
  type SignInMethod,
  type SignInPolicy,
} from './policies/schema.ts'
export { offerWayIn } from './policies/ways-in.ts'
export { hasOpenSession } from './provider-sessions.ts'
export { providerSessionHash } from './queries.ts'
export { offerGrants, offerProgramSecrets, offerUnlinking, revokeCredentialsOf } from './revoking.ts'
export { isSameText, newSecret, secretHash } from './secrets.ts'
export { endSessionsOfProvider, setPasswordHash } from './sessions.ts'
export { admitOperator } from './support-access/actions.ts'
export { createToken, getToken, newTokenSecret, revokeTokensOf, withinPolicy } from './tokens/actions.ts'
export { getOwnToken } from './tokens/pages/forms.ts'
export { tokenLine, tokensSection } from './tokens/pages/section.ts'
export { credentialPolicy, mayHaveOwnTokens } from './tokens/policy.ts'
export { findToken, findTokenByHash, insertToken, listTokens, pageOfTokens } from './tokens/queries.ts'
export type { TokenRow } from './tokens/schema.ts'
export { createServiceAccount } from './tokens/service-account-actions.ts'
export { findServiceAccount } from './tokens/service-accounts.ts'
export { voidCredentials } from './voiding.ts'

export const module: Module = {
  name: 'access',
  endpoints: [
    ...accessEndpoints,
    ...ipRestrictionEndpoints,
    ...sessionEndpoints,
    ...deviceEndpoints,
    ...lockOutEndpoints,
    ...passwordEndpoints,
    ...tokenEndpoints,
    ...tokenPages,
    ...credentialPolicyEndpoints,
    ...serviceAccountEndpoints,
    ...policyEndpoints,
    ...signInPages,
    ...startPages,
    ...welcomePages,
    ...breakGlassPages,
    ...mailedLinkPages,
    ...newPasswordPages,
    ...notMePages,
    ...accountPages,
    ...ownAccountPages,
    ...factorEndpoints,
    ...personSecurityEndpoints,
    ...supportAccessEndpoints,
  ],
  events: [
    ...ACCESS_EVENTS,
    ...API_PASSWORD_EVENTS,
    ...TOKEN_EVENTS,
    ...IP_RESTRICTION_EVENTS,
    ...FACTOR_EVENTS,
    ...SUPPORT_ACCESS_EVENTS,
  ],
  reactions: [...linkReactions, ...noticeReactions, ...factorReactions],
  immediates: [...accessImmediates, ...factorImmediates],
  jobs: [mailLinkJob, ...noticeJobs, ...ipRestrictionJobs, ...factorJobs],
  personalData: [...accessPersonalData, ...factorPersonalData],
}
