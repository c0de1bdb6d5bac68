// What each right is about: which product, whether anything here asks for it, and whether it deserves a second look.
import { type Configuration, LEVELS, type RightName, SWITCHES } from '../platform/rights.ts'

export const PRODUCTS = ['support', 'help_center', 'chat', 'analytics', 'voice'] as const
type Product = (typeof PRODUCTS)[number]

/** Rights of products other than the desk itself. */
const PRODUCT_OF: Partial<Record<RightName, Product>> = {
  chat_access: 'chat',
  forum_access: 'help_center',
  forum_access_restricted_content: 'help_center',
  moderate_forums: 'help_center',
  report_access: 'analytics',
  explore_access: 'analytics',
  voice_access: 'voice',
  voice_dashboard_access: 'voice',
}

/** Rights that are kept for clients and that nothing asks for yet. */
const WITHOUT_EFFECT: readonly RightName[] = [
  ...(Object.keys(PRODUCT_OF) as RightName[]), // the keys of the table above
  'manage_facebook',
  'twitter_search_access',
  'user_view_access',
]

/** With these somebody gives rights, opens ways out for data, or takes away what cannot be brought back. */
const RISKY: readonly RightName[] = [
  'manage_roles',
  'manage_team_members',
  'manage_group_memberships',
  'manage_extensions_and_channels',
  'manage_triggers',
  'manage_automations',
  'ticket_deletion',
  'ticket_redaction',
  'end_user_profile_access',
]

export interface CatalogEntry {
  name: RightName
  product: Product
  /** The least first; null for what one has or has not. */
  values: string[] | null
  has_effect: boolean
  is_risky: boolean
}

/** All rights, in the order the matrix shows them. */
export const CATALOG: readonly CatalogEntry[] = [...Object.keys(LEVELS), ...SWITCHES]
  .map((key) => key as RightName) // the keys of both tables
  .filter((name) => name !== 'light_agent')
  .map((name) => ({
    name,
    product: PRODUCT_OF[name] ?? 'support',
    values: name in LEVELS ? [...LEVELS[name as keyof typeof LEVELS]] : null, // just looked whether it is one
    has_effect: !WITHOUT_EFFECT.includes(name),
    is_risky: RISKY.includes(name),
  }))

/** The risky rights of a role, at the level that makes them so. */
export function risksOf(configuration: Configuration): RightName[] {
  return RISKY.filter((name) => {
    const value = configuration[name]
    if (typeof value === 'boolean') return value
    return value === LEVELS[name as keyof typeof LEVELS].at(-1) // not a switch, so a level
  })
}
