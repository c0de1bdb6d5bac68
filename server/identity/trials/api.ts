// Endpoints of trials.
import { z } from 'zod'
import { Refusal } from '../../platform/errors.ts'
import { ADMINS, endpoint, HttpReply } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { apiTime, apiTimeOrNull } from '../../platform/instants.ts'
import { systemWork } from '../../platform/platform.ts'
import type { Work } from '../../platform/work.ts'
import { providerParams } from '../api.ts'
import { kindOf } from '../kinds.ts'
import { askDirectory } from '../ldap/directory.ts'
import type { Attributes } from '../mapping/reading.ts'
import { PROBLEMS } from '../problems.ts'
import { findProvider, getProvider } from '../queries.ts'
import { beginTrial, type Finding, finishTrial, getTrial, type TrialRow } from './trials.ts'

const problem = z.enum(PROBLEMS).nullable()

const attributes = z.record(z.string(), z.array(z.string()))

const trialSchema = z.object({
  id: z.number(),
  identity_provider_id: z.number(),
  outcome: z.enum(['waiting', 'succeeded', 'failed']),
  start_url: z.string().nullable().describe('Where to sign in for it, in a tab of this browser; null for a directory'),
  problem,
  detail: z.string().nullable(),
  identity: z
    .object({
      issuer: z.string(),
      subject: z.string(),
      email: z.string().nullable(),
      email_verified: z.boolean(),
      name: z.string().nullable(),
      attributes,
    })
    .nullable()
    .describe('What the provider said'),
  claims: attributes.nullable().describe('What it said where that was not taken, as far as it could be read'),
  result: z
    .object({
      outcome: z.enum(['linked', 'by_directory', 'by_address', 'new', 'refused']),
      problem,
      user_id: z.number().nullable(),
      role: z.string().nullable(),
      group_ids: z.array(z.number()),
      custom_role_id: z.number().nullable(),
      organization_id: z.number().nullable(),
      organization_ids: z.array(z.number()),
      tags: z.array(z.string()),
      second_factor_proved: z.boolean(),
    })
    .nullable()
    .describe('What a sign-in would make of it'),
  created_at: z.string(),
  finished_at: z.string().nullable(),
})
const one = z.object({ trial: trialSchema })

function written(said: Attributes): z.input<typeof attributes> {
  return Object.fromEntries(Object.entries(said).map(([name, values]) => [name, [...values]]))
}

function trialReply(row: TrialRow, start_url: string | null): z.input<typeof trialSchema> {
  const { id, outcome, problem: found, detail, result } = row
  const identity = row.identity && { ...row.identity, attributes: written(row.identity.attributes) }
  return {
    id,
    identity_provider_id: row.provider_id,
    outcome,
    start_url: outcome === 'waiting' ? start_url : null,
    problem: found,
    detail,
    identity,
    claims: row.claims && written(row.claims),
    result,
    created_at: apiTime(row.created_at),
    finished_at: apiTimeOrNull(row.finished_at),
  }
}

/** A trial is a person's: no token and no system signs in at a provider. */
function tester(work: Work): number {
  if (work.actor.kind !== 'user') throw new Refusal('forbidden')
  return work.actor.user_id
}

const startPath = (kind: string, provider_id: number, trial_id: number) =>
  `/access/${kind}/${provider_id}/start?trial_id=${trial_id}`

const begin = endpoint({
  route: 'POST /api/v2/identity_providers/{identity_provider_id}/trials',
  summary: 'Try the settings of an identity provider as they are edited',
  allow: ADMINS,
  params: providerParams,
  body: z.object({
    trial: z
      .object({ login: z.string().max(254).optional(), password: z.string().max(256).optional() })
      .optional()
      .describe('For a directory: whose sign-in to try'),
  }),
  reply: one,
  async prepare({ platform, account_id, params, body }): Promise<Finding | null> {
    const provider = await systemWork(platform, account_id, 'identity.trial', 'staff', (work) =>
      findProvider(work, params.identity_provider_id),
    )
    if (!provider || !kindOf(provider.kind).asks_password) return null
    return await askDirectory(provider.edited, provider.mapping, body.trial?.login ?? '', body.trial?.password ?? '')
  },
  async run({ work, params, prepared, origin_url }) {
    const provider = await getProvider(work, params.identity_provider_id, true)
    const user_id = tester(work)
    const trial_id = await beginTrial(work, provider, user_id)
    if (prepared) await finishTrial(work, await getTrial(work, provider.id, trial_id, user_id), prepared)
    const trial = trialReply(
      await getTrial(work, provider.id, trial_id, user_id),
      startPath(provider.kind, provider.id, trial_id),
    )
    const location = `${origin_url}/api/v2/identity_providers/${provider.id}/trials/${trial_id}`
    return new HttpReply({ status: 201, headers: { location, 'cache-control': 'no-store' }, json: { trial } })
  },
})

const show = endpoint({
  route: 'GET /api/v2/identity_providers/{identity_provider_id}/trials/{trial_id}',
  summary: 'What a trial of one’s own found',
  allow: ADMINS,
  params: providerParams.extend({ trial_id: idParam }),
  reply: one,
  async run({ work, params }) {
    const provider = await getProvider(work, params.identity_provider_id)
    const row = await getTrial(work, provider.id, params.trial_id, tester(work))
    return { trial: trialReply(row, startPath(provider.kind, provider.id, row.id)) }
  },
})

export const trialEndpoints = [begin, show]
