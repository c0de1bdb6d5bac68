// Factors: what proves who somebody is besides their password. Authenticator apps, passkeys and security keys, phones,
// recovery codes; from whom they are asked; and the fresh proof that dangerous acts ask for. Part of access.
import { factorEndpoints as ownEndpoints } from './api.ts'
import { FACTOR_EVENTS } from './events.ts'
import { factorPersonalData } from './personal-data.ts'
import { requirementEndpoints } from './requirement/api.ts'
import { smsEndpoints } from './sms/api.ts'
import { smsJobs } from './sms/jobs.ts'
import { stepUpEndpoints } from './step-up/api.ts'

const factorEndpoints = [...ownEndpoints, ...stepUpEndpoints, ...requirementEndpoints, ...smsEndpoints]
const factorJobs = smsJobs

export { FACTOR_EVENTS, factorEndpoints, factorJobs, factorPersonalData }
