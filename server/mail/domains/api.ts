// Mail domains over HTTP, with the records to publish and a check of them.
import { z } from 'zod'
import { notFound } from '../../platform/errors.ts'
import { endpoint, STAFF } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { type Platform, systemWork } from '../../platform/platform.ts'
import { mailHostName } from '../deliveries/route.ts'
import { addMailDomain, removeMailDomain } from './actions.ts'
import { checkDomain } from './check.ts'
import { dnsLookup } from './lookup.ts'
import { findDomain, listDomains, saveChecks } from './queries.ts'
import { domainSchema, keysOf, type MailSetup, presentDomain } from './schema.ts'

function setupOf({ config }: Platform): MailSetup {
  // With a mailbox to collect from, the domain's mail goes to another server.
  return {
    host_name: mailHostName(config),
    sends_directly: config.mail_out === 'direct',
    receives: config.imap_url === null,
  }
}

const one = z.object({ mail_domain: domainSchema })
const params = z.object({ mail_domain_id: idParam })

const list = endpoint({
  route: 'GET /api/v2/mail_domains',
  summary: 'List the mail domains of the desk with the DNS records to publish',
  allow: STAFF,
  reply: z.object({ mail_domains: z.array(domainSchema) }),
  run: async ({ work, platform }) => ({
    mail_domains: (await listDomains(work)).map((row) => presentDomain(row, setupOf(platform))),
  }),
})

const create = endpoint({
  route: 'POST /api/v2/mail_domains',
  summary: 'Add a mail domain; makes its DKIM keys',
  allow: STAFF,
  right: 'manage_extensions_and_channels',
  body: z.object({ mail_domain: z.object({ name: z.string().max(300) }) }),
  reply: one,
  run: async ({ work, platform, body }) => ({
    mail_domain: presentDomain(await addMailDomain(work, body.mail_domain.name), setupOf(platform)),
  }),
})

const check = endpoint({
  route: 'GET /api/v2/mail_domains/{mail_domain_id}/check',
  summary: "Look at the domain's DNS now, and say how each record stands",
  allow: STAFF,
  params,
  // It keeps what it found, as a cache does.
  read_only: false,
  reply: one,
  async prepare({ account_id, platform, params: { mail_domain_id } }) {
    const row = await systemWork(platform, account_id, 'mail_domains.check', 'staff', (work) =>
      findDomain(work, mail_domain_id),
    )
    if (!row) throw notFound()
    return await checkDomain(row.domain, keysOf(row), setupOf(platform), dnsLookup(platform.dns))
  },
  async run({ work, platform, params: { mail_domain_id }, prepared }) {
    await saveChecks(work, mail_domain_id, prepared)
    const row = await findDomain(work, mail_domain_id)
    if (!row) throw notFound()
    return { mail_domain: presentDomain(row, setupOf(platform)) }
  },
})

const remove = endpoint({
  route: 'DELETE /api/v2/mail_domains/{mail_domain_id}',
  summary: 'Remove a mail domain and its DKIM keys',
  allow: STAFF,
  right: 'manage_extensions_and_channels',
  params,
  reply: null,
  async run({ work, params: { mail_domain_id } }) {
    await removeMailDomain(work, mail_domain_id)
  },
})

export const domainEndpoints = [list, create, check, remove]
