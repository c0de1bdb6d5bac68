// Writes what a token says about a person into their record: each claim by itself, so that one which the desk does not
// take (a field that is gone, a number somebody else has) keeps neither the others nor the person out.
import {
  addToOrganization,
  findOrganizationByName,
  findUser,
  hasOrganization,
  isMemberOfOrganization,
  type UserWrite,
  updateUser,
} from '../../people/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Work } from '../../platform/work.ts'
import { profileNotTaken } from '../events.ts'
import type { TokenClaims } from './claims.ts'
import type { JwtSettings } from './settings.ts'

const LOCALES = new Set(['en', 'de', 'nl', 'it'])
const LOCALE_IDS: Readonly<Record<number, string>> = { 1: 'en', 8: 'de', 22: 'it', 1005: 'nl' }

function localeOf({ locale, locale_id }: TokenClaims): string | undefined {
  const named = locale?.slice(0, 2).toLowerCase() ?? (locale_id ? LOCALE_IDS[locale_id] : undefined)
  return named !== undefined && LOCALES.has(named) ? named : undefined
}

/** One write for each claim that is there. */
function writesOf(settings: JwtSettings, claims: TokenClaims, role: string): Record<string, UserWrite> {
  const { external_id, phone, tags, user_fields, custom_role_id } = claims
  const locale = localeOf(claims)
  return {
    name: { name: claims.name },
    ...(external_id ? { external_id: { external_id } } : {}),
    ...(phone === undefined ? {} : { phone: { phone } }),
    ...(locale === undefined ? {} : { locale: { locale } }),
    ...(tags ? { tags: { tags } } : {}),
    ...(user_fields ? { user_fields: { user_fields } } : {}),
    // Of agents only: a custom role would make an agent of anybody, and less of an admin.
    ...(custom_role_id && settings.trusts_custom_roles && role === 'agent'
      ? { custom_role_id: { custom_role_id } }
      : {}),
  }
}

/** Organisations that the token names and that are there: none is made by a token. */
async function organizationsOf(work: Work, claims: TokenClaims): Promise<number[]> {
  const ids: number[] = []
  if (claims.organization_id && (await hasOrganization(work, claims.organization_id))) ids.push(claims.organization_id)
  for (const name of [...(claims.organization ? [claims.organization] : []), ...(claims.organizations ?? [])]) {
    const found = await findOrganizationByName(work, name)
    if (found !== null) ids.push(found)
  }
  return [...new Set(ids)]
}

/** `work` acts as the system: a token's sender is the desk's own server, which an admin set up. */
export async function applyProfile(
  work: Work,
  provider_id: number,
  user_id: number,
  settings: JwtSettings,
  claims: TokenClaims,
): Promise<void> {
  const user = await findUser(work, user_id)
  if (!user || !settings.updates_profile) return
  const not_taken: string[] = []
  for (const [claim, write] of Object.entries(writesOf(settings, claims, user.role)))
    try {
      await updateUser(work, user_id, write)
    } catch (error) {
      // A refusal comes before anything of this claim is written; all else ends the sign-in.
      if (!(error instanceof Refusal)) throw error
      not_taken.push(claim)
    }
  const organizations = await organizationsOf(work, claims)
  for (const organization_id of organizations)
    if (!(await isMemberOfOrganization(work, user_id, organization_id)))
      await addToOrganization(work, { user_id, organization_id })
  if (not_taken.length > 0) work.record(profileNotTaken, user_id, { provider_id, claims: not_taken })
}
