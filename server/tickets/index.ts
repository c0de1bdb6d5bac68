// Tickets: what customers ask, what is answered and noted, with attachments, participants, drafts and history.
import type { Module } from '../platform/module.ts'
import { activityEndpoints } from './activities/api.ts'
import { activityImmediates } from './activities/immediates.ts'
import { ticketEndpoints } from './api.ts'
import { ATTACHMENT_EVENTS, attachmentEndpoints } from './attachments/api.ts'
import { auditEndpoints } from './audits/api.ts'
import { BOOKMARK_EVENTS, bookmarkEndpoints } from './bookmarks/api.ts'
import { ticketBulkEndpoints } from './bulk/api.ts'
import { ticketBulkJobs } from './bulk/jobs.ts'
import { commentEndpoints } from './comments/api.ts'
import { frameEndpoints } from './comments/frame.ts'
import { conversationPageEndpoints } from './conversation-page/api.ts'
import { deletingEndpoints } from './deleting/api.ts'
import { deletingJobs } from './deleting/jobs.ts'
import { draftEndpoints } from './drafts/api.ts'
import { TICKET_EVENTS } from './events.ts'
import { erasingReactions, forgetAddressesJob } from './former-people/erasing.ts'
import { formerPeopleImmediates } from './former-people/immediates.ts'
import { importEndpoints, importJob } from './importing/api.ts'
import { mergeEndpoint, mergeJob } from './merging/api.ts'
import { metricEndpoints, metricImmediates } from './metrics/index.ts'
import { participantEndpoints } from './participants/api.ts'
import { participantLists } from './participants/lists.ts'
import { ticketPersonalData } from './personal-data.ts'
import { problemEndpoints } from './problems/api.ts'
import { solveIncidentsJob } from './problems/solving.ts'
import { ticketReactions } from './reactions.ts'
import { recipientJob } from './recipients/job.ts'
import { redactionEndpoints } from './redacting/api.ts'
import { REDACTION_EVENTS } from './redacting/events.ts'
import { removeFilesJob } from './redacting/files.ts'
import { relatedEndpoints } from './related.ts'
import { requestEndpoints } from './requests/api.ts'
import { takeRequestJob } from './requests/unknown/job.ts'
import { satisfactionEndpoints } from './satisfaction/api.ts'
import { SATISFACTION_EVENTS } from './satisfaction/events.ts'
import { satisfactionPages } from './satisfaction/page.ts'
import { SKIP_EVENTS, skipEndpoints } from './skips/api.ts'
import { splitEndpoint } from './splitting/api.ts'
import { taggingEndpoints } from './tagging/api.ts'
import { timeTracked } from './time-tracking/actions.ts'
import { timeEntryEndpoints } from './time-tracking/api.ts'
import { unassignJob } from './unassigning.ts'
import { viewersEndpoint } from './viewers/api.ts'
import { previewEndpoint } from './viewers/preview.ts'
import { visitEndpoints } from './visits/api.ts'

export { changeTicket, createTicket, type NewTicket, type Participant, type TicketChange } from './actions.ts'
export { listTicketsWhere, TICKET_SORTS, ticketListReply } from './api.ts'
export { addMailAttachment, addUpload, takeUploads } from './attachments/actions.ts'
export { presentAttachment, presentUpload } from './attachments/present.ts'
export {
  type AttachmentContent,
  insertFile,
  listAttachmentsOfComments,
  listAttachmentsOfSideMessages,
  placeOfAttachment,
} from './attachments/queries.ts'

