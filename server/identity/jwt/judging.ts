// Which provider a token is of, and whether it takes it. Asks for keys, so it runs before the unit of work.
import { type Platform, systemWork } from '../../platform/platform.ts'
import type { Work } from '../../platform/work.ts'
import { findFlow } from '../flows/flows.ts'
import type { Attributes } from '../mapping/reading.ts'
import { providerOfKind, stateFor } from '../oidc/parties.ts'
import type { Problem } from '../problems.ts'
import { activeProviders } from '../queries.ts'
import { remoteKeys } from '../remote-keys.ts'
import { Refused } from '../saml/refused.ts'
import type { TokenClaims } from './claims.ts'
import { questionOf } from './return-to.ts'
import { type JwtSettings, jwtSettings } from './settings.ts'
import { readToken } from './token.ts'

/** Tokens do not say whose they are: each provider of the desk is asked, as its own keys and algorithm are. */
const MAX_CANDIDATES = 10

export interface Asked {
  return_to: string | null
}

export interface Candidate {
  provider_id: number
  settings: JwtSettings
  shared_secret: string
  is_trial: boolean
}

export type Judgement =
  | { candidate: Candidate; claims: TokenClaims }
  | { candidate: Candidate | null; problem: Problem; detail: string | null; claims_sent: Attributes | null }

/** The path of an address, wherever it is: only to find the question in it. */
function pathIn(text: string | undefined): string | null {
  const url = text === undefined ? null : URL.parse(text, 'http://nowhere.invalid')
  return url ? url.pathname + url.search : null
}

export const questionIn = (return_to: string | undefined) => questionOf(pathIn(return_to))

async function candidateOf(work: Work, provider_id: number, is_trial: boolean): Promise<Candidate> {
  const state = stateFor(await providerOfKind(work, 'jwt', provider_id), is_trial)
  const settings = jwtSettings.parse(state.settings)
  return { provider_id, settings, shared_secret: state.secrets.shared_secret ?? '', is_trial }
}

async function candidatesOf(work: Work, return_to: string | undefined): Promise<Candidate[]> {
  const question = questionIn(return_to)
  const flow = question && (await findFlow<Asked>(work, question.provider_id, question.state))
  if (flow) return [await candidateOf(work, flow.provider_id, flow.trial_id !== null)]
  const live = (await activeProviders(work)).filter((provider) => provider.kind === 'jwt' && provider.is_live)
  const candidates: Candidate[] = []
  for (const { id } of live.slice(0, MAX_CANDIDATES)) candidates.push(await candidateOf(work, id, false))
  return candidates
}

export async function judge(
  platform: Platform,
  account_id: number,
  given: { jwt: string; return_to?: string | undefined; by_address: boolean },
): Promise<Judgement> {
  const { candidates, now } = await systemWork(platform, account_id, 'identity.sign_in', 'staff', async (work) => ({
    candidates: await candidatesOf(work, given.return_to),
    now: work.now,
  }))
  const networks = platform.config.webhook_networks
  let refused = new Refused('no_such_request')
  for (const candidate of candidates) {
    try {
      const claims = await readToken(candidate.settings, candidate.shared_secret, given.jwt, now, (address) =>
        remoteKeys(address, networks),
      )
      if (given.by_address && !candidate.settings.allow_get)
        return { candidate, problem: 'not_by_address', detail: null, claims_sent: null }
      return { candidate, claims }
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      refused = error
    }
  }
  // With several, nobody knows which of them was meant.
  const [only, ...others] = candidates
  return {
    candidate: only && others.length === 0 ? only : null,
    problem: refused.problem,
    detail: refused.detail,
    claims_sent: refused.claims,
  }
}
