// What one can do with workspaces: make, change, order and delete them.
import { findForm } from '../../fields/index.ts'
import { invalid, notFound } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'
import { getTicket } from '../../tickets/index.ts'
import { checkFieldsKnown } from '../checks.ts'
import { checkConditions } from '../conditions/check.ts'
import { conditionsOf } from '../conditions/condition.ts'
import { firstFalse } from '../conditions/evaluate.ts'
import { loadSubjects } from '../conditions/load.ts'
import { workspaceChanged } from '../events.ts'
import { findRule } from '../queries.ts'
import { needsOfRules } from '../rule-set.ts'
import {
  deleteWorkspaceRow,
  findWorkspace,
  listActiveWorkspaces,
  putWorkspace,
  type WorkspaceRow,
  workspaceTotals,
} from './queries.ts'
import type { WorkspaceInput } from './schema.ts'

/** As many as Zendesk has. */
const WORKSPACES_PER_ACCOUNT = 200

/** The first workspace that is on and whose conditions a ticket meets as it stands; null for none. 404 for a hidden ticket. */
export async function workspaceOfTicket(work: Work, ticket_id: number): Promise<WorkspaceRow | null> {
  const row = await getTicket(work, ticket_id)
  const workspaces = await listActiveWorkspaces(work, WORKSPACES_PER_ACCOUNT)
  const needs = needsOfRules(workspaces.map(({ conditions }) => ({ conditions, actions: [] })))
  const [subject] = await loadSubjects(work, [{ row, happening: null }], needs)
  if (!subject) return null
  return workspaces.find(({ conditions }) => firstFalse(conditions, subject) === null) ?? null
}

export async function getWorkspace(work: Work, id: number): Promise<WorkspaceRow> {
  const row = await findWorkspace(work, id)
  if (!row) throw notFound()
  return row
}

export async function createWorkspace(work: Work, input: WorkspaceInput): Promise<WorkspaceRow> {
  if (!input.title) throw invalid('title', 'Title: cannot be blank', 'BlankValue')
  const { count, next } = await workspaceTotals(work)
  if (count >= WORKSPACES_PER_ACCOUNT)
    throw invalid('base', `An account has at most ${WORKSPACES_PER_ACCOUNT} workspaces`)
  const empty: WorkspaceRow = {
    id: newId(),
    title: '',
    description: null,
    conditions: { all: [], any: [] },
    ticket_form_id: null,
    macro_ids: [],
    activated: true,
    prefer_workspace_app_order: false,
    position: next,
    created_at: work.now,
    updated_at: work.now,
  }
  return await save(work, empty, input, 'created')
}

/** Changes what the write names. */
export async function updateWorkspace(work: Work, id: number, input: WorkspaceInput): Promise<WorkspaceRow> {
  if (input.title === '') throw invalid('title', 'Title: cannot be blank', 'BlankValue')
  return await save(work, await getWorkspace(work, id), input, 'updated')
}

async function save(work: Work, before: WorkspaceRow, input: WorkspaceInput, change: 'created' | 'updated') {
  const conditions = conditionsOf(input)
  if (conditions) {
    // A workspace looks at a ticket as it stands, as a view does.
    checkConditions('view', conditions)
    await checkFieldsKnown(work, conditions)
  }
  if (input.ticket_form_id && !(await findForm(work, input.ticket_form_id)))
    throw invalid('ticket_form_id', 'Ticket form: not found', 'RecordNotFound')
  const macro_ids = [...new Set(input.macros ?? input.macro_ids ?? before.macro_ids)]
  if (input.macros ?? input.macro_ids)
    for (const id of macro_ids)
      if (!(await findRule(work, 'macro', id)))
        throw invalid('macros', `Macros: there is no macro ${id}`, 'RecordNotFound')
  const row: WorkspaceRow = {
    ...before,
    title: input.title ?? before.title,
    description: input.description === undefined ? before.description : input.description,
    conditions: conditions ?? before.conditions,
    ticket_form_id: input.ticket_form_id === undefined ? before.ticket_form_id : input.ticket_form_id,
    macro_ids,
    activated: input.activated ?? before.activated,
    prefer_workspace_app_order: input.prefer_workspace_app_order ?? before.prefer_workspace_app_order,
    position: input.position ?? before.position,
    updated_at: work.now,
  }
  await putWorkspace(work, row)
  work.record(workspaceChanged, row.id, { change })
  return row
}

export async function deleteWorkspace(work: Work, id: number): Promise<void> {
  await getWorkspace(work, id)
  await deleteWorkspaceRow(work, id)
  work.record(workspaceChanged, id, { change: 'deleted' })
}
