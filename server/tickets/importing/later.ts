// What happened elsewhere to a ticket after it was imported: further comments at their times, and the state it has now.
// As with the import itself nothing is sent and no rule runs. What is closed stays as it is.
import type { Work } from '../../platform/work.ts'
import { changeTicket, type TicketChange } from '../actions.ts'
import { ticketUpdated } from '../events.ts'
import { changePeople } from '../incoming.ts'
import { addStep } from '../metrics/queries.ts'
import { stepOf } from '../metrics/step.ts'
import { getTicket } from '../queries.ts'
import { rateInThePast } from '../satisfaction/actions.ts'
import type { PersonChange, TicketStatus } from '../schema.ts'
import { askedStatus, customStatusIdFor } from '../statuses.ts'
import { endingSteps, later, type PastInput, type PastWords, pastTime, say, spoken } from './one.ts'
import { finishImport } from './queries.ts'

export interface Later {
  comments: PastWords[]
  /** What it is now; left out where it was changed here meanwhile, which then stays. */
  now?: Omit<TicketChange, 'status' | 'custom_status_id' | 'saying' | 'people'> & {
    status: TicketStatus
    custom_status_id?: number
    ccs: readonly PersonChange[]
    followers: readonly PersonChange[]
    satisfaction?: PastInput['satisfaction']
  }
  updated_at: Date
}

/** Brings an imported ticket up to date. False when it is closed here and stays as it is. */
export async function importLater(work: Work, id: number, { comments, now, updated_at }: Later): Promise<boolean> {
  const before = await getTicket(work, id, true)
  if (before.status === 'closed') return false
  const said = await spoken(work, before.requester_id, before.created_at, comments)
  const present = work.now
  const at = later(said.at(-1)?.at ?? before.created_at, pastTime(work, 'updated_at', updated_at))
  try {
    for (const one of said) {
      const fact = await say(work, id, one)
      addStep(work, id, stepOf({ changes: [], comment: fact }, one.at, false), [one.saying.author_id], one.at)
    }
    Object.assign(work, { now: at })
    const comment_count = before.comment_count + said.length
    const is_public = before.is_public || said.some((one) => one.saying.kind === 'reply')
    if (!now) {
      const { status, custom_status_id, solved_at, version } = before
      const kept = { id, status, custom_status_id, solved_at, comment_count, is_public }
      await finishImport(work, { ...kept, version: version + said.length, updated_at: later(before.updated_at, at) })
      return true
    }
    const { status, custom_status_id, ccs, followers, satisfaction, ...change } = now
    // A closed or solved ticket may lack what is asked of tickets today.
    await changeTicket(work, id, {
      ...change,
      people: await changePeople(work, id, { email_ccs: [...ccs], followers: [...followers] }),
      is_complete: true,
    })
    const asked = await askedStatus(work, custom_status_id)
    const final = status === 'closed' ? status : (asked?.status_category ?? status)
    for (const step of stepsBetween(before.status, final)) {
      const nobody = work.as({ kind: 'system', name: 'tickets.import' })
      nobody.record(ticketUpdated, id, { changes: [step], comment: null, imported: true }, { subject: null })
      addStep(work, id, stepOf({ changes: [step], comment: null }, at, false), [], at)
    }
    if (satisfaction) await rateInThePast(work, id, satisfaction)
    const after = await getTicket(work, id)
    const is_over = final === 'solved' || final === 'closed'
    await finishImport(work, {
      id,
      status: final,
      custom_status_id: await customStatusIdFor(work, final === 'closed' ? 'solved' : final, asked),
      solved_at: is_over ? (before.solved_at ?? at) : null,
      updated_at: at,
      version: after.version + said.length,
      comment_count,
      is_public,
    })
    return true
  } finally {
    Object.assign(work, { now: present })
  }
}

function stepsBetween(before: TicketStatus, final: TicketStatus) {
  if (before === final) return []
  if (before === 'solved' && final === 'closed') return [{ field_name: 'status', value: final, previous_value: before }]
  if (final === 'solved' || final === 'closed') return endingSteps(before, final)
  return [{ field_name: 'status', value: final, previous_value: before }]
}
