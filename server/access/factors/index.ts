// Factors: what proves who somebody is besides their password. Authenticator apps, passkeys and security keys, phones,
// recovery codes; from whom they are asked; and the fresh proof that dangerous acts ask for. Part of access.
import type { WayIn } from '../policies/ways-in.ts'
import { factorEndpoints as ownEndpoints } from './api.ts'
import { FACTOR_EVENTS } from './events.ts'
import { factorImmediates } from './immediates.ts'
import { factorNoticeJobs, factorReactions } from './notices.ts'
import { accountFactorPages, factorsSection } from './pages/account.ts'
import { passkeySignInPages } from './pages/passkey-sign-in.ts'
import { setUpEndpoints } from './pages/places.ts'
import { secondFactorStep, secondStepPages } from './pages/second-step.ts'
import { factorPersonalData } from './personal-data.ts'
import { hasFirstFactor, hasOwnerWithPasskey } from './queries.ts'
import { requirementEndpoints } from './requirement/api.ts'
import { smsEndpoints } from './sms/api.ts'
import { smsJobs } from './sms/jobs.ts'
import { stepUpEndpoints } from './step-up/api.ts'

const factorEndpoints = [
  ...ownEndpoints,
  ...stepUpEndpoints,
  ...requirementEndpoints,
  ...smsEndpoints,
  ...secondStepPages,
  ...setUpEndpoints,
  ...passkeySignInPages,
  ...accountFactorPages,
]
const factorJobs = [...smsJobs, ...factorNoticeJobs]

/** A passkey lets people in without a password, once an owner has one that may stand alone. */
const passkeyWayIn: WayIn = {
  name: 'passkey',
  isOpen: async (work, audience) => audience === 'staff' && (await hasOwnerWithPasskey(work)),
  personHas: async () => hasFirstFactor,
}

export {
  FACTOR_EVENTS,
  factorEndpoints,
  factorImmediates,
  factorJobs,
  factorPersonalData,
  factorReactions,
  factorsSection,
  passkeyWayIn,
  secondFactorStep,
}
