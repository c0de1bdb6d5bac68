// Where a page by cursor begins: the sort value and the id of the row beside it. Cursors are opaque to clients and of no
// worth to them beyond their own list, so they are not signed; what they hold is checked before it reaches SQL.
import { z } from 'zod'
import { type RawBuilder, sql } from '../db.ts'
import { Refusal } from '../errors.ts'
import type { SortKey } from './paging.ts'

/** What a cursor is made from, selected beside a row. */
export interface CursorColumns {
  cursor_value: string | number | null
  cursor_id: number
}

/** Instants are microseconds since 1970 in a cursor: exact, and any whole number is one. */
const VALUES = {
  bigint: z.int(),
  timestamptz: z.int(),
  text: z.string().regex(/^\P{Cc}*$/u),
} as const satisfies Record<SortKey['type'], z.ZodType>

interface Position {
  value: string | number | null
  id: number
}

/** The position a cursor names. 400 when it is none of ours, or of another sort. */
export function readCursor(text: string, sort: string, key: SortKey): Position {
  const value = key.nullable ? VALUES[key.type].nullable() : VALUES[key.type]
  try {
    const parts = z.tuple([z.literal(sort), value, z.int()])
    const [, at, id] = parts.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
    return { value: at, id }
  } catch (cause) {
    throw new Refusal(
      'bad_paging',
      'page[after] and page[before] take a cursor from an earlier reply to the same list in the same sort',
      { cause },
    )
  }
}

export function writeCursor(sort: string, row: CursorColumns): string {
  return Buffer.from(JSON.stringify([sort, row.cursor_value, row.cursor_id])).toString('base64url')
}

/** The sort's expression as a cursor holds it. */
export function cursorValue({ by, type }: SortKey): RawBuilder<unknown> {
  return type === 'timestamptz' ? sql`(extract(epoch from ${by}) * 1000000)::bigint` : by
}

/** True for rows after a position in the order by (`by`, `id`), `down` for descending. Nulls are the greatest. */
export function isBeyond(
  { value, id: beside }: Position,
  { by, type, nullable }: SortKey,
  id: RawBuilder<unknown>,
  down: boolean,
): RawBuilder<unknown> {
  const past = sql.raw(down ? '<' : '>')
  if (value === null) {
    const among_nulls = sql`${by} is null and ${id} ${past} ${beside}::bigint`
    return down ? sql`(${by} is not null or ${among_nulls})` : sql`(${among_nulls})`
  }
  const at =
    type === 'timestamptz'
      ? sql`timestamptz 'epoch' + ${value}::bigint * interval '1 microsecond'`
      : sql`${value}::${sql.raw(type)}`
  const among_values = sql`(${by}, ${id}) ${past} (${at}, ${beside}::bigint)`
  return nullable && !down ? sql`(${by} is null or ${among_values})` : among_values
}
