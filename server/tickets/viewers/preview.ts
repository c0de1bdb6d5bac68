// What a change of a role would mean before it is made: which rights come and go, for how many people, and how many
// tickets each of them would see.
import { z } from 'zod'
import { listTeam } from '../../people/index.ts'
import { sql } from '../../platform/db.ts'
import { endpoint, STAFF } from '../../platform/http/endpoint.ts'
import { bodyId } from '../../platform/http/ids.ts'
import { type Configuration, NO_RIGHTS, type Rights, rightsBeyond, rightsOfCustomRole } from '../../platform/rights.ts'
import type { Work } from '../../platform/work.ts'
import { admitRights, CATALOG, configurationWrite, differences, getRole, withWritten } from '../../roles/index.ts'
import { visibleTickets } from '../policy.ts'

/** People whose tickets are counted. */
const COUNTED_PEOPLE = 20
/** Tickets are counted up to here. */
const COUNTED_TICKETS = 10_000

const value = z.union([z.string(), z.boolean()])

async function countSeen(work: Work, user_id: number, rights: Rights): Promise<number> {
  const actor = {
    kind: 'user' as const,
    user_id,
    role: 'agent' as const,
    rights,
    session_id: null,
    csrf_token: null,
    token_id: null,
    scopes: null,
    proved_at: null,
  }
  const { count } = await work.db.one<{ count: number }>(sql`
    select count(*) as count from (select from tickets t where t.account_id = ${work.account_id} and ${visibleTickets(actor)} limit ${COUNTED_TICKETS}) seen`)
  return count
}

async function ticketsOf(work: Work, ids: readonly number[], before: Configuration, after: Configuration) {
  const counts = []
  for (const user_id of ids)
    counts.push({
      user_id,
      before: await countSeen(work, user_id, before),
      after: await countSeen(work, user_id, after),
    })
  return counts
}

export const previewEndpoint = endpoint({
  route: 'POST /api/v2/custom_roles/preview',
  summary:
    'Tell what a change of a role would mean: who gains and loses which right, and how many tickets they would see',
  allow: STAFF,
  right: ['manage_roles', 'all-except-self'],
  status: 200,
  read_only: true,
  body: z.object({
    custom_role_id: bodyId.nullable().optional().describe('The role that would change; none for a new one'),
    configuration: configurationWrite,
  }),
  reply: z.object({
    preview: z.object({
      changes: z.array(
        z.object({
          name: z.string(),
          before: value,
          after: value,
          change: z.enum(['gained', 'lost', 'different']),
          has_effect: z.boolean(),
        }),
      ),
      people_count: z.number(),
      tickets: z
        .array(z.object({ user_id: z.number(), before: z.number(), after: z.number() }))
        .describe('For the first 20 people, when it changes which tickets they see; counted up to 10,000'),
    }),
  }),
  async run({ work, body }) {
    const role = body.custom_role_id == null ? null : await getRole(work, body.custom_role_id)
    const before: Readonly<Configuration> = role ? rightsOfCustomRole(role) : NO_RIGHTS
    const after = withWritten(before, body.configuration)
    admitRights(work, before, after)
    const [gained, lost] = [rightsBeyond(before, after), rightsBeyond(after, before)]
    const changed = differences(before, after)
    const people = role ? await listTeam(work, role.id) : []
    const ids = people.slice(0, COUNTED_PEOPLE).map((one) => one.id)
    return {
      preview: {
        changes: changed.map((name) => ({
          name,
          before: before[name],
          after: after[name],
          change: gained.includes(name)
            ? lost.includes(name)
              ? ('different' as const)
              : ('gained' as const)
            : ('lost' as const),
          has_effect: CATALOG.some((right) => right.name === name && right.has_effect),
        })),
        people_count: people.length,
        tickets: changed.includes('ticket_access') ? await ticketsOf(work, ids, { ...before }, after) : [],
      },
    }
  },
})
