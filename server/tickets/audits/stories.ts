// How facts are told as events of an audit, by the type of the fact. Modules that come after tickets offer how theirs
// are told, and what their rules are called, in compose.ts.
import type { Work } from '../../platform/work.ts'
import type { RuleReference } from '../events.ts'
import { satisfactionStory } from '../satisfaction/events.ts'

/** An event of an audit in Zendesk's shape; its id is given later. */
export interface Told {
  type: string
  [key: string]: unknown
}

/** Tells the data of one fact. Pure. */
export type Story = (data: never) => Told[]

const stories = new Map<string, Story>([
  [
    'ticket.comment_made_private',
    ({ comment_id }: { comment_id: number }) => [{ type: 'CommentPrivacyChange', comment_id, public: false }],
  ],
  [
    'ticket.redacted',
    ({ comment_id, comment_ids }: { comment_id: number | null; comment_ids: number[] }) =>
      (comment_id === null && comment_ids.length > 0 ? comment_ids : [comment_id]).map((id) => ({
        type: 'CommentRedactionEvent',
        comment_id: id,
      })),
  ],
  ['ticket.satisfaction_offered', satisfactionStory],
  ['ticket.satisfaction_rated', satisfactionStory],
  [
    'ticket.attachment_redacted',
    ({ attachment_id, comment_id }: { attachment_id: number; comment_id: number }) => [
      { type: 'AttachmentRedactionEvent', attachment_id, comment_id },
    ],
  ],
])

/** Facts with the subject 'ticket' that have a place in its history, with how each is told. */
export function offerStories(offered: Readonly<Record<string, Story>>): void {
  for (const [type, story] of Object.entries(offered)) stories.set(type, story)
}

const OWN = ['ticket.created', 'ticket.updated', 'ticket.reply_undone']

/** The types of facts that audits are made from. */
export function toldTypes(): string[] {
  return [...OWN, ...stories.keys()]
}

export function tell(type: string, data: unknown): Told[] {
  return stories.get(type)?.(data as never) ?? [] // recorded by the event's own type
}

/** Titles of rules by id, for one kind. */
export type RuleTitles = (work: Work, ids: readonly number[]) => Promise<Map<number, string>>

const titles = new Map<RuleReference['kind'], RuleTitles>()

/** Says how to find the titles of rules of one kind. */
export function offerRuleTitles(kind: RuleReference['kind'], find: RuleTitles): void {
  titles.set(kind, find)
}

/** Titles by `kind/id`. */
export async function titlesOf(work: Work, rules: readonly RuleReference[]): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const [kind, find] of titles) {
    const ids = [...new Set(rules.filter((rule) => rule.kind === kind).map((rule) => rule.id))]
    if (ids.length > 0) for (const [id, title] of await find(work, ids)) found.set(`${kind}/${id}`, title)
  }
  return found
}
