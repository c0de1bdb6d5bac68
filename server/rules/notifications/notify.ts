// Writes what a rule sends: to whom, in which words, and hands it to mail, to webhooks or to a target. What a customer
// reads is written in a customer's transaction: no note can be read there, whatever the text asks for.
import { z } from 'zod'
import { renderDynamicContent } from '../../locales/index.ts'
import { queueNotification } from '../../mail/index.ts'
import { findUser, listMemberIds, listTeamIds, type UserRow } from '../../people/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { sanitise } from '../../platform/html/index.ts'
import { job } from '../../platform/module.ts'
import { type Platform, systemWork } from '../../platform/platform.ts'
import type { Work } from '../../platform/work.ts'
import {
  type CommentRow,
  findTicket,
  listCommentsByIds,
  listParticipants,
  type TicketRow,
} from '../../tickets/index.ts'
import { type Action, firstOf, listOf } from '../actions/action.ts'
import { asRule } from '../actions/apply.ts'
import { notified } from '../events.ts'
import { renderTemplate } from '../placeholders/template.ts'
import { placeholderValues } from '../placeholders/values.ts'
import { listRulesByIds } from '../queries.ts'
import type { RuleRow } from '../schema.ts'
import { makeRequest, sendToTarget, type TargetRequest } from '../targets/sending.ts'
import { commentOfEvent, recordFailure } from './queries.ts'
import { NOTIFY_JOB } from './queue.ts'
import { isSaying, renderSaying, sayInTicket, withBreaks } from './say.ts'
import { sendToWebhook } from './webhook.ts'

/** People whom one action writes to. */
const PEOPLE_PER_ACTION = 100

const payload = z.object({
  account_id: z.number(),
  rule_id: z.number(),
  action: z.number(),
  ticket_id: z.number(),
  /** The change that set the rule off, or the run of an automation. */
  event_id: z.number(),
  actor_id: z.number().nullable(),
})
export type Notice = z.output<typeof payload>

export const notifyJob = job({
  name: NOTIFY_JOB,
  summary: 'Writes what a rule sends, and puts it into the queue of mail or webhooks',
  payload,
  run: notify,
})

interface Found {
  rule: RuleRow
  action: Action
  ticket: TicketRow
  /** What was said when the rule acted, where the reader may know of it. */
  cause: CommentRow | null
  /** Its id, whoever reads; null where nothing was said. */
  up_to: number | null
}

/** What the job is about; null when the rule, the action or the ticket is gone, or the reply was taken back. */
async function find(work: Work, notice: Notice): Promise<Found | null> {
  const [rule] = await listRulesByIds(work, [notice.rule_id])
  const action = rule?.actions[notice.action]
  const ticket = await findTicket(work, notice.ticket_id)
  if (!rule || !action || !ticket) return null
  const up_to = await commentOfEvent(work, notice.event_id)
  if (up_to === null) return { rule, action, ticket, cause: null, up_to }
  const [cause = null] = await listCommentsByIds(work, [up_to])
  // Staff see all that was said; what they do not find was taken back. To a customer it may be a note.
  return cause === null && work.audience === 'staff' ? null : { rule, action, ticket, cause, up_to }
}

async function notify(platform: Platform, notice: Notice): Promise<void> {
  const origin_url = await platform.publicUrl(notice.account_id)
  const unit = <Result>(audience: Work['audience'], run: (work: Work) => Promise<Result>) =>
    systemWork(platform, notice.account_id, NOTIFY_JOB, audience, run)
  try {
    const { people, request } = await unit('staff', (work) => prepare(work, notice, origin_url))
    if (request) await makeRequest(platform, request)
    await say(unit, notice, origin_url)
    for (const { id, role } of people)
      await unit(role === 'end-user' ? 'customer' : 'staff', (work) => mailTo(work, id, notice, origin_url))
    await unit('staff', (work) => tell(work, notice, people))
  } catch (error) {
    // A text that cannot be rendered will not be the next time either: the rule shows why.
    if (!(error instanceof Refusal)) throw error
    await unit('staff', async (work) => recordFailure(work, notice.rule_id, notice.ticket_id, error.message))
    if (error.code === 'unavailable') throw error
  }
}

type Unit = <Result>(audience: Work['audience'], run: (work: Work) => Promise<Result>) => Promise<Result>

