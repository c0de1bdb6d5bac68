import { describe, expect, test } from 'vitest'
import { AGENT_RIGHTS, type Configuration, type RightsHolder, rightsOfRole } from '../platform/rights.ts'
import type { Actor, Role } from '../platform/work.ts'
import {
  mayCreateUser,
  mayEditOrganizations,
  mayEditUser,
  mayManageGroups,
  mayRemoveUser,
  maySetRole,
  ownFields,
} from './policy.ts'

const ROLES: readonly Role[] = ['end-user', 'agent', 'admin', 'owner']
const OWN_ID = 1
const OTHER = 2

const as = (role: Role): Actor & { kind: 'user' } => ({
  kind: 'user',
  user_id: OWN_ID,
  role,
  rights: rightsOfRole(role),
  session_id: null,
  csrf_token: null,
  token_id: null,
  scopes: null,
  proved_at: null,
})
const plain = (role: Role): RightsHolder => ({
  role,
  custom_role: null,
  ticket_restriction: null,
  only_private_comments: false,
})
const other = (role: Role) => ({ id: OTHER, ...plain(role) })
const self = (role: Role) => ({ id: OWN_ID, ...plain(role) })

/** Which of the four roles a rule allows, as a string of initials: e(nd-user), a(gent), d (admin), o(wner). */
const INITIALS: Record<Role, string> = { 'end-user': 'e', agent: 'a', admin: 'd', owner: 'o' }
const allowed = (rule: (role: Role) => boolean) =>
  ROLES.filter(rule)
    .map((role) => INITIALS[role])
    .join('')

describe('who may do what with whom', () => {
  test.each<[Role, { creates: string; edits: string; removes: string }]>([
    ['end-user', { creates: '', edits: '', removes: '' }],
    ['agent', { creates: 'e', edits: 'e', removes: 'e' }],
    ['admin', { creates: 'ead', edits: 'ead', removes: 'ead' }],
    ['owner', { creates: 'eado', edits: 'eado', removes: 'eado' }],
  ])('%s', (role, expected) => {
    expect({
      creates: allowed((target) => mayCreateUser(as(role), plain(target))),
      edits: allowed((target) => mayEditUser(as(role), other(target))),
      removes: allowed((target) => mayRemoveUser(as(role), other(target))),
    }).toEqual(expected)
  })

  test.each<[Role, Role, string]>([
    // who, on somebody who is, may make them
    ['end-user', 'end-user', 'e'],
    ['agent', 'end-user', 'e'],
    ['agent', 'agent', 'a'],
    ['agent', 'admin', 'd'],
    ['admin', 'end-user', 'ead'],
    ['admin', 'agent', 'ead'],
    ['admin', 'admin', 'ead'],
    ['admin', 'owner', 'o'],
    ['owner', 'agent', 'eado'],
    ['owner', 'owner', 'eado'],
  ])('%s, on a %s, sets the roles', (role, before, expected) => {
    expect(allowed((target) => maySetRole(as(role), other(before), plain(target)))).toBe(expected)
  })

  test.each<[Role, string]>([
    ['end-user', 'e'],
    ['agent', 'a'],
    ['admin', 'ead'],
    ['owner', 'eado'],
  ])('nobody raises themself: %s on themself', (role, expected) => {
    expect(allowed((target) => maySetRole(as(role), self(role), plain(target)))).toBe(expected)
  })

  test('nobody removes themself', () => {
    for (const role of ROLES) expect(mayRemoveUser(as(role), self(role))).toBe(false)
  })

  test('people change on themself only what is theirs', () => {
    expect(ownFields(self('agent'))).toEqual([
      'name',
      'phone',
      'locale',
      'time_zone',
      'alias',
      'signature',
      'default_group_id',
    ])
    expect(ownFields(self('end-user'))).toEqual(['name', 'phone', 'locale', 'time_zone'])
  })

  describe('of an agent who keeps the team', () => {
    const keeper = (more: Partial<Configuration> = {}): Actor => ({
      ...as('agent'),
      rights: { ...AGENT_RIGHTS, manage_team_members: 'all-with-self-restriction', ...more },
    })
    const agentWith = (configuration: Partial<Configuration>) => ({
      ...other('agent'),
      custom_role: { role_type: 0, configuration },
    })

    test('agents with no more rights than theirs are made, edited and removed', () => {
      expect(allowed((role) => mayCreateUser(keeper(), plain(role)))).toBe('ea')
      expect(allowed((role) => mayEditUser(keeper(), other(role)))).toBe('ea')
      expect(allowed((role) => mayRemoveUser(keeper(), other(role)))).toBe('ea')
    })

    test('a right that they have not is neither given nor taken over', () => {
      const stronger = agentWith({ manage_triggers: true })
      expect(mayCreateUser(keeper(), stronger)).toBe(false)
      expect(mayEditUser(keeper(), stronger)).toBe(false)
      expect(maySetRole(keeper(), other('agent'), stronger)).toBe(false)
      expect(maySetRole(keeper(), stronger, other('end-user'))).toBe(false)
      expect(maySetRole(keeper({ manage_triggers: true }), other('agent'), stronger)).toBe(true)
    })

    test('tickets they do not see are not shown to others', () => {
      const grouped = keeper({ ticket_access: 'within-groups' })
      expect(mayCreateUser(grouped, agentWith({ ticket_access: 'all' }))).toBe(false)
      expect(mayCreateUser(grouped, agentWith({ ticket_access: 'within-organization' }))).toBe(false)
      expect(mayCreateUser(grouped, agentWith({ ticket_access: 'assigned-only' }))).toBe(true)
    })

    test('their own rights stay what they are', () => {
      expect(maySetRole(keeper(), self('agent'), { ...self('agent'), ...agentWith({}) })).toBe(false)
      expect(mayEditUser(keeper(), self('agent'))).toBe(false)
    })
  })

  test('groups are for admins, organisations for staff, and neither for whoever holds a link', () => {
    expect(allowed((role) => mayManageGroups(as(role)))).toBe('do')
    expect(allowed((role) => mayEditOrganizations(as(role)))).toBe('ado')
    const link: Actor = { kind: 'link', user_id: OWN_ID, ticket_id: 7 }
    for (const actor of [link, { kind: 'anonymous' } as const]) {
      expect([
        mayManageGroups(actor),
        mayEditOrganizations(actor),
        mayCreateUser(actor, plain('end-user')),
        mayEditUser(actor, other('end-user')),
      ]).toEqual([false, false, false, false])
    }
  })
})
