// When a person is erased, side conversations forget their name and address; when two turn out to be one, they follow.
import { z } from 'zod'
import { findUser } from '../people/index.ts'
import type { Reaction } from '../platform/events.ts'
import { job } from '../platform/module.ts'
import { systemWork } from '../platform/platform.ts'
import type { Immediate, Work } from '../platform/work.ts'
import { MESSAGES_PER_CONVERSATION } from './actions.ts'
import {
  type ConversationRow,
  listConversationsOfPerson,
  listMessages,
  movePerson,
  openConversation,
  openMessage,
  type Participant,
  removeParticipant,
  saveConversation,
  saveMessage,
} from './queries.ts'

const FORGET_JOB = 'side_conversations.forget_person'
/** Conversations in one transaction. */
const BATCH = 20

/** One conversation without a person's name and address; what they said stays, as in tickets. */
async function forgetPerson(work: Work, row: ConversationRow, user_id: number): Promise<void> {
  const content = openConversation(work, row)
  const addresses = new Set(content.participants.filter((one) => one.user_id === user_id).map((one) => one.email))
  const isTheirs = (one: Participant) => one.user_id === user_id || (one.email !== null && addresses.has(one.email))
  const without = (one: Participant): Participant => (isTheirs(one) ? { user_id, name: null, email: null } : one)
  for (const message of await listMessages(work, row.id, MESSAGES_PER_CONVERSATION)) {
    const { actor, said } = openMessage(work, message)
    if (!isTheirs(actor) && !said?.to.some(isTheirs)) continue
    await saveMessage(work, message.id, {
      actor: without(actor),
      said: said && { ...said, to: said.to.map(without), sender: isTheirs(actor) ? null : said.sender },
    })
  }
  await saveConversation(work, row, { ...content, participants: content.participants.map(without) })
  await removeParticipant(work, row.id, user_id)
}

export const forgetPersonJob = job({
  name: FORGET_JOB,
  summary: 'Forgets the name and address of a person who was erased in side conversations',
  payload: z.object({ account_id: z.number(), subject_id: z.number() }),
  async run(platform, { account_id, subject_id }) {
    let after = 0
    // It ends: every batch begins behind the last one.
    for (;;) {
      const from = after
      const rows = await systemWork(platform, account_id, FORGET_JOB, 'staff', async (work) => {
        const user = await findUser(work, subject_id)
        if (!user || user.erased_at === null) return []
        const batch = await listConversationsOfPerson(work, subject_id, from, BATCH)
        for (const row of batch) await forgetPerson(work, row, subject_id)
        return batch
      })
      after = rows.at(-1)?.id ?? 0
      if (rows.length < BATCH) break
    }
  },
})

export const formerPeopleReactions: readonly Reaction[] = [{ on: 'user.deleted_permanently', job: FORGET_JOB }]

export const formerPeopleImmediates: readonly Immediate[] = [
  {
    on: 'user.merged',
    async run(work, fact) {
      await movePerson(work, fact.subject_id, (fact.data as { winner_id: number }).winner_id) // as people records it
    },
  },
]
