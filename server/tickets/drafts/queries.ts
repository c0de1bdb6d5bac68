// What an agent has written and not sent, per ticket and mode. Sealed; nobody else's transaction asks for it.
import { sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'

export type DraftMode = 'reply' | 'note'

export interface Draft {
  user_id: number
  ticket_id: number
  mode: DraftMode
  html_body: string
  email_ccs: string[]
}

export type DraftKey = Pick<Draft, 'user_id' | 'ticket_id' | 'mode'>

export const placeOfDraft = (draft: DraftKey): string =>
  `drafts/${draft.user_id}/${draft.ticket_id}/${draft.mode}/sealed`

export async function putDraft(work: Work, draft: Draft): Promise<void> {
  const { user_id, ticket_id, mode, html_body, email_ccs } = draft
  await work.db.run(sql`
    insert into drafts (account_id, user_id, ticket_id, mode, sealed, updated_at)
    values (${work.account_id}, ${user_id}, ${ticket_id}, ${mode}, ${work.sealing.seal(placeOfDraft(draft), { html_body, email_ccs })}, ${work.now})
    on conflict (account_id, user_id, ticket_id, mode) do update set sealed = excluded.sealed, updated_at = excluded.updated_at`)
}

export async function findDraft(
  work: Work,
  key: Pick<Draft, 'user_id' | 'ticket_id' | 'mode'>,
): Promise<{ html_body: string; email_ccs: string[]; updated_at: Date } | null> {
  const row = await work.db.first<{ sealed: Buffer; updated_at: Date }>(sql`
    select sealed, updated_at from drafts
    where account_id = ${work.account_id} and user_id = ${key.user_id} and ticket_id = ${key.ticket_id} and mode = ${key.mode}`)
  return row
    ? {
        ...work.sealing.open<{ html_body: string; email_ccs: string[] }>(placeOfDraft(key), row.sealed),
        updated_at: row.updated_at,
      }
    : null
}

export async function deleteDraft(work: Work, key: Pick<Draft, 'user_id' | 'ticket_id' | 'mode'>): Promise<void> {
  await work.db.run(
    sql`delete from drafts where account_id = ${work.account_id} and user_id = ${key.user_id} and ticket_id = ${key.ticket_id} and mode = ${key.mode}`,
  )
}
