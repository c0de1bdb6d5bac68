// What a trigger says in a ticket itself: a comment in the name of whoever has the ticket, marked as the rule's. It is
// said once per cause, sets off no trigger, counts as nobody's answer, and reaches customers by mail only through the
// bounds of all mails of rules.
import { renderDynamicContent } from '../../locales/index.ts'
import { listTeamIds } from '../../people/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { sanitise } from '../../platform/html/index.ts'
import type { Work } from '../../platform/work.ts'
import { changeTicket, type TicketRow } from '../../tickets/index.ts'
import { listOf } from '../actions/action.ts'
import { asRule } from '../actions/apply.ts'
import { renderTemplate } from '../placeholders/template.ts'
import { placeholderValues } from '../placeholders/values.ts'
import type { RuleRow } from '../schema.ts'
import type { Outgoing, OutgoingNotice } from './body.ts'
import { countSaidByRules, hasSaid } from './queries.ts'

/** Comments that rules make in one ticket within an hour. */
const PER_TICKET_HOUR = 10

export const isSaying = (field: string): boolean => field === 'reply_public' || field === 'reply_internal'

/** The text, filled in with what its readers may know. Call it as customer for what customers will read. */
export async function renderSaying(
  work: Work,
  { action, ticket }: Outgoing,
  notice: OutgoingNotice,
  up_to: number | null,
  origin_url: string,
): Promise<string> {
  const text = await renderDynamicContent(work, listOf(action.value).at(-1) ?? '', null)
  const reader = {
    for_customer: action.field === 'reply_public',
    up_to,
    current_user_id: notice.actor_id,
    origin_url,
  }
  return sanitise(withBreaks(renderTemplate(text, await placeholderValues(work, ticket, reader, [text]), 'html'))).html
}

/** Says it, unless it was said. Refused where there is nobody to say it for, and where rules said enough for an hour. */
export async function sayInTicket(
  work: Work,
  { rule, action, ticket }: { rule: RuleRow; action: Outgoing['action']; ticket: TicketRow },
  cause: string,
  html_body: string,
): Promise<void> {
  if (await hasSaid(work, ticket.id, rule.id, cause)) return
  if ((await countSaidByRules(work, ticket.id)) >= PER_TICKET_HOUR)
    throw new Refusal('invalid', `Rules said ${PER_TICKET_HOUR} things in this ticket within an hour`)
  const author_id = ticket.assignee_id ?? (await listTeamIds(work, 1))[0]
  if (author_id === undefined) throw new Refusal('invalid', 'There is nobody on the team to say it for')
  await changeTicket(asRule(work, rule), ticket.id, {
    rule: { kind: rule.kind, id: rule.id, cause },
    saying: {
      kind: action.field === 'reply_public' ? 'reply' : 'note',
      author_id,
      by_staff: true,
      html_body,
      via_channel: 'rule',
      // Customers see where it came from, not what the team calls it.
      source: { from: { id: rule.id }, to: {}, rel: rule.kind },
      undo_ms: 0,
    },
  })
}

/** A text without HTML of its own keeps its lines. */
export const withBreaks = (html: string): string =>
  /<(?:p|div|br|table|ul|ol|h\d)\b/i.test(html) ? html : html.replaceAll('\n', '<br>\n')
