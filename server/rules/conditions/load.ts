// Reads what conditions look at: the ticket, and of its surroundings only what some condition needs. Many tickets at a
// time, since dry runs and automations look at a thousand.
import { listFieldRows, shownFieldValuesByKey } from '../../fields/index.ts'
import { listGroupIdsOf, listOrganizationsByIds, type UserRow, usersByIds } from '../../people/index.ts'
import type { Role, Work } from '../../platform/work.ts'
import { businessMinutesBetween, isWithin, listSchedules } from '../../schedules/index.ts'
import { listNextBreaches, listTicketSchedules } from '../../slas/index.ts'
import {
  type Change,
  type CommentContent,
  type CommentFact,
  getTicketMetrics,
  listAttachmentsOfComments,
  listCommentsByIds,
  listTags,
  placeOfComment,
  placeOfTicket,
  type TicketContent,
  type TicketRow,
  type Written,
} from '../../tickets/index.ts'
import { takeRequester } from './requester.ts'
import type { Need, RulePerson, RuleSchedule, RuleSubject, RuleTimes } from './subject.ts'
import { beforeChanges, ruleTicketOf } from './ticket.ts'

/** What happened to a ticket, if something did. */
export interface Happening {
  readonly type: 'Create' | 'Change'
  readonly changes: readonly Change[]
  readonly comment: CommentFact | null
  readonly field_texts: Readonly<Record<string, { value: string | null; previous_value: string | null }>>
  readonly actor: { readonly id: number; readonly role: Role } | null
  readonly channel: string
}

export interface Look {
  readonly row: TicketRow
  readonly happening: Happening | null
  /** What is known of the ticket from the change that happened. */
  readonly written?: Written | null
}

export type Needs = ReadonlySet<Need>

/** The subjects of the tickets, in the same order. */
export async function loadSubjects(work: Work, looks: readonly Look[], needs: Needs): Promise<RuleSubject[]> {
  if (looks.length === 0) return []
  const ids = looks.map(({ row }) => row.id)
  const comments = looks.map(({ happening }) => happening?.comment ?? null)
  const [tags, people, organizations, times, schedules, option_values, texts, attached, groups, user_fields, breaches] =
    await Promise.all([
      tagsOf(work, looks),
      needs.has('requester') || needs.has('author') ? peopleOf(work, looks, needs) : new Map<number, UserRow>(),
      needs.has('organization') ? organizationFields(work, looks) : new Map<number, RulePerson['fields']>(),
      needs.has('times') ? timesOf(work, ids) : new Map<number, RuleTimes>(),
      needs.has('schedules') ? schedulesOf(work, ids) : NO_SCHEDULES,
      needs.has('custom_fields') ? optionValues(work) : new Map<string, string>(),
      needs.has('comment_text') ? commentTexts(work, looks) : new Map<number, string>(),
      needs.has('attachment') ? commentsWithFiles(work, comments) : new Set<number>(),
      needs.has('actor_groups') ? actorGroups(work, looks) : new Map<number, number[]>(),
      needs.has('custom_fields') ? listFieldRows(work, 'user') : [],
      needs.has('next_breach_at') ? listNextBreaches(work, ids) : new Map<number, Date>(),
    ])
  return looks.map(({ row, happening }): RuleSubject => {
    const content = needsContent(needs) ? work.sealing.open<TicketContent>(placeOfTicket(row.id), row.sealed) : null
    const ticket = ruleTicketOf(row, tags.get(row.id) ?? [], content)
    const comment = happening?.comment ?? null
    const requester = people.get(row.requester_id)
    const author = happening?.actor ? people.get(happening.actor.id) : undefined
    return {
      now: work.now,
      update_type: happening?.type ?? 'Change',
      ticket,
      before: happening === null ? ticket : beforeChanges(ticket, happening),
      comment: comment && {
        is_public: comment.kind === 'reply',
        by_staff: comment.by_staff,
        author_id: comment.author_id,
      },
      actor: happening?.actor ? { ...happening.actor, group_ids: groups.get(happening.actor.id) } : null,
      current_via: happening?.channel ?? row.via_channel,
      cc_added: happening?.changes.some(({ field_name }) => field_name === 'email_cc_ids') ?? false,
      has_attachment: comment !== null && attached.has(comment.id),
      subject: content?.subject,
      description: content?.description,
      recipient: content?.recipient,
      comment_text: comment === null ? null : (texts.get(comment.id) ?? null),
      requester: requester && personOf(requester, user_fields),
      author: author && personOf(author, user_fields),
      organization:
        row.organization_id === null
          ? null
          : { id: row.organization_id, fields: organizations.get(row.organization_id) ?? {} },
      times: times.get(row.id),
      schedules: ownFirst(schedules.all, schedules.own.get(row.id) ?? null),
      option_values,
      next_breach_at: breaches.get(row.id) ?? null,
    }
  })
}

const needsContent = (needs: Needs): boolean =>
  needs.has('subject') || needs.has('description') || needs.has('recipient') || needs.has('custom_fields')

