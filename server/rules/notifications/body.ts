// What a rule sends to a webhook or a URL: its text with the placeholders filled in.
import { renderDynamicContent } from '../../locales/index.ts'
import type { Work } from '../../platform/work.ts'
import type { CommentRow, TicketRow } from '../../tickets/index.ts'
import { type Action, listOf } from '../actions/action.ts'
import { type Escaping, renderTemplate } from '../placeholders/template.ts'
import { placeholderValues } from '../placeholders/values.ts'
import type { RuleRow } from '../schema.ts'

export interface Outgoing {
  rule: RuleRow
  action: Action
  ticket: TicketRow
  cause: CommentRow | null
}

export interface OutgoingNotice {
  event_id: number
  actor_id: number | null
}

/** The body of a message to a machine. Values are escaped as JSON asks where the text is JSON. */
export async function bodyOf(
  work: Work,
  { action, ticket, cause }: Outgoing,
  notice: OutgoingNotice,
  origin_url: string,
): Promise<string> {
  const body = await renderDynamicContent(work, listOf(action.value)[1] ?? '', null)
  const reader = { for_customer: false, up_to: cause?.id ?? null, current_user_id: notice.actor_id, origin_url }
  const escaping: Escaping = /^\s*[[{](?![{%])/.test(body) ? 'json' : 'none'
  return renderTemplate(body, await placeholderValues(work, ticket, reader, [body]), escaping)
}
