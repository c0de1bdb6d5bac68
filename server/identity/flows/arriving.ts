// Somebody arrives with what a provider said, or with why that did not do: a trial ends, or a person comes in.
import { admitPerson, redirect, type SignInMethod, type SignInRequest } from '../../access/index.ts'
import type { HttpReply } from '../../platform/http/endpoint.ts'
import type { Work } from '../../platform/work.ts'
import { identityRefused } from '../events.ts'
import type { Problem } from '../problems.ts'
import { resolveIdentity } from '../resolving.ts'
import type { ProviderRow } from '../schema.ts'
import { trialPage } from '../trials/page.ts'
import { type Finding, finishTrial, getTrial } from '../trials/trials.ts'

const REFUSED = '/sign-in?refused=1'

export interface Arrival {
  provider: ProviderRow
  method: SignInMethod
  trial_id: number | null
  finding: Finding
  return_to: string | null
  /** How the provider calls its session. */
  provider_session: string | null
  /** Where somebody goes who is not let in; else to the sign-in page. */
  refused_to?: string
  /** What else is done for the person who comes in, before the session begins. */
  alsoDo?(user_id: number): Promise<void>
}

/** Who asks, as far as they are known: trials belong to one admin. */
export function personOf(work: Pick<Work, 'actor'>): number {
  return work.actor.kind === 'user' ? work.actor.user_id : 0
}

export async function arrive(work: Work, arrival: Arrival, request: SignInRequest): Promise<HttpReply> {
  const { provider, finding, trial_id } = arrival
  if (trial_id !== null) {
    const trial = await getTrial(work, provider.id, trial_id, personOf(work))
    await finishTrial(work, trial, finding)
    const ended = await getTrial(work, provider.id, trial_id, personOf(work))
    return await trialPage(work, ended, request.header('accept-language'))
  }
  if ('problem' in finding) return refuse(work, provider, finding.problem, arrival.refused_to)
  const resolved = await resolveIdentity(work, provider, finding.identity)
  if (resolved.outcome === 'refused') return redirect(arrival.refused_to ?? REFUSED)
  await arrival.alsoDo?.(resolved.user_id)
  return await admitPerson(
    work,
    {
      user_id: resolved.user_id,
      method: arrival.method,
      provider_id: provider.id,
      provider_session: arrival.provider_session,
      second_factor_proved: finding.second_factor_proved,
      return_to: arrival.return_to,
    },
    request,
  )
}

/** The visitor hears that it did not work; why is recorded for the admins. */
export function refuse(work: Work, provider: Pick<ProviderRow, 'id'>, problem: Problem, to = REFUSED): HttpReply {
  work.record(identityRefused, 0, { provider_id: provider.id, problem }, { email: null })
  return redirect(to)
}
