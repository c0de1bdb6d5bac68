// Reads what a provider said about a person, by the mapping. Pure: the trial shows exactly what a sign-in would do.
import type { Role } from '../../platform/work.ts'
import type { Grant, Mapping } from './schema.ts'

/** Attributes of one person; each with its values in order. */
export type Attributes = Readonly<Record<string, readonly string[]>>

const MAX_TEXT = 255

/** What the table gives somebody with these attributes. */
export interface Grants {
  /** The highest role of the rules that hold; null where none gives one. */
  role: 'agent' | 'admin' | null
  /** Of an agent: of the first of the rules that hold. */
  custom_role_id: number | null
  group_ids: number[]
  /** The first one is where a person belongs by default. */
  organization_ids: number[]
  tags: string[]
}

function valuesOf(attributes: Attributes, name: string): readonly string[] {
  return name !== '' && Object.hasOwn(attributes, name) ? (attributes[name] ?? []) : []
}

/** The first value of an attribute as text for people: whole characters, no U+0000, at most 255. Null where it has none. */
export function firstOf(attributes: Attributes, name: string): string | null {
  const value = valuesOf(attributes, name)[0]
  return value === undefined ? null : value.toWellFormed().replaceAll('\u0000', '').trim().slice(0, MAX_TEXT) || null
}

/** A person's name: as one attribute, else of first and last name. */
export function nameOf({ attributes: names }: Mapping, attributes: Attributes): string | null {
  const parts = [firstOf(attributes, names.first_name), firstOf(attributes, names.last_name)]
  return (
    firstOf(attributes, names.name) ??
    (parts
      .filter((part) => part !== null)
      .join(' ')
      .slice(0, MAX_TEXT) ||
      null)
  )
}

/** Which rules hold. Values are compared as a whole, without regard to case: directories do not agree on it. */
export function grantsOf(mapping: Mapping, attributes: Attributes): Grants {
  const given = mapping.rules
    .filter(({ attribute, value }) =>
      valuesOf(attributes, attribute || mapping.attributes.groups).some(
        (one) => one.trim().toLowerCase() === value.toLowerCase(),
      ),
    )
    .map((rule) => rule.grant)
  const of = <Name extends Grant['kind']>(kind: Name) =>
    given.filter((grant): grant is Extract<Grant, { kind: Name }> => grant.kind === kind)
  const roles = of('role')
  const best = roles.find((grant) => grant.role === 'admin') ?? roles[0]
  return {
    role: best?.role ?? null,
    custom_role_id: best?.custom_role_id ?? null,
    group_ids: [...new Set(of('group').map((grant) => grant.group_id))],
    organization_ids: [...new Set(of('organization').map((grant) => grant.organization_id))],
    tags: [...new Set(of('tag').map((grant) => grant.tag))],
  }
}

/** What all rules together could give: what is taken away again where the mapping applies at every sign-in. */
export function everythingOf({ rules, default_custom_role_id }: Mapping): {
  group_ids: number[]
  organization_ids: number[]
  tags: string[]
  gives_roles: boolean
  gives_custom_roles: boolean
} {
  const grants = rules.map((rule) => rule.grant)
  return {
    group_ids: grants.flatMap((grant) => (grant.kind === 'group' ? [grant.group_id] : [])),
    organization_ids: grants.flatMap((grant) => (grant.kind === 'organization' ? [grant.organization_id] : [])),
    tags: grants.flatMap((grant) => (grant.kind === 'tag' ? [grant.tag] : [])),
    gives_roles: grants.some((grant) => grant.kind === 'role'),
    gives_custom_roles:
      default_custom_role_id != null || grants.some((grant) => grant.kind === 'role' && grant.custom_role_id != null),
  }
}

/** What somebody is after a sign-in. `custom_role_id` is undefined where it stays what it is. */
export interface GivenRole {
  role: Role
  custom_role_id?: number | null
}

/**
 * The role somebody has after this sign-in. `before` is null for somebody new. Owners stay what they are: no provider
 * makes one, and none can take the last one away.
 */
export function roleAfter(mapping: Mapping, grants: Grants, before: Role | null): GivenRole {
  const { gives_roles, gives_custom_roles } = everythingOf(mapping)
  if (before !== null) {
    if (before === 'owner' || mapping.applies === 'creation' || !gives_roles) return { role: before }
    // A table that knows no role of the desk's own takes none away: without one an agent may do more.
    if (!gives_custom_roles) return { role: grants.role ?? mapping.default_role }
  }
  if (grants.role !== null) return { role: grants.role, custom_role_id: grants.custom_role_id }
  const { default_role: role, default_custom_role_id = null } = mapping
  return { role, custom_role_id: role === 'agent' ? default_custom_role_id : null }
}
