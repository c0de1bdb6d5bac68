// SQL of macros: the titles that make their menu, and how often each is used.
import { sql } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import type { Immediate, Work } from '../../platform/work.ts'
import { visibleRules } from '../policy.ts'
import { RULES_PER_KIND } from '../schema.ts'

/** Titles of the active macros the actor may see. */
export async function visibleMacroTitles(work: Work): Promise<string[]> {
  const rows = await work.db.all<{ title: string }>(sql`
    select r.title from rules r
    where r.account_id = ${work.account_id}::bigint and r.kind = 'macro' and r.active and ${visibleRules(work)} limit ${RULES_PER_KIND}`)
  return rows.map((row) => row.title)
}

function countUses(work: Work, ticket_id: number, macro_ids: readonly number[]): void {
  work.db.send(sql`
    insert into rule_firings (account_id, id, rule_id, ticket_id, created_at)
    select ${work.account_id}, f.id, f.rule_id, ${ticket_id}, ${work.now}::timestamptz
    from unnest(${macro_ids.map(() => newId())}::bigint[], ${macro_ids}::bigint[]) as f(id, rule_id)
    where exists (select from rules r where r.account_id = ${work.account_id} and r.id = f.rule_id and r.kind = 'macro')`)
}

/** A write says which macros filled it in. */
export const macroImmediates: Immediate[] = (['ticket.created', 'ticket.updated'] as const).map((on) => ({
  on,
  async run(work, { subject_id, data }) {
    const { macro_ids = [] } = data as { macro_ids?: number[] } // of the ticket's own event
    if (macro_ids.length > 0) countUses(work, subject_id, macro_ids)
  },
}))
