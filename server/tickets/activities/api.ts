// Activities over HTTP: what others did, in the last thirty days, with tickets of the agent who asks.
import { z } from 'zod'
import { countOf, countReply, listUsersByIds, type User, userSchema } from '../../people/index.ts'
import { sql } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import { endpoint, STAFF } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { listPage, pagingQuery, pagingReply } from '../../platform/http/paging.ts'
import { actorId, type Work } from '../../platform/work.ts'
import { listCommentsByIds } from '../audits/queries.ts'
import { type CommentContent, placeOfComment } from '../comments/queries.ts'
import { visibleTickets } from '../policy.ts'
import { listTicketsByIds, placeOfTicket, type TicketContent } from '../queries.ts'
import { timeSchema } from '../schema.ts'
import { ACTIVITIES, ACTIVITY_COLUMNS, type ActivityRow, getActivity, VERBS } from './queries.ts'

const named = z.looseObject({})
const activitySchema = z.object({
  url: z.string(),
  id: z.number(),
  title: z.string(),
  verb: z.enum(VERBS),
  user_id: z.number(),
  actor_id: z.number(),
  created_at: timeSchema,
  updated_at: timeSchema,
  object: named,
  target: named,
  user: userSchema.nullable(),
  actor: userSchema.nullable(),
})

const KEPT_DAYS = 30
const own = (work: Work): number => {
  const user_id = actorId(work.actor)
  if (user_id === null) throw new Refusal('forbidden')
  return user_id
}

async function present(work: Work, rows: readonly ActivityRow[], origin_url: string) {
  const ids = (of: (row: ActivityRow) => number | null) => [...new Set(rows.map(of).filter((id) => id !== null))]
  const [people, tickets, comments] = await Promise.all([
    listUsersByIds(work, [...new Set([...ids((row) => row.user_id), ...ids((row) => row.actor_id)])], origin_url),
    listTicketsByIds(
      work,
      ids((row) => row.ticket_id),
    ),
    listCommentsByIds(
      work,
      ids((row) => row.comment_id),
    ),
  ])
  const users = new Map<number, User>(people.map((user) => [user.id, user]))
  const subjects = new Map(
    tickets.map((ticket) => [
      ticket.id,
      work.sealing.open<TicketContent>(placeOfTicket(ticket.id), ticket.sealed).subject,
    ]),
  )
  const said = new Map(comments.map((row) => [row.id, row]))
  const activities = rows.map((row) => {
    const ticket = { id: row.ticket_id, subject: subjects.get(row.ticket_id) ?? null }
    const comment = row.comment_id === null ? undefined : said.get(row.comment_id)
    const name = users.get(row.actor_id)?.name ?? 'Somebody'
    return {
      url: `${origin_url}/api/v2/activities/${row.id}.json`,
      id: row.id,
      title: titleOf(row, name),
      verb: row.verb,
      user_id: row.user_id,
      actor_id: row.actor_id,
      created_at: row.created_at,
      updated_at: row.created_at,
      object: comment
        ? {
            comment: {
              id: comment.id,
              value: work.sealing.open<CommentContent>(placeOfComment(comment), comment.sealed).body,
              public: comment.kind === 'reply',
            },
          }
        : { ticket },
      target: { ticket },
      user: users.get(row.user_id) ?? null,
      actor: users.get(row.actor_id) ?? null,
    }
  })
  const side = (of: (row: ActivityRow) => number) => ids(of).flatMap((id) => users.get(id) ?? [])
  return { activities, users: side((row) => row.user_id), actors: side((row) => row.actor_id) }
}

/** English, as in the API of Zendesk; pages write their own from the verb. */
function titleOf({ verb, ticket_id }: ActivityRow, name: string): string {
  if (verb === 'tickets.assignment') return `${name} assigned ticket #${ticket_id} to you.`
  if (verb === 'tickets.comment') return `${name} commented on ticket #${ticket_id}.`
  return `${name} increased the priority of ticket #${ticket_id}.`
}

const recent = (work: Work, since: Date | undefined) =>
  sql`a.account_id = ${work.account_id} and a.user_id = ${own(work)} and ${visibleTickets(work.actor)}
    and a.created_at > ${work.now}::timestamptz - make_interval(days => ${KEPT_DAYS})
    ${since ? sql`and a.created_at > ${since}` : sql``}`
const since = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .optional()

export const activityEndpoints = [
  endpoint({
    route: 'GET /api/v2/activities',
    summary: 'List what others did with tickets of the caller, newest first',
    allow: STAFF,
    query: z.object({ ...pagingQuery, since }),
    reply: z.object({
      activities: z.array(activitySchema),
      users: z.array(userSchema),
      actors: z.array(userSchema),
      ...pagingReply,
    }),
    async run({ work, query, url, origin_url }) {
      const { rows, paging } = await listPage<ActivityRow>(
        work,
        {
          columns: ACTIVITY_COLUMNS,
          from: ACTIVITIES,
          where: recent(work, query.since),
          id: sql`a.id`,
          sorts: {
            id: { by: sql`a.id`, type: 'bigint' },
            created_at: { by: sql`a.created_at`, type: 'timestamptz' },
          },
          default_sort: '-id',
        },
        query,
        url,
      )
      return { ...(await present(work, rows, origin_url)), ...paging }
    },
  }),
  endpoint({
    route: 'GET /api/v2/activities/count',
    summary: 'Count what others did with tickets of the caller',
    allow: STAFF,
    query: z.object({ since }),
    reply: countReply,
    async run({ work, query }) {
      const { count } = await work.db.one<{ count: number }>(
        sql`select count(*) as count from ${ACTIVITIES} where ${recent(work, query.since)}`,
      )
      return countOf(work, count)
    },
  }),
  endpoint({
    route: 'GET /api/v2/activities/{activity_id}',
    summary: 'Show one activity of the caller',
    allow: STAFF,
    params: z.object({ activity_id: idParam }),
    reply: z.object({ activity: activitySchema }),
    async run({ work, params, origin_url }) {
      const shown = await present(work, [await getActivity(work, own(work), params.activity_id)], origin_url)
      const [activity] = shown.activities
      if (!activity) throw new Error('one row makes one activity')
      return { activity }
    },
  }),
]