async function peopleOf(work: Work, looks: readonly Look[], needs: Needs): Promise<Map<number, UserRow>> {
  const ids = looks.flatMap(({ row, happening }) => [
    ...(needs.has('requester') ? [row.requester_id] : []),
    ...(needs.has('author') && happening?.actor ? [happening.actor.id] : []),
  ])
  const asked = takeRequester(work)
  const known = asked ? [asked] : []
  const others = await usersByIds(
    work,
    ids.filter((id) => id !== asked?.id),
  )
  return new Map([...known, ...others].map((user) => [user.id, user]))
}

type FieldRows = Awaited<ReturnType<typeof listFieldRows>>

function personOf(user: UserRow, rows: FieldRows): RulePerson {
  return {
    id: user.id,
    role: user.role,
    locale: user.locale,
    fields: shownFieldValuesByKey(rows, user.field_values),
  }
}

async function organizationFields(work: Work, looks: readonly Look[]): Promise<Map<number, RulePerson['fields']>> {
  const ids = [...new Set(looks.map(({ row }) => row.organization_id))]
  const organizations = await listOrganizationsByIds(work, ids, '')
  return new Map(organizations.map((one) => [one.id, one.organization_fields]))
}

async function timesOf(work: Work, ids: readonly number[]): Promise<Map<number, RuleTimes>> {
  return await getTicketMetrics(work, ids)
}

interface Schedules {
  all: readonly RuleSchedule[]
  /** By ticket, where it was given one. */
  own: ReadonlyMap<number, number>
}
const NO_SCHEDULES: Schedules = { all: [], own: new Map() }

async function schedulesOf(work: Work, ids: readonly number[]): Promise<Schedules> {
  const found = await listSchedules(work)
  // Of one schedule there is nothing to choose.
  const own = found.length > 1 ? await listTicketSchedules(work, ids) : NO_SCHEDULES.own
  const all = found.map(
    (hours): RuleSchedule => ({
      id: hours.id,
      isWithin: (at) => isWithin(hours, at),
      minutesBetween: (from, to) => businessMinutesBetween(hours, from, to),
    }),
  )
  return { all, own }
}

/** A ticket's own schedule comes first: that is the one its hours are counted by. */
export function ownFirst(all: readonly RuleSchedule[], own_id: number | null): readonly RuleSchedule[] {
  const own = all.find((one) => one.id === own_id)
  return own ? [own, ...all.filter((one) => one !== own)] : all
}

/** Rules may name an option by its id or by the value that tickets hold. */
async function optionValues(work: Work): Promise<Map<string, string>> {
  const rows = (await Promise.all([listFieldRows(work, 'ticket'), listFieldRows(work, 'user')])).flat()
  return new Map(rows.flatMap((row) => row.options.map((option) => [String(option.id), option.value] as const)))
}

async function tagsOf(work: Work, looks: readonly Look[]): Promise<ReadonlyMap<number, readonly string[]>> {
  const [known, unknown] = split(looks)
  const read =
    unknown.length === 0
      ? []
      : await listTags(
          work,
          unknown.map(({ row }) => row.id),
        )
  return new Map([...read, ...known.map(({ row, written }) => [row.id, [...(written?.tags ?? [])]] as const)])
}

async function commentTexts(work: Work, looks: readonly Look[]): Promise<Map<number, string>> {
  const [known, unknown] = split(looks)
  const rows = await listCommentsByIds(work, idsOf(unknown.map(({ happening }) => happening?.comment ?? null)))
  const texts = new Map(
    rows.map((row) => [row.id, work.sealing.open<CommentContent>(placeOfComment(row), row.sealed).body]),
  )
  for (const { written } of known) if (written?.comment) texts.set(written.comment.row.id, written.comment.text)
  return texts
}

/** The looks that come with what was just written, and the others. */
function split(looks: readonly Look[]): [known: Look[], unknown: Look[]] {
  return [looks.filter(({ written }) => written), looks.filter(({ written }) => !written)]
}

const idsOf = (comments: readonly (CommentFact | null)[]): number[] =>
  comments.filter((comment) => comment !== null).map((comment) => comment.id)

async function commentsWithFiles(work: Work, comments: readonly (CommentFact | null)[]): Promise<Set<number>> {
  const of = (kind: CommentFact['kind']) => idsOf(comments.filter((comment) => comment?.kind === kind))
  const files = await listAttachmentsOfComments(work, of('reply'), of('note'))
  return new Set(files.map((file) => file.reply_id ?? file.note_id ?? 0))
}

async function actorGroups(work: Work, looks: readonly Look[]): Promise<Map<number, number[]>> {
  const ids = [...new Set(looks.map(({ happening }) => happening?.actor?.id).filter((id) => id !== undefined))]
  const groups = await Promise.all(ids.map((id) => listGroupIdsOf(work, id)))
  return new Map(ids.map((id, index) => [id, groups[index] ?? []]))
}
