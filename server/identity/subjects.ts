// Subjects of providers that are known before anybody signs in: a directory that keeps the team names people by the
// same identifiers as the provider they sign in at. A later module knows them.
import type { Work } from '../platform/work.ts'
import { findProvider } from './queries.ts'

type SubjectOwner = (work: Work, provider_id: number, subject: string) => Promise<number | null>
let offered: SubjectOwner | null = null

/** Called while the product is put together: whose subject this is at a provider, or null. */
export function offerSubjects(owner: SubjectOwner): void {
  offered = owner
}

export async function ownerOfSubject(
  ...[work, provider_id, subject]: Parameters<SubjectOwner>
): Promise<number | null> {
  return (await offered?.(work, provider_id, subject)) ?? null
}

/** True for a provider of the team whose subjects a directory can know. */
export async function hasKnownSubjects(work: Work, provider_id: number): Promise<boolean> {
  const provider = await findProvider(work, provider_id)
  return provider?.for_staff === true && (provider.kind === 'saml' || provider.kind === 'oidc')
}
