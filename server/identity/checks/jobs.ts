// The clock's part of providers: directories are asked about their people, metadata is fetched, ends are foreseen. What
// speaks to another machine does so between two units of work.
import { z } from 'zod'
import { listAccountIds } from '../../accounts/index.ts'
import type { Reaction } from '../../platform/events.ts'
import { job } from '../../platform/module.ts'
import { type Platform, systemWork } from '../../platform/platform.ts'
import type { Work } from '../../platform/work.ts'
import { certificateEnds } from '../events.ts'
import { lookUpPeople } from '../ldap/looking-up.ts'
import { activeProviders, listProviders } from '../queries.ts'
import { fetchTrustedMetadata } from '../saml/fetching-metadata.ts'
import { Refused } from '../saml/refused.ts'
import { mailAdmins, noteEnds } from './certificates.ts'
import { beginMetadata, isMetadataDue, settleMetadata } from './metadata.ts'
import { beginPeople, settlePeople } from './people.ts'
import { listChecks } from './queries.ts'

const PEOPLE_JOB = 'identity.check_people'
const METADATA_JOB = 'identity.check_metadata'
const MAIL_JOB = 'identity.mail_certificate_ends'

const of_provider = z.object({ account_id: z.number(), provider_id: z.number() })

/** Asks for a run; several asked for before it starts are one. `by_admin`: all at once, whenever it was last. */
export function askAboutPeople(
  work: Work,
  provider_id: number,
  by_admin: { accepts_many: boolean } | null = null,
): void {
  const name = `identity/people/${work.account_id}/${provider_id}`
  const { account_id } = work
  const payload = {
    account_id,
    provider_id,
    everybody: by_admin !== null,
    accepts_many: by_admin?.accepts_many ?? false,
  }
  work.addJob(PEOPLE_JOB, payload, { key: by_admin ? `${name}/admin` : name, lane: name })
}

/** As askAboutPeople. */
export function askForMetadata(work: Work, provider_id: number, by_admin = false): void {
  const name = `identity/metadata/${work.account_id}/${provider_id}`
  const payload = { account_id: work.account_id, provider_id, at_once: by_admin }
  work.addJob(METADATA_JOB, payload, { key: by_admin ? `${name}/admin` : name, lane: name })
}

const peopleJob = job({
  name: PEOPLE_JOB,
  summary: 'Ask a directory whether its people may still come in',
  payload: of_provider.extend({ everybody: z.boolean(), accepts_many: z.boolean() }),
  async run(platform, { account_id, provider_id, everybody, accepts_many }) {
    const unit = <Result>(run: (work: Work) => Promise<Result>) =>
      systemWork(platform, account_id, PEOPLE_JOB, 'staff', run)
    const asking = await unit((work) => beginPeople(work, provider_id, everybody))
    if (!asking) return
    const found = await lookUpPeople(asking.state, asking.links, asking.now)
    await unit((work) => settlePeople(work, provider_id, asking, found, accepts_many))
  },
})

const metadataJob = job({
  name: METADATA_JOB,
  summary: 'Fetch the metadata of a SAML provider and follow its certificates',
  payload: of_provider.extend({ at_once: z.boolean() }),
  async run(platform, { account_id, provider_id, at_once }) {
    const unit = <Result>(run: (work: Work) => Promise<Result>) =>
      systemWork(platform, account_id, METADATA_JOB, 'staff', run)
    const fetching = await unit((work) => beginMetadata(work, provider_id, at_once))
    if (!fetching) return
    const { settings, now } = fetching
    const found = await fetchTrustedMetadata(settings, platform.config.webhook_networks, now).catch(
      (error: unknown) => {
        if (error instanceof Refused) return { problem: error.problem }
        throw error
      },
    )
    await unit((work) => settleMetadata(work, provider_id, fetching, found))
  },
})

async function forEachAccount(platform: Platform, name: string, run: (work: Work) => Promise<void>): Promise<void> {
  for (const account_id of await listAccountIds(platform.pool))
    await systemWork(platform, account_id, name, 'staff', run)
}

const PEOPLE_SWEEP = 'identity.sweep_people'

const peopleSweep = job({
  name: PEOPLE_SWEEP,
  summary: 'See which directories are to be asked about their people',
  payload: z.object({}),
  cron: '*/5 * * * *',
  run: (platform) => forEachAccount(platform, PEOPLE_SWEEP, sweepPeople),
})

export async function sweepPeople(work: Work): Promise<void> {
  for (const provider of await activeProviders(work))
    if (provider.kind === 'ldap' && provider.is_live) askAboutPeople(work, provider.id)
}

const PROVIDER_SWEEP = 'identity.sweep_providers'

const providerSweep = job({
  name: PROVIDER_SWEEP,
  summary: 'See whose metadata is due and whose certificates end soon',
  payload: z.object({}),
  cron: '23 * * * *',
  run: (platform) => forEachAccount(platform, PROVIDER_SWEEP, sweepProviders),
})

export async function sweepProviders(work: Work): Promise<void> {
  if (!(await activeProviders(work)).some((one) => one.kind === 'saml' && one.is_live)) return
  const checks = (await listChecks(work)).filter((check) => check.what === 'metadata')
  for (const provider of await listProviders(work)) {
    if (provider.kind !== 'saml' || !provider.active || !provider.live) continue
    await noteEnds(work, provider)
    const check = checks.find((one) => one.provider_id === provider.id)
    if (isMetadataDue(check, work.now)) askForMetadata(work, provider.id)
  }
}

const mailJob = job({
  name: MAIL_JOB,
  summary: 'Tell the admins that the certificate of a provider ends soon',
  payload: z.object({ account_id: z.number(), event_id: z.number(), subject_id: z.number() }),
  async run(platform, { account_id, event_id, subject_id }) {
    const public_url = await platform.publicUrl(account_id)
    await systemWork(platform, account_id, MAIL_JOB, 'staff', (work) =>
      mailAdmins(work, event_id, subject_id, public_url),
    )
  },
})

export const checkJobs = [peopleJob, metadataJob, peopleSweep, providerSweep, mailJob]
export const checkReactions: readonly Reaction[] = [{ on: certificateEnds.type, job: MAIL_JOB }]
