// What one can do with providers. Only admins come here. Nothing that is edited changes how people sign in before an
// admin has signed in with exactly these settings: a wrong certificate or a mistyped address locks nobody out.

import { invalid, Refusal } from '../platform/errors.ts'
import { canonicalJson } from '../platform/event-digest.ts'
import { newId } from '../platform/ids.ts'
import type { Work } from '../platform/work.ts'
import { digestOf } from './digest.ts'
import { providerCreated, providerDeleted, providersReordered, providerUpdated } from './events.ts'
import { kindOf } from './kinds.ts'
import { countLinksOf } from './links/queries.ts'
import { checkGrants } from './mapping/checking.ts'
import { NO_MAPPING } from './mapping/schema.ts'
import {
  deleteProviderRow,
  getProvider,
  insertProvider,
  listProviders,
  lockProviders,
  savePositions,
  saveProvider,
} from './queries.ts'
import { isTested, MAX_PROVIDERS, type ProviderRow, type ProviderState, type ProviderWrite } from './schema.ts'

/** Settings of a write over those that are there, as their kind reads them. 422 for what it does not take. */
function mergedState(
  work: Work,
  kind: ProviderRow['kind'],
  before: Omit<ProviderState, 'digest'>,
  write: ProviderWrite,
): ProviderState {
  const declared = kindOf(kind)
  const read = declared.settings.safeParse({ ...before.settings, ...write.settings })
  if (!read.success) {
    const { path, message } = read.error.issues[0]! // a failure has an issue
    const field = ['settings', ...path].join('.')
    throw invalid(field, `${field}: ${message}`)
  }
  const secrets = { ...before.secrets }
  for (const [name, value] of Object.entries(write.secrets ?? {})) {
    if (!declared.secrets.includes(name)) throw invalid(`secrets.${name}`, `secrets.${name}: is no secret of this kind`)
    if (value === null || value === '') delete secrets[name]
    else secrets[name] = value.toWellFormed()
  }
  declared.check?.(read.data, secrets)
  const state = { settings: read.data, secrets }
  return { ...state, digest: digestOf(work, state) }
}

function checkWhole(row: ProviderRow): void {
  if (!row.for_staff && !row.for_end_users) throw invalid('audiences', 'Audiences: choose staff, end users or both')
  if (row.for_staff && row.domains.includes('*'))
    throw invalid('domains', 'Domains: name the domains of the team; "any" is for customers only')
  if (
    !row.for_staff &&
    (row.mapping.default_role !== 'end-user' || row.mapping.rules.some(({ grant }) => grant.kind === 'role'))
  )
    throw invalid('mapping', 'Mapping: a provider for customers cannot make agents or admins')
  kindOf(row.kind).checkAudience?.(row.edited.settings, row)
}

/** `secrets` are those the kind makes by itself, made before this unit began. */
export async function createProvider(
  work: Work,
  id: number,
  secrets: Record<string, string>,
  write: ProviderWrite,
): Promise<ProviderRow> {
  if (write.kind === undefined) throw invalid('kind', 'Kind: cannot be blank', 'BlankValue')
  if (write.name === undefined) throw invalid('name', 'Name: cannot be blank', 'BlankValue')
  if (write.active === true) throw untested()
  await lockProviders(work)
  const all = await listProviders(work)
  if (all.length >= MAX_PROVIDERS) throw new Refusal('too_many_values', `A desk has at most ${MAX_PROVIDERS} providers`)
  const is_for_customers = kindOf(write.kind).is_for_customers ?? false
  const row: ProviderRow = {
    id,
    kind: write.kind,
    name: write.name,
    label: write.label ?? '',
    position: Math.max(0, ...all.map((one) => one.position)) + 1,
    for_staff: write.audiences?.includes('staff') ?? !is_for_customers,
    for_end_users: write.audiences?.includes('end_user') ?? is_for_customers,
    active: false,
    domains: [...new Set(write.domains ?? [])],
    creates_people: write.creates_people ?? false,
    mapping: write.mapping ?? NO_MAPPING,
    edited: mergedState(work, write.kind, { settings: {}, secrets }, write),
    live: null,
    tested_at: null,
    tested_by_id: null,
    created_at: work.now,
    updated_at: work.now,
  }
  checkWhole(row)
  await checkGrants(work, row.mapping)
  await insertProvider(work, row)
  work.record(providerCreated, id, { kind: row.kind }, { after: recorded(row) })
  return row
}

