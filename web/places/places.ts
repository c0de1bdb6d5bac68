/**
 * The addresses below /agent: everything that one may want to share stands in the URL. Paths here are without the
 * base, as the router takes them.
 */
import type { ViewRef } from '../api/paths.ts'

export const base = '/agent'

export type SettingsPage =
  | 'preferences'
  | 'security'
  | 'shortcuts'
  | 'tokens'
  | 'desk'
  | 'team'
  | 'groups'
  | 'mail'
  | 'addresses'
  | 'domains'
  | 'ticket-fields'
  | 'ticket-forms'
  | 'statuses'
  | 'user-fields'
  | 'organization-fields'
  | 'triggers'
  | 'automations'
  | 'macros'
  | 'webhooks'
  | 'targets'
  | 'routing'
  | 'slas'
  | 'schedules'
  | 'brands'
  | 'dynamic-content'
  | 'sample-data'

/** Pages of the Security center; each is listed in web/features/security/SecurityPage.tsx. */
export type SecurityPage =
  | 'sessions'
  | 'sign-in'
  | 'factors'
  | 'ip-restrictions'
  | 'single-sign-on'
  | 'alarms'
  | 'audit'
  | 'roles'
  | 'tokens'
  | 'service-accounts'
  | 'applications'
  | 'scim'
  | 'support-access'

export const places = {
  view: (view: ViewRef) => `/views/${view}`,
  /** All saved views, to put in order, change and remove. */
  savedViews: '/views',
  /** The form for a new view; a search can be where it begins. */
  newView: (from: { query?: string; copy?: number } = {}) => {
    const query = new URLSearchParams()
    if (from.query) query.set('q', from.query)
    if (from.copy) query.set('copy', String(from.copy))
    return `/views/new${query.size > 0 ? `?${query}` : ''}`
  },
  editView: (id: number) => `/views/${id}/edit`,
  /** A ticket, with the view it was opened from unless that is the default one. */
  ticket: (id: number, view: ViewRef = 'unsolved') => `/tickets/${id}${view === 'unsolved' ? '' : `?view=${view}`}`,
  /** A ticket that came up while a view is played: the next one follows when this one is done. */
  playedTicket: (id: number, view: ViewRef) => `/tickets/${id}?view=${view}&play=1`,
  newTicket: '/new',
  search: (query = '') => `/search${query ? `?q=${encodeURIComponent(query)}` : ''}`,
  person: (id: number) => `/people/${id}`,
  suspended: '/suspended',
  security: (page: SecurityPage = 'sign-in') => `/security/${page}`,
  /** The audit, of what was done with a credential, by an application or by a person. */
  audit: (filter: { token?: number; client?: number; actor?: number }) =>
    `/security/audit?${new URLSearchParams(Object.entries(filter).map(([name, id]) => [name, String(id)]))}`,
  settings: (page: SettingsPage = 'preferences') => `/settings/${page}`,
} as const

/** Reads what somebody typed or pasted as a ticket: "123", "#123" or an address of a ticket. Null when it is none. */
export function ticketIdIn(text: string): number | null {
  const match = /^#?(\d{1,15})$/.exec(text.trim()) ?? /\/tickets\/(\d{1,15})(?:[/?#.]|$)/.exec(text.trim())
  return match?.[1] ? Number(match[1]) : null
}
