// From rows to what the API shows.
import { textToHtml } from '../platform/html/index.ts'
import type { Work } from '../platform/work.ts'
import { listAttachmentsOfSideMessages, presentAttachment } from '../tickets/index.ts'
import { type ConversationRow, type MessageRow, openConversation, openMessage, type Participant } from './queries.ts'
import { previewOf } from './saying.ts'
import type { SideConversation, SideEvent } from './schema.ts'

function presentPerson({ user_id, name, email }: Participant): SideEvent['actor'] {
  return {
    user_id,
    name,
    email,
    slack_workspace_id: null,
    slack_channel_id: null,
    support_group_id: null,
    support_agent_id: null,
    msteams_channel_id: null,
  }
}

export function presentConversation(work: Work, row: ConversationRow, origin_url: string): SideConversation {
  const { participants, ...content } = openConversation(work, row)
  return {
    url: `${origin_url}/api/v2/tickets/${row.ticket_id}/side_conversations/${row.id}.json`,
    id: String(row.id),
    ticket_id: row.ticket_id,
    ...content,
    state: row.state,
    participants: participants.map(presentPerson),
    created_at: row.created_at,
    updated_at: row.updated_at,
    message_added_at: row.message_added_at,
    state_updated_at: row.state_updated_at,
  }
}

/** What happened in one conversation. Order is kept. */
export async function presentEvents(
  work: Work,
  ticket_id: number,
  rows: readonly MessageRow[],
  origin_url: string,
): Promise<SideEvent[]> {
  const files = await listAttachmentsOfSideMessages(
    work,
    rows.map((row) => row.id),
  )
  return rows.map((row) => {
    const { actor, said } = openMessage(work, row)
    return {
      id: String(row.id),
      side_conversation_id: String(row.side_conversation_id),
      ticket_id,
      actor: presentPerson(actor),
      type: row.kind,
      via: row.via_channel === 'email' ? 'email' : 'support',
      created_at: row.created_at,
      message: said && {
        subject: said.subject,
        preview_text: previewOf(said.body),
        from: presentPerson(actor),
        to: said.to.map(presentPerson),
        body: said.body,
        html_body: said.html_body ?? textToHtml(said.body),
        external_ids: said.external_ids,
        attachments: files
          .filter((file) => file.side_message_id === row.id)
          .map((file) => presentAttachment(work, file, origin_url)),
        quoted_body: said.quoted_text,
        sender_trust: row.sender_trust,
      },
      updates: row.new_state === null ? {} : { state: row.new_state },
    }
  })
}
