// Scopes in plain words, for people who are asked to allow them.
import type { Translate } from '../../server/platform/i18n.ts'

const RESOURCES: Record<string, (t: Translate) => string> = {
  tickets: (t) => t('scope.resource.tickets'),
  users: (t) => t('scope.resource.users'),
  organizations: (t) => t('scope.resource.organizations'),
  requests: (t) => t('scope.resource.requests'),
  satisfaction_ratings: (t) => t('scope.resource.satisfaction_ratings'),
  macros: (t) => t('scope.resource.macros'),
  triggers: (t) => t('scope.resource.triggers'),
  automations: (t) => t('scope.resource.automations'),
  targets: (t) => t('scope.resource.targets'),
  webhooks: (t) => t('scope.resource.webhooks'),
  dynamic_content: (t) => t('scope.resource.dynamic_content'),
  hc: (t) => t('scope.resource.hc'),
  auditlogs: (t) => t('scope.resource.auditlogs'),
}

/** What a scope allows, as a sentence; the scope itself where it is none of ours. */
export function scopeWords(t: Translate, scope: string): string {
  if (scope === 'read') return t('scope.read')
  if (scope === 'write') return t('scope.write')
  if (scope === 'impersonate') return t('scope.impersonate')
  if (scope === 'security') return t('scope.security')
  if (scope === 'exports') return t('scope.exports')
  const [resource = '', verb] = scope.split(':')
  const things = RESOURCES[resource]?.(t)
  if (things === undefined) return scope
  return verb === 'write' ? t('scope.writes', { things }) : t('scope.reads', { things })
}

/** Scopes that deserve a second thought. */
export const GRAVE_SCOPES: ReadonlySet<string> = new Set(['impersonate', 'security', 'exports'])
