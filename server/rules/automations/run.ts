// Runs an account's automations: looks for tickets whose time has come, and acts on each in a unit of work of its own,
// after looking at it again. What a ticket does not take is shown on the automation and does not stop the others.
import { newId } from '../../platform/ids.ts'
import { type Platform, systemWork } from '../../platform/platform.ts'
import type { Work } from '../../platform/work.ts'
import { findTicket } from '../../tickets/index.ts'
import { applyPlan } from '../actions/apply.ts'
import { planOf } from '../actions/plan.ts'
import { firstFalse } from '../conditions/evaluate.ts'
import { loadSubjects } from '../conditions/load.ts'
import { listActiveRules } from '../queries.ts'
import { needsOfRules } from '../rule-set.ts'
import type { RuleRow } from '../schema.ts'
import { countFirings, recordRun } from '../why/queries.ts'
import { listCandidates } from './candidates.ts'

/** Tickets one automation acts on within an hour. */
export const TICKETS_PER_HOUR = 1_000
const TICKETS_PER_LOOK = 500
/** Tickets one automation looks at in one run. */
const LOOKED_AT_PER_RUN = 100_000
const HOUR_MS = 3_600_000

const NAME = 'rules.automations'

export async function runAutomations(platform: Platform, account_id: number): Promise<void> {
  const rules = await systemWork(platform, account_id, NAME, 'staff', (work) => listActiveRules(work, 'automation'))
  for (const rule of rules) await runAutomation(platform, account_id, rule)
}

async function runAutomation(platform: Platform, account_id: number, rule: RuleRow): Promise<void> {
  const unit = <Result>(run: (work: Work) => Promise<Result>) => systemWork(platform, account_id, NAME, 'staff', run)
  const acted = await unit((work) => countFirings(work, rule.id, new Date(work.now.getTime() - HOUR_MS)))
  let left = TICKETS_PER_HOUR - acted
  let after = 0
  for (let looked_at = 0; left > 0 && looked_at < LOOKED_AT_PER_RUN; looked_at += TICKETS_PER_LOOK) {
    const { due, last } = await unit((work) => look(work, rule, after))
    for (const id of due.slice(0, left)) await unit((work) => act(work, rule, id))
    left -= due.length
    if (last === null) return
    after = last
  }
}

/** Tickets beyond an id that the automation is about now; `last` is null where there are no more to look at. */
async function look(work: Work, rule: RuleRow, after: number): Promise<{ due: number[]; last: number | null }> {
  const rows = await listCandidates(work, rule.conditions.all, { after, limit: TICKETS_PER_LOOK })
  const looks = rows.map((row) => ({ row, happening: null }))
  const subjects = await loadSubjects(work, looks, needsOfRules([rule]))
  return {
    due: subjects.filter((subject) => firstFalse(rule.conditions, subject) === null).map(({ ticket }) => ticket.id),
    last: rows.length < TICKETS_PER_LOOK ? null : (rows.at(-1)?.id ?? null),
  }
}

async function act(work: Work, rule: RuleRow, ticket_id: number): Promise<void> {
  const row = await findTicket(work, ticket_id, true)
  if (!row || row.status === 'closed') return
  const [subject] = await loadSubjects(work, [{ row, happening: null }], needsOfRules([rule]))
  if (!subject || firstFalse(rule.conditions, subject) !== null) return
  const plan = planOf(rule.actions, subject.ticket, null)
  const applied = await applyPlan(work, rule, plan, {
    ticket_id,
    event_id: newId(),
    delay_ms: 0,
    actor_id: null,
  })
  recordRun(work, ticket_id, null, {
    considered: new Map([[rule.id, null]]),
    fired: [{ id: rule.id, ...applied }],
    is_cut: false,
  })
}
