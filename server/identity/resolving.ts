// Who of ours is meant by what a provider says, and what becomes of it. The rules, in this order (docs/decisions/0020):
//
// 1. Issuer and subject that were linked before: that person, whatever their address is now.
// 2. A subject that a directory says is somebody's, where an admin said that its identifiers are this provider's.
// 3. An address the provider says is verified, of a domain it is believed about: the person who has it, linked from now
//    on. Where nobody had ever proven that address, whoever registered it first loses password, tokens and sessions.
// 4. Nobody: a new person, where the provider may make them.
//
// Never: an owner, unless an owner tried these settings; staff by a provider for customers, or the other way round;
// somebody by an address that only the provider or only the form of a stranger claims.
import { audienceOf, voidCredentials } from '../access/index.ts'
import { createUser, findUser, findUserByEmail, listIdentities, type UserRow, updateIdentity } from '../people/index.ts'
import { normaliseAddress } from '../platform/addresses.ts'
import type { Work } from '../platform/work.ts'
import { findRole } from '../roles/index.ts'
import { identityRefused, personLinked } from './events.ts'
import {
  findLink,
  insertLink,
  type LinkRow,
  listLinksOf,
  lockSubject,
  subjectHash,
  touchLink,
} from './links/queries.ts'
import { applyMapping } from './mapping/applying.ts'
import { type Attributes, type GivenRole, grantsOf, nameOf, roleAfter } from './mapping/reading.ts'
import type { Problem } from './problems.ts'
import { isFor, type ProviderRow } from './schema.ts'
import { ownerOfSubject } from './subjects.ts'

/** Who a provider says somebody is, once its message was checked. */
export interface Identity {
  issuer: string
  /** The provider's own identifier for the person, which it never gives to another. */
  subject: string
  email: string | null
  /** True where the provider says that it checked the address, or is the directory the address is from. */
  email_verified: boolean
  /** Where the mapping names no attribute for it. */
  name: string | null
  attributes: Attributes
}

/** What a sign-in would do. Nothing is written yet. */
export type Decision =
  | { outcome: 'linked'; link: LinkRow; user: UserRow; given: GivenRole }
  | { outcome: 'by_directory'; user: UserRow; given: GivenRole }
  | { outcome: 'by_address'; user: UserRow; identity_id: number; voids_credentials: boolean; given: GivenRole }
  | { outcome: 'new'; name: string; email: string | null; given: GivenRole }
  | { outcome: 'refused'; problem: Problem; user_id: number | null }

export type Resolution =
  | { outcome: 'resolved'; user_id: number; created: boolean }
  | { outcome: 'refused'; problem: Problem }

const LINKED_BY = { new: 'creation', by_address: 'address', by_directory: 'directory' } as const
const MAX_IDENTIFIER = 2_000
const NAME_LENGTH = 255

/** What would become of this identity. Reads only. */
export async function decide(work: Work, provider: ProviderRow, identity: Identity): Promise<Decision> {
  const { issuer, subject } = identity
  if (issuer === '' || subject === '' || issuer.length > MAX_IDENTIFIER || subject.length > MAX_IDENTIFIER)
    return refused('no_subject')
  const link = await findLink(work, provider.id, subjectHash(work, issuer, subject))
  if (link) {
    const user = await findUser(work, link.user_id)
    if (!user?.active) return refused('person_gone')
    return await admitted(work, provider, identity, user, (given) => ({ outcome: 'linked', link, user, given }))
  }
  const provisioned = await provisionedAs(work, provider, subject)
  if (provisioned)
    return await admitted(work, provider, identity, provisioned, (given) => ({
      outcome: 'by_directory',
      user: provisioned,
      given,
    }))
  const email = identity.email === null ? null : normaliseAddress(identity.email)
  const known = email === null ? null : await findUserByEmail(work, email)
  if (email !== null && known) return await decideByAddress(work, provider, identity, known, email)
  return await decideNew(work, provider, identity, email)
}

/** Whether the provider is believed that this is the person's address. */
function vouching(provider: ProviderRow, identity: Identity, email: string): Problem | null {
  if (!identity.email_verified) return 'address_unverified'
  const domain = email.slice(email.lastIndexOf('@') + 1)
  const is_vouched = provider.domains.includes(domain) || (provider.domains.includes('*') && !provider.for_staff)
  return is_vouched ? null : 'address_not_vouched'
}

async function decideByAddress(
  work: Work,
  provider: ProviderRow,
  identity: Identity,
  user: UserRow,
  email: string,
): Promise<Decision> {
  const problem = vouching(provider, identity, email)
  if (problem) return refused(problem, user.id)
  const addresses = (await listIdentities(work, user.id)).filter((one) => one.type === 'email')
  const own = addresses.find((one) => normaliseAddress(one.value) === email)
  // Somebody who proved another address wrote this one into their record: it does not make them its owner.
  if (!own) throw new Error('a person was found by an address that they do not have')
  const is_proven = own.verified
  if (!is_proven && (addresses.length > 1 || (await listLinksOf(work, user.id)).length > 0))
    return refused('address_taken', user.id)
  return await admitted(work, provider, identity, user, (given) => ({
    outcome: 'by_address',
    user,
    identity_id: own.id,
    voids_credentials: !is_proven,
    given,
  }))
}

