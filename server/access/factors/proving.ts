// Believing a factor: the one place that decides whether what somebody shows proves who they are. Used by the second
// step of signing in and by step-up.
//
// Guesses are counted in a unit of work of their own before anything is checked (guesses.ts), so that many at once
// count as many. What is checked here is used up in the same statement that finds it unused.
import type { Work } from '../../platform/work.ts'
import { factorFailed, factorUsed } from './events.ts'
import { provedPasskey } from './passkeys/actions.ts'
import { readJson } from './passkeys/answers.ts'
import { listFactors, raiseCounter } from './queries.ts'
import { codeHash } from './recovery/codes.ts'
import { countCodes, useCode } from './recovery/queries.ts'
import type { ProofKind } from './schema.ts'
import { useSmsCode } from './sms/actions.ts'
import { stepOfCode } from './totp.ts'

/** What somebody shows. For a passkey `answer` is the authenticator's, as JSON text; else it is a code. */
export interface Proof {
  kind: ProofKind
  answer: string
}

export interface ProofRequest {
  purpose: 'sign_in' | 'step_up'
  origin_url: string
  /** The sign-in under way or the session: a texted code is good for the one it was asked for. */
  bound_to: number
}

/** Whether a proof is a person's, now, and for the first time. Records which. Never throws for a wrong one. */
export async function provesPerson(work: Work, user_id: number, proof: Proof, request: ProofRequest): Promise<boolean> {
  const proved = await checked(work, user_id, proof, request)
  if (proved === null) {
    work.record(factorFailed, user_id, { kind: proof.kind, for: request.purpose, reason: 'wrong' })
    return false
  }
  const codes_left = proof.kind === 'recovery_code' ? await countCodes(work, user_id) : null
  work.record(factorUsed, user_id, { kind: proof.kind, for: request.purpose, codes_left, ...proved })
  return true
}

async function checked(
  work: Work,
  user_id: number,
  { kind, answer }: Proof,
  request: ProofRequest,
): Promise<{ factor_id: number | null } | null> {
  if (kind === 'recovery_code') {
    const hash = codeHash(work.sealing, answer)
    return hash !== null && (await useCode(work, user_id, hash)) ? { factor_id: null } : null
  }
  if (kind === 'passkey') {
    const purpose = request.purpose === 'sign_in' ? 'second_factor' : 'step_up'
    const asked = { purpose, user_id, origin_url: request.origin_url } as const
    const passkey = await provedPasskey(work, asked, readJson(answer))
    return passkey && { factor_id: passkey.id }
  }
  if (kind === 'sms') {
    const factor_id = await useSmsCode(work, user_id, request.bound_to, answer)
    return factor_id === null ? null : { factor_id }
  }
  return await usedTotp(work, user_id, answer)
}

/** A code of any of the person's apps; its time step is used up with it. */
async function usedTotp(work: Work, user_id: number, code: string): Promise<{ factor_id: number } | null> {
  for (const { id, secret, counter, confirmed_at } of await listFactors(work, user_id)) {
    if (secret.kind !== 'totp' || confirmed_at === null) continue
    const step = stepOfCode(secret.seed, code, work.now, counter)
    if (step !== null && (await raiseCounter(work, id, step))) return { factor_id: id }
  }
  return null
}