/** What customers will read is written in their transaction; said it is by the system. */
async function say(unit: Unit, notice: Notice, origin_url: string): Promise<void> {
  const field = await unit('staff', async (work) => (await find(work, notice))?.action.field ?? '')
  if (!isSaying(field)) return
  const html = await unit(field === 'reply_public' ? 'customer' : 'staff', async (work) => {
    const found = await find(work, notice)
    return found && (await renderSaying(work, found, notice, found.up_to, origin_url))
  })
  if (html === null) return
  await unit('staff', async (work) => {
    const found = await find(work, notice)
    if (found) await sayInTicket(work, found, `${notice.event_id}:${notice.action}`, html)
  })
}

/** What was sent, for the ticket's history. */
async function tell(work: Work, notice: Notice, people: readonly UserRow[]): Promise<void> {
  const found = await find(work, notice)
  if (!found) return
  const { rule, action } = found
  const resource_id = /^notification_(?:target|webhook)$/.test(action.field) ? firstOf(action.value) : null
  if (resource_id === null && people.length === 0) return
  asRule(work, rule).record(notified, notice.ticket_id, {
    rule: { kind: rule.kind, id: rule.id },
    recipients: people.map((one) => one.id),
    resource_id,
  })
}

async function prepare(
  work: Work,
  notice: Notice,
  origin_url: string,
): Promise<{ people: UserRow[]; request: TargetRequest | null }> {
  const found = await find(work, notice)
  if (!found) return { people: [], request: null }
  if (found.action.field === 'notification_target')
    return { people: [], request: await sendToTarget(work, found, notice, origin_url) }
  if (found.action.field === 'reply_internal') return { people: [], request: null }
  if (found.action.field !== 'notification_webhook')
    return { people: await recipientsOf(work, found, notice), request: null }
  await sendToWebhook(work, found, notice, origin_url)
  return { people: [], request: null }
}

async function recipientsOf(work: Work, { action, ticket }: Found, { actor_id }: Notice): Promise<UserRow[]> {
  const whom = action.field === 'reply_public' ? 'requester_and_ccs' : firstOf(action.value)
  const ids = await idsOf(work, action.field, whom, ticket, actor_id)
  const people = await Promise.all([...new Set(ids)].slice(0, PEOPLE_PER_ACTION).map((id) => findUser(work, id)))
  return people.filter((user) => user !== null)
}

async function idsOf(
  work: Work,
  field: string,
  whom: string,
  ticket: TicketRow,
  actor_id: number | null,
): Promise<number[]> {
  const some = (id: number | null): number[] => (id === null ? [] : [id])
  if (field === 'notification_group') {
    const group_id = whom === 'group_id' ? ticket.group_id : Number(whom)
    return group_id === null ? [] : await listMemberIds(work, group_id)
  }
  switch (whom) {
    case 'requester_id':
      return [ticket.requester_id]
    case 'assignee_id':
      return some(ticket.assignee_id)
    case 'current_user':
      return some(actor_id)
    case 'all_agents':
      return await listTeamIds(work, PEOPLE_PER_ACTION)
    case 'requester_and_ccs': {
      const people = await listParticipants(work, [ticket.id])
      const copied = people.filter((one) => one.kind === 'cc' && one.state === 'active').map((one) => one.user_id)
      return [ticket.requester_id, ...copied]
    }
    default:
      return [Number(whom)]
  }
}

async function mailTo(work: Work, user_id: number, notice: Notice, origin_url: string): Promise<void> {
  const found = await find(work, notice)
  const user = await findUser(work, user_id)
  if (!found || !user) return
  const texts =
    found.action.field === 'reply_public'
      ? ['{{ticket.title}}', listOf(found.action.value).at(-1) ?? '']
      : listOf(found.action.value).slice(1)
  const [subject = '', body = ''] = await Promise.all(
    texts.map((text) => renderDynamicContent(work, text, user.locale)),
  )
  const reader = {
    for_customer: user.role === 'end-user',
    up_to: found.up_to,
    current_user_id: notice.actor_id,
    reader_id: user_id,
    origin_url,
  }
  const values = await placeholderValues(work, found.ticket, reader, [subject, body])
  // Whatever the text made of the values, what leaves is HTML of our allow-list.
  const { html, text } = sanitise(withBreaks(renderTemplate(body, values, 'html')))
  await queueNotification(work, {
    ticket_id: found.ticket.id,
    event_id: notice.event_id,
    key: `${notice.rule_id}:${notice.action}`,
    to: { user_id },
    cause: found.cause,
    subject: renderTemplate(subject, values, 'none'),
    html,
    text,
  })
}
