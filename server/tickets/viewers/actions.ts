// Who can see a ticket, and why. The reasons are those of visibleTickets (policy.ts), asked the other way round;
// viewers.test.ts holds the two together.
import {
  findGroup,
  listMemberIds,
  listMembersOfOrganization,
  listReadersOfOrganization,
  listTeam,
} from '../../people/index.ts'
import { rightsOf } from '../../platform/rights.ts'
import type { Work } from '../../platform/work.ts'
import { listParticipants, type TicketRow } from '../queries.ts'

export const REASONS = [
  'owner',
  'admin',
  'all_tickets',
  'group',
  'public_group',
  'no_group',
  'organization',
  'assignee',
  'requester',
  'cc',
  'follower',
] as const
type Reason = (typeof REASONS)[number]

/** People by id, with all their reasons. */
export async function viewersOf(work: Work, ticket: TicketRow): Promise<Map<number, Reason[]>> {
  const viewers = new Map<number, Reason[]>()
  const add = (id: number, reason: Reason) => void viewers.set(id, [...(viewers.get(id) ?? []), reason])
  const [team, participants, group, members, colleagues, readers] = await Promise.all([
    listTeam(work),
    listParticipants(work, [ticket.id]),
    ticket.group_id === null ? null : findGroup(work, ticket.group_id),
    ticket.group_id === null ? [] : listMemberIds(work, ticket.group_id),
    ticket.organization_id === null ? [] : listMembersOfOrganization(work, ticket.organization_id),
    ticket.organization_id === null || !ticket.is_public ? [] : listReadersOfOrganization(work, ticket.organization_id),
  ])
  const [in_group, in_organization] = [new Set(members), new Set(colleagues)]
  const on_team = new Set(team.map((member) => member.id))
  for (const member of team) {
    const { ticket_access } = rightsOf(member)
    if (member.role === 'owner' || member.role === 'admin') add(member.id, member.role)
    else if (ticket_access === 'all') add(member.id, 'all_tickets')
    else if (ticket_access.startsWith('within-groups') && in_group.has(member.id)) add(member.id, 'group')
    else if (ticket_access === 'within-organization' && in_organization.has(member.id)) add(member.id, 'organization')
    if (ticket_access === 'within-groups-and-public-groups') {
      if (ticket.group_id === null) add(member.id, 'no_group')
      else if (group?.is_public) add(member.id, 'public_group')
    }
    if (ticket.assignee_id === member.id) add(member.id, 'assignee')
  }
  add(ticket.requester_id, 'requester')
  for (const { user_id, kind, state } of participants)
    if (state === 'active' && (kind === 'cc' || on_team.has(user_id))) add(user_id, kind)
  for (const id of readers) add(id, 'organization')
  return viewers
}
