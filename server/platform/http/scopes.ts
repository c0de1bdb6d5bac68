// Scopes: how much of its owner's rights a credential may use. A scope never adds a right; what the owner may not do, no
// credential of theirs can. Names are Zendesk's, where it has one for the thing (`read`, `tickets:write`, …); `security`
// and `exports` are ours. Which scope an endpoint needs follows from its method and path, unless it names one.
import { Refusal } from '../errors.ts'
import type { Actor } from '../work.ts'
import { type AnyEndpoint, splitRoute } from './endpoint.ts'

/** Resources that can be given alone, and the nouns in paths that mean them. */
const NOUNS = {
  tickets: [
    'tickets',
    'ticket_audits',
    'ticket_metrics',
    'ticket_events',
    'ticket_metric_events',
    'deleted_tickets',
    'suspended_tickets',
    'problems',
    'comments',
    'comment_redactions',
    'uploads',
    'attachments',
    'skips',
    'bookmarks',
  ],
  users: ['users', 'user_fields', 'deleted_users', 'end_users', 'identities'],
  organizations: [
    'organizations',
    'organization_fields',
    'organization_memberships',
    'organization_merges',
    'organization_subscriptions',
  ],
  requests: ['requests'],
  satisfaction_ratings: ['satisfaction_ratings', 'satisfaction_rating', 'satisfaction_reasons'],
  macros: ['macros'],
  triggers: ['triggers', 'trigger_categories'],
  automations: ['automations'],
  targets: ['targets'],
  webhooks: ['webhooks'],
  dynamic_content: ['dynamic_content'],
  hc: ['help_center', 'guide', 'community'],
  auditlogs: ['audit_logs', 'access_logs'],
} as const

type Resource = keyof typeof NOUNS

/** Who may come in, and with what: changed with the scope `security` alone, so that `write` cannot make itself more. */
const SECURITY_NOUNS = [
  'api_tokens',
  'oauth',
  'sessions',
  'invitations',
  'password',
  'custom_roles',
  'sign_in_policies',
  'identity_providers',
  'identity_links',
  'ip_rules',
  'lock_outs',
  'devices',
  'factors',
  'factor_exemption',
  'factor_progress',
  'factor_reminders',
  'factor_requirements',
  'passkeys',
  'phones',
  'recovery_codes',
  'sms_gateway',
  'step_up',
  'scim',
  'service_accounts',
  'alarm_rules',
  'alarms',
  'ip_restrictions',
  'credential_policy',
  'support_consents',
] as const

export type Scope =
  | 'read'
  | 'write'
  | 'impersonate'
  | 'security'
  | 'exports'
  | Exclude<`${Resource}:${'read' | 'write'}`, 'auditlogs:write'>

const RESOURCES = Object.keys(NOUNS) as Resource[] // the keys of the table above

/** Every scope there is, general ones first. */
export const SCOPES: readonly Scope[] = [
  'read',
  'write',
  'impersonate',
  'security',
  'exports',
  ...RESOURCES.flatMap((resource): Scope[] =>
    resource === 'auditlogs' ? ['auditlogs:read'] : [`${resource}:read`, `${resource}:write`],
  ),
]

const RESOURCE_OF = new Map(
  RESOURCES.flatMap((resource) => NOUNS[resource].map((noun): [string, Resource] => [noun, resource])),
)
const IS_SECURITY: ReadonlySet<string> = new Set(SECURITY_NOUNS)

/**
 * The scopes of which a credential needs one to call an endpoint, the most general first; 'any' where every valid
 * credential will do. The last noun of a path counts: `/users/1/tickets/requested` is about tickets.
 */
export function scopesFor(declared: Pick<AnyEndpoint, 'route' | 'scope' | 'read_only'>): readonly Scope[] | 'any' {
  if (declared.scope === 'any') return 'any'
  const { method, path } = splitRoute(declared.route)
  if (declared.scope !== undefined) {
    const verb = declared.scope.split(':')[1]
    return verb === 'read' || verb === 'write' ? [verb, declared.scope] : [declared.scope]
  }
  const verb = (declared.read_only ?? method === 'GET') ? 'read' : 'write'
  const nouns = path.split('/')
  if (nouns.some((noun) => IS_SECURITY.has(noun))) return verb === 'read' ? ['read', 'security'] : ['security']
  const resource = nouns.map((noun) => RESOURCE_OF.get(noun)).findLast((found) => found !== undefined)
  if (resource === undefined) return [verb]
  const own = `${resource}:${verb}` as Scope // every resource has both but one, which is only read
  return SCOPES.includes(own) ? [verb, own] : [verb]
}

/** True where a credential has a scope, or is not limited. */
export function hasScope(actor: Actor, scope: Scope): boolean {
  return actor.kind !== 'user' || actor.scopes === null || actor.scopes.includes(scope)
}

/** Refuses what the caller's credential was not made for: 403, naming the most general scope that would do. */
export function requireScope(declared: Pick<AnyEndpoint, 'route' | 'scope' | 'read_only'>, actor: Actor): void {
  if (actor.kind !== 'user' || actor.scopes === null) return
  const needed = scopesFor(declared)
  if (needed === 'any' || needed.some((scope) => hasScope(actor, scope))) return
  throw new Refusal('missing_scope', `You are missing the following required scopes: ${needed[0]}`)
}

/** More than all there are need not be read. */
const MAX_SCOPES = 60

/**
 * What somebody asked for as scopes: `tickets` alone means reading and writing them. Returns what is wrong with it for a
 * person to read: nothing asked, an unknown scope, or one that another contains (Zendesk refuses these too).
 */
export function readScopes(given: readonly string[]): { scopes: Scope[] } | { problem: string } {
  if (given.length > MAX_SCOPES) return { problem: 'too many scopes' }
  const found = new Set<Scope>()
  for (const name of given) {
    const meant = name in NOUNS && Object.hasOwn(NOUNS, name) ? [`${name}:read`, `${name}:write`] : [name]
    const known = meant.filter((one): one is Scope => (SCOPES as readonly string[]).includes(one))
    if (known.length === 0) return { problem: `unknown scope: ${name.slice(0, 60)}` }
    for (const scope of known) found.add(scope)
  }
  if (found.size === 0) return { problem: 'at least one scope is needed' }
  for (const verb of ['read', 'write'] as const) {
    const inside = [...found].find((scope) => scope.endsWith(`:${verb}`))
    if (inside && found.has(verb)) return { problem: `overlapping scopes: ${verb} contains ${inside}` }
  }
  return { scopes: SCOPES.filter((scope) => found.has(scope)) }
}
