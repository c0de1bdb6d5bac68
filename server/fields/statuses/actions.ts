// What one can do with custom statuses. Every category always has exactly one default, which is active.

import { invalid, Refusal } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { requireRight } from '../../platform/rights.ts'
import type { Work } from '../../platform/work.ts'
import { customStatusCreated, customStatusDeleted, customStatusesDefaulted, customStatusUpdated } from '../events.ts'
import {
  FIRST_STATUSES,
  getCustomStatus,
  listStatuses,
  lockStatuses,
  markStatusDeleted,
  STATUSES_PER_ACCOUNT,
  type StatusRow,
  saveStatus,
} from './queries.ts'
import type { StatusWrite } from './schema.ts'
import { isStatusInUse } from './use.ts'

export async function createStatus(work: Work, write: StatusWrite): Promise<StatusRow> {
  requireRight(work.actor, 'manage_ticket_fields')
  const { status_category, agent_label } = write
  if (status_category === undefined) throw invalid('status_category', 'Status category: cannot be blank', 'BlankValue')
  if (agent_label === undefined) throw invalid('agent_label', 'Agent label: cannot be blank', 'BlankValue')
  await lockStatuses(work)
  const statuses = await listStatuses(work)
  if (statuses.length >= STATUSES_PER_ACCOUNT)
    throw invalid('base', `An account has at most ${STATUSES_PER_ACCOUNT} statuses`)
  const row: StatusRow = {
    id: newId(),
    status_category,
    agent_label,
    end_user_label: write.end_user_label ?? agent_label,
    description: write.description ?? '',
    end_user_description: write.end_user_description ?? '',
    active: write.active ?? true,
    default: false,
    created_at: work.now,
    updated_at: work.now,
  }
  declineTakenLabel(row, statuses)
  await saveStatus(work, row)
  work.record(customStatusCreated, row.id, { status_category }, { agent_label })
  return row
}

/** Changes labels, descriptions and whether it can be chosen. The category stays what it is. */
export async function updateStatus(work: Work, id: number, write: StatusWrite): Promise<StatusRow> {
  await getCustomStatus(work, id)
  requireRight(work.actor, 'manage_ticket_fields')
  await lockStatuses(work)
  const before = await getCustomStatus(work, id)
  if (write.status_category !== undefined && write.status_category !== before.status_category)
    throw invalid('status_category', 'Status category: cannot be changed')
  if (before.default && write.active === false)
    throw invalid('active', 'Active: a default status stays active. Make another one the default first.')
  const after: StatusRow = {
    ...before,
    agent_label: write.agent_label ?? before.agent_label,
    end_user_label: write.end_user_label ?? before.end_user_label,
    description: write.description === undefined ? before.description : (write.description ?? ''),
    end_user_description:
      write.end_user_description === undefined ? before.end_user_description : (write.end_user_description ?? ''),
    active: write.active ?? before.active,
    updated_at: work.now,
  }
  const fields = (['agent_label', 'end_user_label', 'description', 'end_user_description', 'active'] as const).filter(
    (key) => after[key] !== before[key],
  )
  if (fields.length === 0) return before
  declineTakenLabel(after, await listStatuses(work))
  await saveStatus(work, after)
  work.record(customStatusUpdated, id, { fields }, { agent_label: after.agent_label })
  return after
}

/** Deletes a status. 422 for the five that are always there, a default one, and one that tickets still have. */
export async function deleteStatus(work: Work, id: number): Promise<void> {
  await getCustomStatus(work, id)
  requireRight(work.actor, 'manage_ticket_fields')
  await lockStatuses(work)
  const row = await getCustomStatus(work, id)
  if (FIRST_STATUSES.some((one) => one.id === id)) throw invalid('base', 'This status is always there')
  if (row.default) throw invalid('base', 'A default status stays. Make another one the default first.')
  if (await isStatusInUse(work, id))
    throw invalid('base', 'Tickets that are not closed have this status. Give them another one first.')
  await markStatusDeleted(work, id)
  work.record(customStatusDeleted, id, {}, { agent_label: row.agent_label })
}

/** Makes each of these the default of its category. 422 for ids of no status, inactive ones, two of one category. */
export async function makeDefault(work: Work, ids: readonly number[]): Promise<void> {
  requireRight(work.actor, 'manage_ticket_fields')
  await lockStatuses(work)
  const statuses = await listStatuses(work)
  const chosen = [...new Set(ids)].map((id) => {
    const row = statuses.find((status) => status.id === id)
    if (!row) throw invalid('ids', 'Ids: has one of no status', 'RecordNotFound')
    if (!row.active) throw invalid('ids', 'Ids: has one of an inactive status')
    return row
  })
  if (chosen.length === 0) throw invalid('ids', 'Ids: cannot be blank', 'BlankValue')
  const categories = new Set(chosen.map((row) => row.status_category))
  if (categories.size < chosen.length) throw invalid('ids', 'Ids: has two of one category')
  for (const row of statuses) {
    const is_default = categories.has(row.status_category) ? chosen.includes(row) : row.default
    if (is_default !== row.default) await saveStatus(work, { ...row, default: is_default, updated_at: work.now })
  }
  work.record(customStatusesDefaulted, work.account_id, { ids: chosen.map((row) => row.id) })
}

function declineTakenLabel(row: StatusRow, statuses: readonly StatusRow[]): void {
  const label = row.agent_label.toLowerCase()
  if (statuses.some((other) => other.id !== row.id && other.agent_label.toLowerCase() === label))
    throw new Refusal('invalid', undefined, {
      details: { agent_label: [{ description: 'Agent label: has already been taken', error: 'DuplicateValue' }] },
    })
}
