// Passkeys and security keys (WebAuthn): registering one, and believing one. The checks of signatures, origins and
// flags are @simplewebauthn's; who, for what, and how often is ours.
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { accountSettings } from '../../../accounts/index.ts'
import { getUser } from '../../../people/index.ts'
import { invalid } from '../../../platform/errors.ts'
import type { Work } from '../../../platform/work.ts'
import { isSameText } from '../../secrets.ts'
import { addProvedFactor, cleanName, refuseTooMany } from '../actions.ts'
import { factorFlagged } from '../events.ts'
import {
  credentialHash,
  findPasskey,
  flagFactor,
  listFactors,
  lockFactorsOf,
  raiseCounter,
  touchFactor,
} from '../queries.ts'
import type { FactorRow } from '../schema.ts'
import { authenticationAnswer, challengeOf, registrationAnswer } from './answers.ts'
import { type ChallengePurpose, keepChallenge, takeChallenge } from './challenges.ts'
import { relyingPartyOf } from './relying-party.ts'

/** EdDSA, ES256, RS256: what every authenticator has one of. The runtime's newer ones are experimental. */
const ALGORITHMS = [-8, -7, -257]

/** What a person is called inside their authenticator: nothing that means anything outside of this account. */
function handleOf(work: Work, user_id: number): Buffer {
  return work.sealing.lookupHash('passkey_user', String(user_id))
}

/** What the browser is to ask an authenticator for a new passkey. 422 on a host that can have none. */
export async function registrationOptions(work: Work, user_id: number, origin_url: string) {
  const party = relyingPartyOf(origin_url)
  if (!party) throw invalid('base', 'Passkeys need a host name: this address is a bare IP address')
  const { desk } = await accountSettings(work)
  const person = await getUser(work, user_id)
  const options = await generateRegistrationOptions({
    rpName: desk.name,
    rpID: party.id,
    userName: person.email ?? person.name,
    userDisplayName: person.name,
    userID: new Uint8Array(handleOf(work, user_id)),
    attestationType: 'none',
    excludeCredentials: await credentialsOf(work, user_id, party.id),
    supportedAlgorithmIDs: ALGORITHMS,
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
  })
  await keepChallenge(work, options.challenge, { purpose: 'register', user_id, rp_id: party.id })
  return options
}

