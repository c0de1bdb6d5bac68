// Setting provisioning up: for admins. A token is its maker's: what they may not do to people, it may not either.
import { newSecret, secretHash } from '../../access/index.ts'
import { hasKnownSubjects } from '../../identity/index.ts'
import { invalid, notFound, Refusal } from '../../platform/errors.ts'
import { canonicalJson } from '../../platform/event-digest.ts'
import type { Work } from '../../platform/work.ts'
import { findRole } from '../../roles/index.ts'
import { scimChanged, scimTokenCreated, scimTokenRevoked, scimTokenRotated } from '../events.ts'
import {
  deleteScimToken,
  findScimToken,
  insertScimToken,
  listScimTokens,
  lockScim,
  saveScimTokenHash,
  saveSettings,
  scimSettings,
} from './queries.ts'
import { MAX_TOKENS, type Mapping, type ScimSettings, type SettingsWrite, type TokenRow } from './schema.ts'

/** Lets scanners recognise what was committed somewhere. */
const PREFIX = 'custos_scim_'

export async function changeSettings(work: Work, write: SettingsWrite): Promise<void> {
  await lockScim(work)
  const before = await scimSettings(work)
  const after: ScimSettings = {
    enabled: write.enabled ?? before.enabled,
    dry_run: write.dry_run ?? before.dry_run,
    ranges: write.ranges ? [...new Set(write.ranges)] : before.ranges,
    mapping: write.mapping ?? before.mapping,
    subject_provider_id:
      write.subject_provider_id === undefined ? before.subject_provider_id : write.subject_provider_id,
  }
  if (write.mapping) await checkMapping(work, write.mapping)
  const { subject_provider_id } = write
  if (subject_provider_id != null && !(await hasKnownSubjects(work, subject_provider_id)))
    throw invalid(
      'subject_provider_id',
      'Subject provider: must be a SAML or OpenID Connect provider of the team',
      'RecordNotFound',
    )
  const fields = (['enabled', 'dry_run', 'ranges', 'mapping', 'subject_provider_id'] as const).filter(
    (field) => canonicalJson(before[field]) !== canonicalJson(after[field]),
  )
  if (fields.length === 0) return
  await saveSettings(work, after)
  work.record(scimChanged, 0, { fields, enabled: after.enabled, dry_run: after.dry_run }, { before, after })
}

async function checkMapping(work: Work, mapping: Mapping): Promise<void> {
  const ids = [mapping.default_custom_role_id, ...mapping.rules.map((rule) => rule.custom_role_id)]
  for (const id of new Set(ids))
    if (id !== null && !(await findRole(work, id)))
      throw invalid('mapping', 'Mapping: a role is not there', 'RecordNotFound')
  const names = mapping.rules.map((rule) => `${rule.source}:${rule.value.toLowerCase()}`)
  if (new Set(names).size !== names.length)
    throw invalid('mapping', 'Mapping: a role or group is named twice', 'DuplicateValue')
}

/** The secret is in the reply and nowhere else. */
export async function createScimToken(work: Work, name: string): Promise<{ token: TokenRow; full_token: string }> {
  await lockScim(work)
  if ((await listScimTokens(work)).length >= MAX_TOKENS)
    throw new Refusal('too_many_values', `A desk has at most ${MAX_TOKENS} of these tokens: revoke one first`)
  const { full_token, token_hash } = newToken(work)
  const token = await insertScimToken(work, { name, token_hash, created_by_id: makerId(work) })
  work.record(scimTokenCreated, 0, { token_id: token.id }, { name })
  return { token, full_token }
}

/** A new secret for a token; the old one opens nothing from now on. */
export async function rotateScimToken(work: Work, id: number): Promise<{ token: TokenRow; full_token: string }> {
  const { full_token, token_hash } = newToken(work)
  const token = await saveScimTokenHash(work, id, token_hash, makerId(work))
  if (!token) throw notFound()
  work.record(scimTokenRotated, 0, { token_id: id })
  return { token, full_token }
}

export async function revokeScimToken(work: Work, id: number): Promise<void> {
  if (!(await findScimToken(work, id)) || !(await deleteScimToken(work, id))) throw notFound()
  work.record(scimTokenRevoked, 0, { token_id: id })
}

/** Revokes the tokens whose secret somebody was shown since an instant: they made them, or gave them a new one. */
export async function revokeTokensShownTo(work: Work, by_id: number, since: Date): Promise<number> {
  const ids = (await listScimTokens(work))
    .filter((token) => token.created_by_id === by_id && (token.rotated_at ?? token.created_at) >= since)
    .map(({ id }) => id)
  for (const id of ids) await revokeScimToken(work, id)
  return ids.length
}

function newToken(work: Work): { full_token: string; token_hash: Buffer } {
  const full_token = newSecret(PREFIX)
  const token_hash = secretHash(work.sealing, 'scim_token', full_token)
  if (!token_hash) throw new Error('a new secret is not a secret')
  return { full_token, token_hash }
}

function makerId({ actor }: Work): number {
  if (actor.kind !== 'user') throw new Refusal('forbidden')
  return actor.user_id
}
