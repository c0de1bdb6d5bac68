// The house rules, held by a test: who may import whom, how long a file may be, what it may be called, where settings
// and tables may be touched. Each rule is also shown to fail on a made-up file, so that a rule that reads nothing is noticed.
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { MODULES } from '../server/modules.ts'

interface Source {
  path: string
  text: string
}

const ROOT = join(import.meta.dirname, '..')
const sources: Source[] = ['server', 'web', 'cli', 'benchmarks'].flatMap((folder) =>
  globSync(`${folder}/**/*.{ts,tsx}`, { cwd: ROOT }).map((path) => ({
    path,
    text: readFileSync(join(ROOT, path), 'utf8'),
  })),
)

const MAX_LINES = 400
const OPENING_SENTENCE_FROM_LINES = 40
const FORBIDDEN_NAMES = /(?:^|[/-])(?:utils?|helpers?|service|manager|types|common|misc)\.tsx?$/
const IMPORT = /(?:import|export)\s[^'"]*?from\s+['"](\.[^'"]+)['"]|import\(\s*['"](\.[^'"]+)['"]\s*\)/g

/** What is wrong with one file, as sentences that name the remedy. */
type Rule = (source: Source) => string[]

const linesOf = (text: string): number => text.split('\n').length

/** Written by `npm run openapi`, read by nobody. */
const GENERATED = 'web/api/client.ts'

const shortFiles: Rule = ({ path, text }) =>
  linesOf(text) > MAX_LINES && !path.endsWith('.test.ts') && path !== GENERATED
    ? [`${path} has ${linesOf(text)} lines: find the noun in it and give it a file`]
    : []

const plainNames: Rule = ({ path }) =>
  FORBIDDEN_NAMES.test(path) ? [`${path}: name the file after what is in it`] : []

const openingSentence: Rule = ({ path, text }) =>
  linesOf(text) > OPENING_SENTENCE_FROM_LINES && !path.endsWith('.test.ts') && !/^(?:#!.*\n)?(?:\/\/|\/\*)/.test(text)
    ? [`${path}: open it with a sentence on its purpose`]
    : []

const settingsInOnePlace: Rule = ({ path, text }) =>
  path.startsWith('server/') &&
  path !== 'server/platform/config.ts' &&
  !path.endsWith('.test.ts') &&
  /process\.env\b/.test(text)
    ? [`${path}: settings are read in server/platform/config.ts; take them from the config`]
    : []

const MODULE_NAMES = Object.keys(MODULES) as (keyof typeof MODULES)[]

function moduleOf(path: string): keyof typeof MODULES | null {
  const [top, name] = path.split('/')
  return top === 'server' ? (MODULE_NAMES.find((one) => one === name) ?? null) : null
}

const importsAlongTheTable: Rule = ({ path, text }) => {
  const own = moduleOf(path)
  if (!own || path.endsWith('.test.ts')) return []
  return [...text.matchAll(IMPORT)].flatMap(([, from, dynamic]) => {
    const target = relative(ROOT, join(ROOT, dirname(path), from ?? dynamic ?? ''))
    const other = moduleOf(target)
    if (other === null)
      return target.startsWith('server/') ? [`${path} imports ${target}: only main.ts puts modules together`] : []
    if (other === own) return []
    if (!(MODULES[own] as readonly string[]).includes(other))
      return [`${path} imports ${other}: server/modules.ts does not let ${own} use it; listen to its events instead`]
    if (other !== 'platform' && target !== `server/${other}/index.ts`)
      return [`${path} imports ${target}: other modules are used through their index.ts`]
    return []
  })
}

const FEATURE = /^web\/features\/([^/]+)\//

const featuresApart: Rule = ({ path, text }) => {
  const own = FEATURE.exec(path)?.[1]
  if (!own) return []
  return [...text.matchAll(IMPORT)].flatMap(([, from, dynamic]) => {
    const target = relative(ROOT, join(ROOT, dirname(path), from ?? dynamic ?? ''))
    const other = FEATURE.exec(target)?.[1]
    return other && other !== own ? [`${path} imports the feature ${other}: web/app puts features together`] : []
  })
}

const TABLES_OF: Record<string, readonly string[]> = {
  platform: ['configuration_versions'],
  tickets: [
    'anonymous_requests',
    'tickets',
    'ticket_tags',
    'ticket_field_values',
    'ticket_people',
    'ticket_replies',
    'ticket_visits',
    'ticket_notes',
    'attachments',
    'uploads',
    'drafts',
    'ticket_metrics',
    'ticket_metric_events',
    'satisfaction_ratings',
    'ticket_skips',
    'ticket_bookmarks',
    'ticket_activities',
    'ticket_time_entries',
  ],
  'side-conversations': ['side_conversations', 'side_participants', 'side_messages'],
  fields: ['fields', 'field_options', 'ticket_forms', 'custom_statuses'],
  roles: ['custom_roles'],
  people: [
    'users',
    'user_identities',
    'user_field_values',
    'organizations',
    'organization_field_values',
    'organization_memberships',
    'organization_merges',
    'organization_subscriptions',
    'groups',
    'group_memberships',
  ],
  identity: [
    'identity_providers',
    'identity_links',
    'identity_flows',
    'identity_replays',
    'identity_sessions',
    'identity_trials',
    'identity_checks',
    'certificate_notices',
  ],
  scim: ['scim_settings', 'scim_tokens', 'scim_users', 'scim_groups', 'scim_group_members', 'scim_requests'],
  access: [
    'support_consents',
    'ip_restrictions',
    'passwords',
    'sessions',
    'api_tokens',
    'factors',
    'recovery_codes',
    'factor_challenges',
    'sms_codes',
    'factor_requirements',
    'custom_role_factor_requirements',
    'factor_exemptions',
    'sms_gateways',
    'sign_in_policies',
    'devices',
    'pending_sign_ins',
    'password_history',
    'lock_outs',
    'token_networks',
    'password_networks',
    'credential_policies',
    'service_accounts',
  ],
  oauth: ['oauth_clients', 'oauth_grants', 'oauth_codes', 'oauth_device_codes', 'oauth_refresh_tokens'],
  mail: [
    'address_verifications',
    'mail_deliveries',
    'suspended_tickets',
    'mail_domains',
    'recipient_addresses',
    'sink_mails',
  ],
  alarms: ['alarm_rules', 'alarms', 'read_counts'],
  brands: ['brands'],
  slas: ['sla_policy_sets', 'sla_policies', 'ticket_slas'],
  locales: ['dynamic_content_items', 'dynamic_content_variants'],
  schedules: ['schedules', 'schedule_holidays'],
  search: ['search_documents', 'search_records'],
  rules: [
    'rules',
    'rule_runs',
    'rule_firings',
    'rule_sets',
    'rule_revisions',
    'trigger_categories',
    'targets',
    'workspaces',
  ],
  views: ['views', 'view_groups'],
  webhooks: ['webhooks', 'webhook_invocations', 'webhook_attempts'],
  bulk: ['bulk_jobs'],
  transfer: ['import_sources', 'import_records'],
  routing: ['routing_groups', 'routing_agents', 'routing_attributes', 'routing_agent_values', 'routing_ticket_values'],
}

const ownTablesOnly: Rule = ({ path, text }) => {
  const own = moduleOf(path)
  if (!own || path.endsWith('.test.ts') || own === 'operations') return []
  return Object.entries(TABLES_OF).flatMap(([owner, tables]) =>
    owner === own
      ? []
      : tables
          .filter((table) => new RegExp(`\\b(?:insert into|update|delete from)\\s+${table}\\b`, 'i').test(text))
          .map((table) => `${path} changes the table ${table}: it belongs to ${owner}; use its index.ts`),
  )
}

const RULES: Record<string, { rule: Rule; fails_on: Source }> = {
  'no file has more than 400 lines': {
    rule: shortFiles,
    fails_on: { path: 'server/x.ts', text: '// x\n'.repeat(401) },
  },
  'files are named after what is in them': {
    rule: plainNames,
    fails_on: { path: 'server/tickets/utils.ts', text: '' },
  },
  'a file of more than 40 lines opens with its purpose': {
    rule: openingSentence,
    fails_on: { path: 'server/x.ts', text: 'const a = 1\n'.repeat(50) },
  },
  'settings are read in config.ts only': {
    rule: settingsInOnePlace,
    fails_on: { path: 'server/mail/x.ts', text: 'process.env.HOME' },
  },
  'modules import along the table and through index.ts': {
    rule: importsAlongTheTable,
    fails_on: { path: 'server/tickets/x.ts', text: "import { a } from '../mail/index.ts'" },
  },
  'features of the page do not import each other': {
    rule: featuresApart,
    fails_on: { path: 'web/features/tickets/x.ts', text: "import { a } from '../people/y.ts'" },
  },
  'a table is changed by its own module only': {
    rule: ownTablesOnly,
    fails_on: { path: 'server/mail/x.ts', text: 'delete from users where true' },
  },
}

describe('house rules', () => {
  it('sees the files it is to check', () => {
    expect(sources.length).toBeGreaterThan(150)
    expect(sources.some(({ path }) => path.startsWith('web/'))).toBe(true)
  })

  for (const [title, { rule, fails_on }] of Object.entries(RULES)) {
    it(title, () => {
      expect(sources.flatMap(rule)).toEqual([])
    })
    it(`${title}: the rule can fail`, () => {
      expect(rule(fails_on)).not.toEqual([])
    })
  }

  it('every module in the table has a folder with an index', () => {
    for (const name of MODULE_NAMES.filter((one) => one !== 'platform')) {
      expect(sources.map(({ path }) => path)).toContain(`server/${name}/index.ts`)
    }
  })

  it('modules may only use modules above them, so that there is no cycle', () => {
    MODULE_NAMES.forEach((name, position) => {
      for (const used of MODULES[name]) expect(MODULE_NAMES.indexOf(used)).toBeLessThan(position)
    })
  })
})
