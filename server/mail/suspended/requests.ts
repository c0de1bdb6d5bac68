// Requests of people who are not signed in, kept back by the same rules as mail: who writes down the address of an
// agent, of somebody suspended or of the desk itself is most likely somebody else.
import { findUserByEmail } from '../../people/index.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'
import type { UnknownRequest } from '../../tickets/index.ts'
import type { SuspensionCause } from '../inbound/decide.ts'
import { isOwnAddress } from '../inbound/own-addresses.ts'
import { CONTENT_LENGTH, mailSuspended } from './actions.ts'
import { insertSuspended, placeOfSuspended, type SuspendedContent } from './queries.ts'

async function causeFor(work: Work, email: string): Promise<SuspensionCause | null> {
  if (await isOwnAddress(work, email)) return 'own_address'
  const user = await findUserByEmail(work, email)
  if (user?.suspended) return 'suspended_sender'
  return user && user.role !== 'end-user' ? 'unverified_staff' : null
}

/** Keeps a request back where its address calls for it. */
export async function screenRequest(work: Work, request: UnknownRequest): Promise<boolean> {
  const cause = await causeFor(work, request.email)
  if (cause === null) return false
  const id = newId()
  const content: SuspendedContent = {
    subject: request.subject,
    author: { name: request.name, email: request.email },
    recipient: null,
    content: (request.body ?? request.html_body ?? '').slice(0, CONTENT_LENGTH).toWellFormed(),
    message_id: null,
    reason: null,
    request,
  }
  await insertSuspended(work, {
    id,
    cause,
    sealed: work.sealing.seal(placeOfSuspended(id), content),
    inbound_mail_id: null,
  })
  work.record(mailSuspended, id, { cause, inbound_mail_id: null })
  return true
}
