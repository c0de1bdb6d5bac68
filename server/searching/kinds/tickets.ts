// Tickets in the search language.
import { type RawBuilder, sql } from '../../platform/db.ts'
import { searchCondition } from '../../search/index.ts'
import { TICKET_PRIORITIES, TICKET_SORTS, TICKET_STATUSES, TICKET_TYPES, visibleTickets } from '../../tickets/index.ts'
import { invalidSearch } from '../language/parse.ts'
import type { Field, KindOfRecord } from './kind.ts'
import { anyFieldValue, ticketField } from './own-fields.ts'
import {
  instant,
  named,
  number,
  onlyEqual,
  ordered,
  organization,
  peopleOf,
  person,
  readFlag,
  tags,
  text,
  words,
} from './values.ts'

const status = ordered(sql`t.status`, TICKET_STATUSES)
const tagged = tags(sql`select from ticket_tags g where g.account_id = t.account_id and g.ticket_id = t.id`)

/** Names of channels that people write, beside the API's own. */
const CHANNELS: ReadonlyMap<string, string> = new Map([['mail', 'email']])

const via: Field = (work, filter) => {
  const value = filter.value.toLowerCase()
  return text(sql`t.via_channel`)(work, { ...filter, value: CHANNELS.get(value) ?? value })
}

/** People who take part in a ticket in some way; `none` is a ticket where nobody does. */
function taking(kind: 'cc' | 'follower'): Field {
  const part = (people: RawBuilder<unknown>) =>
    sql`exists (select from ticket_people p where p.account_id = t.account_id and p.ticket_id = t.id and p.kind = ${sql.lit(kind)} ${people})`
  return async (work, filter) => {
    onlyEqual(filter)
    if (filter.value.toLowerCase() === 'none' && !filter.is_quoted) return sql`not ${part(sql``)}`
    if (filter.value === '*') return part(sql``)
    return part(sql`and p.user_id = any(${await peopleOf(work, filter.value)})`)
  }
}

const commenter: Field = async (work, filter) => {
  onlyEqual(filter)
  const people = await peopleOf(work, filter.value)
  const said = (table: string) =>
    sql`exists (select from ${sql.table(table)} c where c.account_id = t.account_id and c.ticket_id = t.id and c.author_id = any(${people}))`
  // The policy of notes leaves nothing of them to customers.
  return sql`(${said('ticket_replies')} or ${said('ticket_notes')})`
}

const attached: Field = (_work, filter) => {
  const has = sql`(exists (
      select from ticket_replies c join attachments a on a.account_id = c.account_id and a.reply_id = c.id and a.deleted_at is null
      where c.account_id = t.account_id and c.ticket_id = t.id)
    or exists (
      select from ticket_notes c join attachments a on a.account_id = c.account_id and a.note_id = c.id and a.deleted_at is null
      where c.account_id = t.account_id and c.ticket_id = t.id))`
  return readFlag(filter) ? has : sql`not ${has}`
}

const type: Field = (work, filter) => {
  if (filter.value.toLowerCase() === 'ticket') return sql`true`
  return ordered(sql`t.type`, TICKET_TYPES)(work, filter)
}

const SCORES: ReadonlyMap<string, { score: string; has_comment?: boolean }> = new Map([
  ['unoffered', { score: 'unoffered' }],
  ['offered', { score: 'offered' }],
  ['good', { score: 'good' }],
  ['bad', { score: 'bad' }],
  ['goodwithcomment', { score: 'good', has_comment: true }],
  ['badwithcomment', { score: 'bad', has_comment: true }],
])

const satisfaction: Field = (_work, filter) => {
  onlyEqual(filter)
  const wanted = SCORES.get(filter.value.toLowerCase().replaceAll(/[_\s]/g, ''))
  if (!wanted) throw invalidSearch(`${filter.key} takes ${[...SCORES.keys()].join(', ')}`)
  if (!wanted.has_comment) return sql`coalesce(t.satisfaction, 'unoffered') = ${wanted.score}`
  return sql`exists (
    select from satisfaction_ratings r where r.account_id = t.account_id and r.ticket_id = t.id and r.score = ${wanted.score} and r.has_comment)`
}

export const ticketKind: KindOfRecord = {
  fields: {
    ticket_type: type,
    status,
    priority: ordered(sql`t.priority`, TICKET_PRIORITIES),
    assignee: person(sql`t.assignee_id`),
    requester: person(sql`t.requester_id`),
    submitter: person(sql`t.submitter_id`),
    commenter,
    cc: taking('cc'),
    follower: taking('follower'),
    group: named(
      sql`t.group_id`,
      ({ account_id }) => sql`select id, name from groups where account_id = ${account_id} and deleted_at is null`,
    ),
    organization: organization(sql`t.organization_id`),
    tags: tagged,
    tag: tagged,
    subject: words('ticket', sql`t.id`, { parts: ['subject'] }),
    description: words('ticket', sql`t.id`, { parts: ['reply', 'note'], is_first: true }),
    comment: words('ticket', sql`t.id`, { parts: ['reply', 'note'] }),
    via,
    created: instant(sql`t.created_at`),
    updated: instant(sql`t.updated_at`),
    solved: instant(sql`t.solved_at`),
    due_date: instant(sql`t.due_at`),
    brand: named(
      sql`t.brand_id`,
      ({ account_id }) => sql`select id, name from brands where account_id = ${account_id} and deleted_at is null`,
    ),
    form: named(
      sql`t.ticket_form_id`,
      ({ account_id }) =>
        sql`select id, name from ticket_forms where account_id = ${account_id} and deleted_at is null`,
    ),
    custom_status_id: number(sql`t.custom_status_id`),
    problem: number(sql`t.problem_id`),
    satisfaction,
    fieldvalue: anyFieldValue,
    has_attachment: attached,
    external_id: text(sql`t.external_id`),
    id: number(sql`t.id`),
  },
  ownField: ticketField,
  from: sql`tickets t`,
  id: sql`t.id`,
  visible: (work) => sql`t.account_id = ${work.account_id} and ${visibleTickets(work.actor)}`,
  async words(work, asked, options) {
    const matching = await searchCondition(work, 'ticket', asked, sql`t.id`, { begins: true, ...options })
    const id = /^#?(\d{1,15})$/.exec(asked.trim())?.[1]
    return id ? sql`(t.id = ${Number(id)}::bigint or ${matching ?? sql`false`})` : matching
  },
  sorts: {
    ...TICKET_SORTS,
    ticket_type: { by: sql`t.type`, type: 'text', nullable: true },
  },
}
