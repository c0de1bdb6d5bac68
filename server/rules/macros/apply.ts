// What a macro makes of a ticket, without saving anything: the agent's page and clients fill their forms with it.
import { renderDynamicContent } from '../../locales/index.ts'
import { listGroupIdsOf } from '../../people/index.ts'
import { sanitise } from '../../platform/html/index.ts'
import { actorId, type Work } from '../../platform/work.ts'
import { getTicket, presentTickets } from '../../tickets/index.ts'
import { type Plan, planOf } from '../actions/plan.ts'
import { loadSubjects } from '../conditions/load.ts'
import { EMPTY_TICKET } from '../conditions/subject.ts'
import { renderTemplate, type Values } from '../placeholders/template.ts'
import { placeholderValues } from '../placeholders/values.ts'
import { needsOfRules } from '../rule-set.ts'
import type { RuleRow } from '../schema.ts'

export interface MacroComment {
  body: string
  html_body: string | null
  public: boolean
  scoped_body: [string, string][]
}

/** The changes alone, for a new ticket: placeholders that need a ticket become nothing. */
export async function applyMacro(work: Work, macro: RuleRow): Promise<Record<string, unknown>> {
  const plan = planOf(macro.actions, EMPTY_TICKET, await actorOf(work))
  return await resultOf(work, plan, {})
}

/** The ticket with the changes, and the comment with its placeholders filled in for this ticket. 404 for a hidden one. */
export async function applyMacroTo(
  work: Work,
  macro: Pick<RuleRow, 'kind' | 'conditions' | 'actions'>,
  ticket_id: number,
  origin_url: string,
): Promise<Record<string, unknown>> {
  const row = await getTicket(work, ticket_id)
  const [[subject], [shown]] = await Promise.all([
    loadSubjects(work, [{ row, happening: null }], needsOfRules([macro])),
    presentTickets(work, [row], origin_url),
  ])
  if (!subject) throw new Error('a ticket that was found makes a subject')
  const plan = planOf(macro.actions, subject.ticket, await actorOf(work))
  const texts = [plan.comment.text ?? '', plan.comment.html ?? '', plan.subject ?? '']
  // What is meant for the customer is filled in with what the customer may read.
  const reader = {
    for_customer: plan.comment.is_public !== false,
    up_to: null,
    current_user_id: actorId(work.actor),
    origin_url,
  }
  const result = await resultOf(work, plan, await placeholderValues(work, row, reader, texts))
  return { ...shown, ...result, id: row.id, url: shown?.url }
}

async function actorOf(work: Work) {
  if (work.actor.kind !== 'user') return null
  return { id: work.actor.user_id, role: work.actor.role, group_ids: await listGroupIdsOf(work, work.actor.user_id) }
}

async function resultOf(work: Work, plan: Plan, values: Values): Promise<Record<string, unknown>> {
  const { custom_fields, ...columns } = plan.change
  const comment = await commentOf(work, plan, values)
  const fields = custom_fields?.map(({ id, value }) => ({ id, value }))
  return {
    ...columns,
    ...(fields ? { custom_fields: fields, fields } : {}),
    ...(plan.subject === null ? {} : { subject: renderTemplate(plan.subject, values, 'none') }),
    ...(plan.people.length === 0 ? {} : { follower_ids: plan.people.map(({ user_id }) => user_id) }),
    ...(comment ? { comment } : {}),
  }
}

async function commentOf(work: Work, { comment }: Plan, values: Values): Promise<MacroComment | null> {
  const is_public = comment.is_public ?? true
  const scoped = (body: string): [string, string][] => [['channel:all', body]]
  if (comment.html !== null) {
    const template = await renderDynamicContent(work, comment.html, null)
    const { html, text } = sanitise(renderTemplate(template, values, 'html'))
    return { body: text, html_body: html, public: is_public, scoped_body: scoped(text) }
  }
  if (comment.text !== null) {
    const body = renderTemplate(await renderDynamicContent(work, comment.text, null), values, 'none')
    return { body, html_body: null, public: is_public, scoped_body: scoped(body) }
  }
  return comment.is_public === null ? null : { body: '', html_body: null, public: is_public, scoped_body: [] }
}
