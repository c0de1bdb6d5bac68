// Which role of the desk somebody gets, by the account's own table. Pure.
import type { Mapping, Rule } from './settings/schema.ts'

export interface Granted {
  role: 'agent' | 'admin'
  custom_role_id: number | null
}

/** Values in lower case: of the attribute roles, and names of groups. */
export interface Claims {
  roles: readonly string[]
  groups: readonly string[]
}

/** The highest of the rules that hold, the first of equals; nobody becomes an admin but by a rule, and nobody an owner. */
export function grantedTo(mapping: Mapping, claims: Claims): Granted {
  const held = mapping.rules.filter((rule) => holds(rule, claims))
  const best = held.find((rule) => rule.role === 'admin') ?? held[0]
  if (!best) return { role: 'agent', custom_role_id: mapping.default_custom_role_id }
  return { role: best.role, custom_role_id: best.role === 'admin' ? null : best.custom_role_id }
}

function holds(rule: Rule, claims: Claims): boolean {
  return (rule.source === 'role' ? claims.roles : claims.groups).includes(rule.value.toLowerCase())
}

/** True for a group that stands for a role instead of a group of the desk. */
export function standsForRole(mapping: Mapping, name: string): boolean {
  return mapping.rules.some((rule) => rule.source === 'group' && rule.value.toLowerCase() === name.trim().toLowerCase())
}
