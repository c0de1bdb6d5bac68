// Who belongs where: agents in groups, people in organisations.
import { findUser } from '../../people/index.ts'
import { invalid } from '../../platform/errors.ts'
import { callDesk } from '../moving-in/desk.ts'
import { eachRecord } from './lists.ts'
import { knowOrganization } from './organizations.ts'
import { knowPeople } from './people.ts'
import { listOf, pick } from './reading.ts'
import { needOurs, type Run, take } from './taking.ts'
import { made } from './writing.ts'

/** Agents into groups, people into organisations. */
export async function takeMemberships(run: Run): Promise<void> {
  const groups = {
    kind: 'group_membership',
    path: '/api/v2/group_memberships.json?page[size]=100',
    key: 'group_memberships',
  }
  await eachRecord(run, groups, async (record, key) => {
    await knowPeople(run, [record.user_id])
    await take(run, { kind: groups.kind, key, stamp: null }, async (work) => {
      const user_id = await needOurs(work, run, 'user', record.user_id)
      const group_id = await needOurs(work, run, 'group', record.group_id)
      const user = await findUser(work, user_id)
      if (!user || user.role === 'end-user')
        throw invalid('user_id', 'the person is no agent here (see --agents)', 'InvalidValue')
      const mine = await callDesk(work, run.platform, 'GET /api/v2/users/{user_id}/group_memberships', {
        params: { user_id },
      })
      const there = listOf(mine.group_memberships).find((one) => one.group_id === group_id)
      if (there) return { id: Number(there.id), how: 'matched' }
      const id = await made(work, run, 'POST /api/v2/group_memberships', 'group_membership', { user_id, group_id })
      if (record.default === true)
        await callDesk(
          work,
          run.platform,
          'PUT /api/v2/users/{user_id}/group_memberships/{group_membership_id}/make_default',
          {
            params: { user_id, group_membership_id: id },
          },
        )
      return { id, how: 'created' }
    })
  })
  const organizations = {
    kind: 'organization_membership',
    path: '/api/v2/organization_memberships.json?page[size]=100',
    key: 'organization_memberships',
  }
  await eachRecord(run, organizations, async (record, key) => {
    await knowPeople(run, [record.user_id])
    await knowOrganization(run, record.organization_id)
    await take(run, { kind: organizations.kind, key, stamp: null }, async (work) => {
      const user_id = await needOurs(work, run, 'user', record.user_id)
      const organization_id = await needOurs(work, run, 'organization', record.organization_id)
      const mine = await callDesk(work, run.platform, 'GET /api/v2/users/{user_id}/organization_memberships', {
        params: { user_id },
      })
      const there = listOf(mine.organization_memberships).find((one) => one.organization_id === organization_id)
      if (there) return { id: Number(there.id), how: 'matched' }
      const body = { user_id, organization_id, default: record.default === true, ...pick(record, ['view_tickets']) }
      return {
        id: await made(work, run, 'POST /api/v2/organization_memberships', 'organization_membership', body),
        how: 'created',
      }
    })
  })
}