/** Adds the passkey that an authenticator made for `registrationOptions`. 422 for anything else. */
export async function registerPasskey(
  work: Work,
  user_id: number,
  passkey: { name: string; credential: unknown },
  origin_url: string,
): Promise<FactorRow> {
  await lockFactorsOf(work, user_id)
  await refuseTooMany(work, user_id)
  const party = relyingPartyOf(origin_url)
  const read = registrationAnswer.safeParse(passkey.credential)
  const challenge = read.success ? challengeOf(read.data.response.clientDataJSON) : null
  if (!party || !read.success || challenge === null) throw notAPasskey()
  if (!(await takeChallenge(work, challenge, { purpose: 'register', user_id, rp_id: party.id }))) throw notAPasskey()
  const verified = await verifyRegistrationResponse({
    response: { ...read.data, clientExtensionResults: {} },
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    // A key without a PIN is a good second factor; whether it may stand alone is kept with it.
    requireUserVerification: false,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch((cause: unknown) => {
    throw notAPasskey(cause)
  })
  if (!verified.verified) throw notAPasskey()
  const { credential, userVerified } = verified.registrationInfo
  if ((await findPasskey(work, credential.id)) !== null)
    throw invalid('credential', 'Credential: is registered already', 'DuplicateValue')
  return await addProvedFactor(work, {
    user_id,
    secret: {
      kind: 'passkey',
      name: cleanName(passkey.name),
      credential_id: credential.id,
      public_key: Buffer.from(credential.publicKey).toString('base64url'),
      transports: read.data.response.transports,
    },
    counter: credential.counter,
    credential_hash: credentialHash(work, credential.id),
    rp_id: party.id,
    is_first_factor: userVerified && read.data.clientExtensionResults.credProps?.rk !== false,
  })
}

function notAPasskey(cause?: unknown) {
  const refusal = invalid('credential', 'Credential: could not be verified')
  refusal.cause = cause
  return refusal
}

/**
 * What the browser is to ask for a proof. `user_id` null asks for any passkey of this host, which then says whose it
 * is. Null where it cannot work: a bare IP address, or nobody's passkeys.
 */
export async function proofOptions(
  work: Work,
  purpose: Exclude<ChallengePurpose, 'register'>,
  user_id: number | null,
  origin_url: string,
) {
  const party = relyingPartyOf(origin_url)
  if (!party) return null
  const allowCredentials = user_id === null ? undefined : await credentialsOf(work, user_id, party.id)
  if (allowCredentials?.length === 0) return null
  const options = await generateAuthenticationOptions({
    rpID: party.id,
    allowCredentials,
    // Alone, a passkey must show that its holder unlocked it; beside a password it is asked for nothing more.
    userVerification: user_id === null ? 'required' : 'discouraged',
  })
  await keepChallenge(work, options.challenge, { purpose, user_id, rp_id: party.id })
  return options
}

/**
 * The passkey an answer proves; null when it proves none. Never throws for what a browser sent, so that what it
 * changed stays: the challenge is used up, and a counter that went back is on record.
 */
export async function provedPasskey(
  work: Work,
  given: { purpose: Exclude<ChallengePurpose, 'register'>; user_id: number | null; origin_url: string },
  answer: unknown,
): Promise<FactorRow | null> {
  const party = relyingPartyOf(given.origin_url)
  const read = authenticationAnswer.safeParse(answer)
  const challenge = read.success ? challengeOf(read.data.response.clientDataJSON) : null
  if (!party || !read.success || challenge === null) return null
  const { purpose, user_id } = given
  if (!(await takeChallenge(work, challenge, { purpose, user_id, rp_id: party.id }))) return null
  const passkey = await findPasskey(work, read.data.id)
  if (passkey?.secret.kind !== 'passkey' || passkey.rp_id !== party.id) return null
  if (user_id !== null && passkey.user_id !== user_id) return null
  const is_alone = user_id === null
  const handle = read.data.response.userHandle
  if (handle !== undefined && !isSameText(handle, handleOf(work, passkey.user_id).toString('base64url'))) return null
  if (is_alone && !passkey.is_first_factor) return null
  const verified = await verifyAuthenticationResponse({
    response: read.data,
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: is_alone,
    credential: {
      id: passkey.secret.credential_id,
      publicKey: new Uint8Array(Buffer.from(passkey.secret.public_key, 'base64url')),
      // The counter is ours to judge, below: the package would throw before it looked at the signature.
      counter: 0,
    },
  }).catch(() => null) // The package throws for every kind of wrong answer; all of them are a no.
  if (!verified?.verified) return null
  return (await isCounterRising(work, passkey, verified.authenticationInfo.newCounter)) ? passkey : null
}

/** A counter that stands still or goes back is what a copy of a key would show. Passkeys that are synced have none: 0. */
async function isCounterRising(work: Work, passkey: FactorRow, counter: number): Promise<boolean> {
  if (counter === 0 && passkey.counter === 0) {
    await touchFactor(work, passkey.id)
    return true
  }
  if (await raiseCounter(work, passkey.id, counter)) return true
  await flagFactor(work, passkey.id)
  const data = { factor_id: passkey.id, counter_before: passkey.counter, counter_after: counter }
  work.record(factorFlagged, passkey.user_id, data)
  return false
}

async function credentialsOf(work: Work, user_id: number, rp_id: string) {
  return (await listFactors(work, user_id)).flatMap(({ secret, rp_id: own, confirmed_at }) =>
    secret.kind === 'passkey' && own === rp_id && confirmed_at !== null
      ? [{ id: secret.credential_id, transports: secret.transports }]
      : [],
  )
}