async function decideNew(
  work: Work,
  provider: ProviderRow,
  identity: Identity,
  email: string | null,
): Promise<Decision> {
  if (!provider.creates_people) return refused('no_account')
  const given = roleAfter(provider.mapping, grantsOf(provider.mapping, identity.attributes), null)
  if (!(await isOffered(work, provider, given))) return refused('role_not_offered')
  // An address that nobody vouches for is not kept: it may be somebody else's, who comes for it later.
  const problem = email === null ? 'address_missing' : vouching(provider, identity, email)
  if (problem && given.role !== 'end-user') return refused(problem)
  const kept = problem ? null : email
  const name = nameOf(provider.mapping, identity.attributes) ?? clean(identity.name) ?? kept?.split('@')[0] ?? null
  return { outcome: 'new', name: name ?? clean(identity.subject) ?? '?', email: kept, given }
}

/** Whether a person who is meant may come in through this provider, before and after its mapping. */
async function admitted(
  work: Work,
  provider: ProviderRow,
  identity: Identity,
  user: UserRow,
  decision: (given: GivenRole) => Decision,
): Promise<Decision> {
  if (!isFor(provider, audienceOf(user.role))) return refused('not_for_audience', user.id)
  if (user.role === 'owner' && !(await wasTestedByOwner(work, provider))) return refused('owner_not_tested', user.id)
  const given = roleAfter(provider.mapping, grantsOf(provider.mapping, identity.attributes), user.role)
  return (await isOffered(work, provider, given)) ? decision(given) : refused('role_not_offered', user.id)
}

/** A role that was deleted since is given to nobody: an agent without one may do more. */
async function isOffered(work: Work, provider: ProviderRow, { role, custom_role_id }: GivenRole): Promise<boolean> {
  if (!isFor(provider, audienceOf(role))) return false
  return custom_role_id == null || (await findRole(work, custom_role_id)) !== null
}

/** Whom a directory keeps here under this subject. Of owners it says nothing: admins make its tokens. */
async function provisionedAs(work: Work, provider: ProviderRow, subject: string): Promise<UserRow | null> {
  const id = await ownerOfSubject(work, provider.id, subject)
  const user = id === null ? null : await findUser(work, id)
  return user?.active && user.role !== 'owner' ? user : null
}

/** Admins may set providers up, and must not become owners by one that says what they like. */
export async function wasTestedByOwner(work: Work, provider: Pick<ProviderRow, 'tested_by_id'>): Promise<boolean> {
  const tester = provider.tested_by_id === null ? null : await findUser(work, provider.tested_by_id)
  return tester?.role === 'owner' && tester.active && !tester.suspended
}

/**
 * The person of an identity: linked, found by address or created, and with what the mapping gives them. Records what
 * happened, also a refusal; the caller answers (never by throwing, which would take the record back).
 */
export async function resolveIdentity(work: Work, provider: ProviderRow, identity: Identity): Promise<Resolution> {
  // What a provider says is carried out by the desk, not by the nobody who signs in.
  const system = work.as({ kind: 'system', name: 'identity' })
  await lockSubject(
    work,
    subjectHash(work, identity.issuer.slice(0, MAX_IDENTIFIER), identity.subject.slice(0, MAX_IDENTIFIER)),
  )
  const decision = await decide(system, provider, identity)
  if (decision.outcome === 'refused') {
    work.record(
      identityRefused,
      decision.user_id ?? 0,
      { provider_id: provider.id, problem: decision.problem },
      { email: clean(identity.email) },
    )
    return { outcome: 'refused', problem: decision.problem }
  }
  const user = await personOf(system, provider, identity, decision)
  await applyMapping(system, provider, identity, user, { given: decision.given, is_new: decision.outcome === 'new' })
  return { outcome: 'resolved', user_id: user.id, created: decision.outcome === 'new' }
}

async function personOf(
  work: Work,
  provider: ProviderRow,
  identity: Identity,
  decision: Exclude<Decision, { outcome: 'refused' }>,
): Promise<UserRow> {
  if (decision.outcome === 'linked') {
    await touchLink(work, decision.link, clean(identity.email))
    return decision.user
  }
  const is_new = decision.outcome === 'new'
  if (decision.outcome === 'by_address' && decision.voids_credentials) {
    await voidCredentials(work, decision.user.id)
    await updateIdentity(work, decision.user.id, decision.identity_id, { verified: true })
  }
  const user = is_new
    ? await createUser(work, {
        name: decision.name,
        email: decision.email,
        role: decision.given.role,
        ...(decision.given.custom_role_id == null ? {} : { custom_role_id: decision.given.custom_role_id }),
        verified: decision.email !== null,
      })
    : decision.user
  const { issuer, subject } = identity
  const link_id = await insertLink(work, {
    provider_id: provider.id,
    user_id: user.id,
    issuer,
    subject,
    email: clean(identity.email),
  })
  work.record(personLinked, user.id, {
    provider_id: provider.id,
    link_id,
    by: LINKED_BY[decision.outcome],
    voided_credentials: decision.outcome === 'by_address' && decision.voids_credentials,
  })
  return user
}

function refused(problem: Problem, user_id: number | null = null): Decision {
  return { outcome: 'refused', problem, user_id }
}

function clean(text: string | null): string | null {
  return text === null ? null : text.toWellFormed().replaceAll('\u0000', '').trim().slice(0, NAME_LENGTH) || null
}
