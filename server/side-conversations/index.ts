// Side conversations: what staff ask people outside of a ticket about it, by mail, unseen by the ticket's customer.
import type { Module } from '../platform/module.ts'
import { sideConversationEndpoints } from './api.ts'
import { SIDE_CONVERSATION_EVENTS } from './events.ts'
import { forgetPersonJob, formerPeopleImmediates, formerPeopleReactions } from './former-people.ts'
import { sideConversationPersonalData } from './personal-data.ts'

export { arrivingMail } from './arriving.ts'
export { sideConversationStories } from './events.ts'
export { sideConversationSealedColumns } from './personal-data.ts'
export { besideTicket } from './redacting.ts'

export const module: Module = {
  name: 'side-conversations',
  endpoints: sideConversationEndpoints,
  events: SIDE_CONVERSATION_EVENTS,
  reactions: formerPeopleReactions,
  immediates: formerPeopleImmediates,
  jobs: [forgetPersonJob],
  personalData: sideConversationPersonalData,
}
