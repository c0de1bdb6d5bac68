import { describe, expect, test } from 'vitest'
import type { Actor, Role } from '../platform/work.ts'
import {
  mayCreateUser,
  mayEditOrganizations,
  mayEditUser,
  mayManageGroups,
  mayRemoveUser,
  maySetRole,
  writableFields,
} from './policy.ts'

const ROLES: readonly Role[] = ['end-user', 'agent', 'admin', 'owner']
const OWN_ID = 1
const OTHER = 2

const as = (role: Role): Actor => ({
  kind: 'user',
  user_id: OWN_ID,
  role,
  session_id: null,
  csrf_token: null,
  token_id: null,
  scopes: null,
  proved_at: null,
})
const other = (role: Role) => ({ id: OTHER, role })
const self = (role: Role) => ({ id: OWN_ID, role })

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
      creates: allowed((target) => mayCreateUser(as(role), target)),
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
    expect(allowed((target) => maySetRole(as(role), other(before), target))).toBe(expected)
  })

  test.each<[Role, string]>([
    ['end-user', 'e'],
    ['agent', 'a'],
    ['admin', 'ead'],
    ['owner', 'eado'],
  ])('nobody raises themself: %s on themself', (role, expected) => {
    expect(allowed((target) => maySetRole(as(role), self(role), target))).toBe(expected)
  })

  test('nobody removes themself', () => {
    for (const role of ROLES) expect(mayRemoveUser(as(role), self(role))).toBe(false)
  })

  test('an agent changes on themself only what is theirs', () => {
    expect(writableFields(as('agent'), self('agent'))).toEqual([
      'name',
      'phone',
      'locale',
      'time_zone',
      'alias',
      'signature',
      'default_group_id',
    ])
    expect(writableFields(as('agent'), other('agent'))).toEqual([])
    expect(writableFields(as('end-user'), self('end-user'))).toEqual(['name', 'phone', 'locale', 'time_zone'])
    expect(writableFields(as('end-user'), other('end-user'))).toEqual([])
    expect(writableFields(as('admin'), other('agent'))).toBeNull()
  })

  test('groups are for admins, organisations for staff, and neither for whoever holds a link', () => {
    expect(allowed((role) => mayManageGroups(as(role)))).toBe('do')
    expect(allowed((role) => mayEditOrganizations(as(role)))).toBe('ado')
    const link: Actor = { kind: 'link', user_id: OWN_ID, ticket_id: 7 }
    for (const actor of [link, { kind: 'anonymous' } as const]) {
      expect([
        mayManageGroups(actor),
        mayEditOrganizations(actor),
        mayCreateUser(actor, 'end-user'),
        mayEditUser(actor, other('end-user')),
      ]).toEqual([false, false, false, false])
    }
  })
})
