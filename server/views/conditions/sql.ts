// The conditions of a view as SQL over the alias `t` of tickets. Which fields and operators there are says the rules'
// own table; here stands how each is asked of the database.
import { type RawBuilder, sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'
import { type Condition, type Conditions, operatorOf, ticketFieldOf, valuesOf } from '../../rules/index.ts'
import { searchCondition } from '../../search/index.ts'
import { channelsOf, recipientHash } from '../../tickets/index.ts'
import { COLUMNS, choiceSql } from './choices.ts'
import { customFieldSql } from './custom-fields.ts'
import { hoursSql, MOMENTS } from './hours.ts'

type Sql = RawBuilder<unknown>

/** All of `all`, and one of `any` where there is one. */
export async function conditionsSql(work: Work, { all, any }: Conditions): Promise<Sql> {
  const required: Sql[] = []
  for (const condition of all) required.push(await conditionSql(work, condition))
  const alternatives: Sql[] = []
  for (const condition of any) alternatives.push(await conditionSql(work, condition))
  if (alternatives.length > 0) required.push(sql`(${sql.join(alternatives, sql` or `)})`)
  return required.length === 0 ? sql`true` : sql`(${sql.join(required, sql` and `)})`
}

/** One condition; one that the database cannot be asked holds for no ticket (views are checked when they are saved). */
export async function conditionSql(work: Work, condition: Condition): Promise<Sql> {
  const { field } = condition
  const column = COLUMNS.get(field)
  if (column) return choiceSql(work, column, condition)
  const moment = MOMENTS.get(field)
  if (moment) return await hoursSql(work, moment, condition)
  const field_id = ticketFieldOf(field)
  if (field_id !== null) return await customFieldSql(work, field_id, condition)
  switch (field) {
    case 'current_tags':
      return tagsSql(condition)
    case 'via_id':
    case 'current_via_id':
      return viaSql(condition)
    case 'locale_id':
      return localeSql(work, condition)
    case 'recipient':
      return recipientSql(work, condition)
    case 'description_includes_word':
      return await descriptionSql(work, condition)
    default:
      return sql`false`
  }
}

const isNegative = (condition: Condition): boolean => operatorOf(condition.operator).includes('not')
const negatedIf = (is_negative: boolean, condition: Sql): Sql =>
  is_negative ? sql`not coalesce(${condition}, false)` : condition

function tagsSql(condition: Condition): Sql {
  const tags = valuesOf(condition)
    .flatMap((value) => value.toLowerCase().split(/[\s,]+/))
    .filter((tag) => tag !== '')
  return negatedIf(
    isNegative(condition),
    sql`exists (select from ticket_tags g where g.account_id = t.account_id and g.ticket_id = t.id and g.tag = any(${tags}::text[]))`,
  )
}

/** Channels by their number in rules or by name. A view asks for the channel the ticket came by. */
function viaSql(condition: Condition): Sql {
  const channels = valuesOf(condition).flatMap(channelsOf)
  return negatedIf(isNegative(condition), sql`t.via_channel = any(${channels}::text[])`)
}

function localeSql(work: Work, condition: Condition): Sql {
  const locales = valuesOf(condition).map((value) => value.toLowerCase())
  return negatedIf(
    isNegative(condition),
    sql`exists (
      select from users u where u.account_id = ${work.account_id} and u.id = t.requester_id and lower(coalesce(u.locale, '')) = any(${locales}::text[]))`,
  )
}

/** The address a ticket was written to, by its keyed hash; `is` any of the values, in small or large letters. */
function recipientSql(work: Work, condition: Condition): Sql {
  const hashes = valuesOf(condition).map((value) => recipientHash(work, value))
  return negatedIf(isNegative(condition), sql`t.recipient_hash = any(${hashes}::bytea[])`)
}

/** Words of the first comment, by the word index: `includes` any of the words, `is` all of them in a row. */
async function descriptionSql(work: Work, condition: Condition): Promise<Sql> {
  const written = valuesOf(condition).join(' ').replaceAll('"', ' ')
  const is_list = operatorOf(condition.operator).includes('includes')
  const text = is_list ? written.split(/\s+/).filter(Boolean).join(' OR ') : `"${written}"`
  const found = await searchCondition(work, 'ticket', text, sql`t.id`, { parts: ['reply', 'note'], is_first: true })
  return negatedIf(isNegative(condition), found ?? sql`false`)
}
