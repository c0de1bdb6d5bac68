// The newest audit of each ticket, as `include=last_audits`.
import { sql } from '../../platform/db.ts'
import type { SideLoad } from '../side-loads.ts'
import { auditSchema, EVENT_COLUMNS, type EventRow, presentAudits } from './present.ts'
import { toldTypes } from './stories.ts'

export const lastAudits: SideLoad = {
  name: 'last_audits',
  async load(work, tickets, origin_url) {
    const rows = await work.db.all<EventRow>(sql`
      select ${EVENT_COLUMNS} from unnest(${tickets.map((ticket) => ticket.id)}::bigint[]) t(id), lateral (
        select * from events e
        where e.account_id = ${work.account_id} and e.subject_type = 'ticket' and e.subject_id = t.id and e.type = any(${toldTypes()}::text[])
        order by e.event_id desc limit 1) e order by e.event_id`)
    const audits = work.audience === 'staff' ? await presentAudits(work, rows, origin_url) : []
    return { last_audits: audits.map((audit) => auditSchema.parse(audit)) }
  },
}
