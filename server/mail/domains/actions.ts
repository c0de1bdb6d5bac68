// Adding and removing mail domains.
import { normaliseDomain } from '../../platform/addresses.ts'
import { invalid, notFound, Refusal } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'
import { hasAddressIn } from '../support-addresses/queries.ts'
import { makeDkimKeys } from './dkim.ts'
import { domainAdded, domainRemoved } from './events.ts'
import {
  type DomainRow,
  deleteDomain,
  findDomain,
  findDomainByName,
  insertDomain,
  listDomains,
  MAX_DOMAINS,
} from './queries.ts'

/** The domain, made with two DKIM keys where the desk does not have it yet (a fraction of a second). 422 for no domain name. */
export async function addMailDomain(work: Work, name: string): Promise<DomainRow> {
  const domain = normaliseDomain(name.trim())
  if (domain === null) throw invalid('name', 'Name: is not a domain', 'InvalidFormat')
  const known = await findDomainByName(work, domain)
  if (known) return known
  if ((await listDomains(work)).length >= MAX_DOMAINS)
    throw new Refusal('too_many_values', `A desk has at most ${MAX_DOMAINS} domains`)
  const id = newId()
  if (await insertDomain(work, id, domain, await makeDkimKeys(domain, work.now)))
    work.record(domainAdded, id, { domain })
  const row = await findDomainByName(work, domain)
  if (!row) throw new Error('a mail domain was written and is not there')
  return row
}

/** 404; 422 while a support address lies in it. */
export async function removeMailDomain(work: Work, id: number): Promise<void> {
  const row = await findDomain(work, id)
  if (!row) throw notFound()
  if (await hasAddressIn(work, row.domain))
    throw invalid('base', 'A support address lies in this domain: remove it first')
  await deleteDomain(work, id)
  work.record(domainRemoved, id, { domain: row.domain })
}