export async function updateProvider(work: Work, id: number, write: ProviderWrite): Promise<ProviderRow> {
  const before = await getProvider(work, id, true)
  if (write.kind !== undefined && write.kind !== before.kind) throw invalid('kind', 'Kind: cannot be changed')
  const after: ProviderRow = {
    ...before,
    name: write.name ?? before.name,
    label: write.label ?? before.label,
    for_staff: write.audiences?.includes('staff') ?? before.for_staff,
    for_end_users: write.audiences?.includes('end_user') ?? before.for_end_users,
    active: write.active ?? before.active,
    domains: write.domains ? [...new Set(write.domains)] : before.domains,
    creates_people: write.creates_people ?? before.creates_people,
    mapping: write.mapping ?? before.mapping,
    edited: write.settings || write.secrets ? mergedState(work, before.kind, before.edited, write) : before.edited,
    updated_at: work.now,
  }
  checkWhole(after)
  if (write.mapping) await checkGrants(work, after.mapping)
  if (after.active && !before.active && !isTested(after)) throw untested()
  const fields = changedFields(before, after)
  if (fields.length === 0) return before
  if (narrows(before, after)) await mayNarrow(work, before, after)
  await saveProvider(work, after)
  work.record(
    providerUpdated,
    id,
    { kind: after.kind, fields, active: after.active },
    { before: recorded(before), after: recorded(after) },
  )
  return after
}

export async function deleteProvider(work: Work, id: number): Promise<void> {
  const before = await getProvider(work, id, true)
  await mayNarrow(work, before, { ...before, active: false })
  const links = await countLinksOf(work, id)
  await deleteProviderRow(work, id)
  work.record(providerDeleted, id, { kind: before.kind, links }, { before: recorded(before) })
}

/** Puts the buttons in this order. Every provider is named exactly once. */
export async function reorderProviders(work: Work, ids: readonly number[]): Promise<ProviderRow[]> {
  await lockProviders(work)
  const all = await listProviders(work)
  const known = new Set(all.map((provider) => provider.id))
  if (ids.length !== known.size || new Set(ids).size !== ids.length || ids.some((one) => !known.has(one)))
    throw invalid('identity_provider_ids', 'Identity provider ids: name every provider once')
  await savePositions(work, ids)
  work.record(providersReordered, 0, { ids: [...ids] })
  return await listProviders(work)
}

/** Who has to be asked before a provider stops letting people in: the policy "single sign-on only". */
type Narrowing = (work: Work, audience: 'staff' | 'end_user') => Promise<boolean>
let needsProvider: Narrowing | null = null

/** `needed` says whether an audience can sign in by a provider only; then its last one stays. */
export function offerNeedForProviders(needed: Narrowing): void {
  needsProvider = needed
}

const narrows = (before: ProviderRow, after: ProviderRow) =>
  before.active &&
  (!after.active || (before.for_staff && !after.for_staff) || (before.for_end_users && !after.for_end_users))

/** 422 where this would take the last way in from people who have no other. */
async function mayNarrow(work: Work, before: ProviderRow, after: ProviderRow): Promise<void> {
  if (!before.active || !before.live) return
  const others = (await listProviders(work)).filter((one) => one.id !== before.id && one.active && one.live)
  for (const audience of ['staff', 'end_user'] as const) {
    const key = audience === 'staff' ? 'for_staff' : 'for_end_users'
    if (!before[key] || (after.active && after[key]) || others.some((one) => one[key])) continue
    if (await needsProvider?.(work, audience))
      throw invalid(
        'active',
        'Active: this is the only provider of people who may use nothing else. Let them sign in another way first',
      )
  }
}

function untested(): Refusal {
  return invalid('active', 'Active: sign in with these settings once to try them, then switch the provider on')
}

const FIELDS = [
  'name',
  'label',
  'for_staff',
  'for_end_users',
  'active',
  'domains',
  'creates_people',
  'mapping',
] as const

function changedFields(before: ProviderRow, after: ProviderRow): string[] {
  const fields: string[] = FIELDS.filter((field) => canonicalJson(before[field]) !== canonicalJson(after[field]))
  if (canonicalJson(before.edited.settings) !== canonicalJson(after.edited.settings)) fields.push('settings')
  if (canonicalJson(before.edited.secrets) !== canonicalJson(after.edited.secrets)) fields.push('secrets')
  return fields
}

/** What the audit keeps of a provider: everything but secrets, of which it says only which there are. */
function recorded(row: ProviderRow): Record<string, unknown> {
  return {
    ...Object.fromEntries(FIELDS.map((field) => [field, row[field]])),
    settings: row.edited.settings,
    secrets: Object.keys(row.edited.secrets),
  }
}

/** A number for a new provider, known before the unit that writes it: its own addresses are made of it. */
export const newProviderId = newId