export { type Audit, type EventRow, presentAudits } from './audits/present.ts'
export { offerRuleTitles, offerStories, type RuleTitles, type Story } from './audits/stories.ts'
export { type BesideTicket, offerBeside } from './beside.ts'
export { CHANNEL_NUMBERS, channelsOf, namesOfChannel } from './channels.ts'
export { presentComments } from './comments/present.ts'
export {
  type CommentContent,
  type CommentRow,
  findReplyForDelivery,
  listCommentsByIds,
  listLatestComments,
  listSaid,
  placeOfComment,
  type SenderInfo,
  type SenderTrust,
} from './comments/queries.ts'
export type { Saying } from './comments/say.ts'
export { attachmentSchema, type Comment, commentSchema } from './comments/schema.ts'
export { conversationLink } from './conversation-page/link.ts'
export type { FieldInput } from './custom-fields.ts'
export { eraseTicket } from './deleting/actions.ts'
export { listOverdueDeleted } from './deleting/queries.ts'
export type { Change, CommentFact, RuleReference, TicketTexts } from './events.ts'
export { ticketExpiries } from './expiry.ts'
export {
  type IdRange,
  listAnyTickets,
  listChangedTickets,
  listComments,
  listMetricEventsSince,
  listSaidIn,
  listSaidSince,
  listTicketFacts,
  type MetricEventRow,
  measureSaid,
} from './exporting/queries.ts'
export { closedSource, followUp } from './following-up/actions.ts'
export { linkFollowUp } from './following-up/linking.ts'
export { offerCompanion } from './holding.ts'
export { importTickets, type PastComment, type PastTicket } from './importing/actions.ts'
export { importLater, type Later } from './importing/later.ts'
export { importTicket, type PastInput, type PastWords } from './importing/one.ts'
export { claimNumber } from './importing/queries.ts'
export { importSchema as pastTicketSchema } from './importing/schema.ts'
export { countOpenTickets, listWaitingTickets } from './loads.ts'
export { findMergeTarget } from './merging/queries.ts'
export { getTicketMetrics, type NewMetricEvent, recordMetricEvents } from './metrics/index.ts'
export { ticketSealedColumns } from './personal-data.ts'
export { visibleTickets } from './policy.ts'
export { presentTickets } from './present.ts'
export {
  findTicket,
  getTicket,
  hasUnclosedTickets,
  listParticipants,
  listSeenIds,
  listTags,
  listTicketsByIds,
  type ParticipantRow,
  placeOfTicket,
  putParticipant,
  TICKET_COLUMNS,
  type TicketContent,
  type TicketRow,
} from './queries.ts'
export { recipientHash } from './recipients/queries.ts'
export { redactFileNames } from './redacting/actions.ts'
export { removeFilesLater } from './redacting/files.ts'
export { redactContent, withoutWords } from './redacting/words.ts'
export { openTicketCount } from './related.ts'
export { openRequest } from './requests/unknown/actions.ts'
export { offerScreening } from './requests/unknown/job.ts'
export type { UnknownRequest } from './requests/unknown/queries.ts'
export { offerRating } from './satisfaction/actions.ts'
export { satisfactionLink } from './satisfaction/link.ts'
export { type RatingSection, ratingSection } from './satisfaction/section.ts'
export {
  TICKET_PRIORITIES,
  TICKET_STATUSES,
  TICKET_TYPES,
  type Ticket,
  ticketSchema,
  timeSchema,
} from './schema.ts'
export { offerSideLoads, type SideLoad, type SideLoads, sideLoad, sideLoadReply } from './side-loads.ts'

export { findWritten, type Written } from './written.ts'

export const module: Module = {
  name: 'tickets',
  endpoints: [
    ...ticketBulkEndpoints,
    ...deletingEndpoints,
    mergeEndpoint,
    splitEndpoint,
    ...timeEntryEndpoints,
    ...taggingEndpoints,
    ...visitEndpoints,
    viewersEndpoint,
    previewEndpoint,
    ...problemEndpoints,
    ...participantLists,
    ...ticketEndpoints,
    ...commentEndpoints,
    ...frameEndpoints,
    ...attachmentEndpoints,
    ...draftEndpoints,
    ...participantEndpoints,
    ...auditEndpoints,
    ...activityEndpoints,
    ...bookmarkEndpoints,
    ...skipEndpoints,
    ...importEndpoints,
    ...metricEndpoints,
    ...redactionEndpoints,
    ...satisfactionEndpoints,
    ...satisfactionPages,
    ...relatedEndpoints,
    ...requestEndpoints,
    ...conversationPageEndpoints,
  ],
  events: [
    ...TICKET_EVENTS,
    timeTracked,
    ...SKIP_EVENTS,
    ...BOOKMARK_EVENTS,
    ...SATISFACTION_EVENTS,
    ...REDACTION_EVENTS,
    ...ATTACHMENT_EVENTS,
  ],
  reactions: [...ticketReactions, ...erasingReactions],
  immediates: [...metricImmediates, ...activityImmediates, ...formerPeopleImmediates],
  jobs: [
    ...ticketBulkJobs,
    ...deletingJobs,
    unassignJob,
    removeFilesJob,
    importJob,
    solveIncidentsJob,
    mergeJob,
    forgetAddressesJob,
    takeRequestJob,
    recipientJob,
  ],
  personalData: ticketPersonalData,
}
