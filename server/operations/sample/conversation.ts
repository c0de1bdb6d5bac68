// One sample ticket from its number: who asks what, who answers, and how it ends. Pure: the same number gives the same
// ticket, except that times count back from `now`.
import { type Dice, newDice } from './dice.ts'
import { SAMPLE_AGENTS, type SamplePerson, sampleCustomer } from './people.ts'
import type { Topic, TopicName } from './texts/phrases.ts'

export interface SampleComment {
  /** 'customer', or the agent who has the ticket. */
  by: 'customer' | 'agent'
  kind: 'reply' | 'note'
  body: string
  at: Date
}

export interface SampleTicket {
  customer_index: number
  /** Which of the sample agents has it; null for a ticket nobody took. */
  agent_index: number | null
  subject: string
  status: 'new' | 'open' | 'pending' | 'hold' | 'solved' | 'closed'
  priority: 'low' | 'normal' | 'high' | 'urgent' | null
  type: 'problem' | 'incident' | 'question' | 'task' | null
  tags: string[]
  via_channel: 'email' | 'web' | 'api'
  comments: SampleComment[]
}

/** How far back the oldest ticket lies. */
const SPAN_DAYS = 540
const DAY_MS = 86_400_000
const MOST_COMMENTS = 8
/** After this long a solved ticket is closed. */
const CLOSED_AFTER_DAYS = 28
const TYPES: Record<TopicName, SampleTicket['type']> = {
  delivery: 'question',
  invoice: 'question',
  login: 'incident',
  return: 'task',
  fault: 'problem',
  subscription: 'task',
}
const EXTRA_TAGS = [
  'vip',
  'callback',
  'refund',
  'wholesale',
  'press',
  'b2b',
  'follow-up',
  'escalated',
  'spring-sale',
  'app',
  'shop',
  'phone',
]

/** `index` counts from 0 to `total` - 1, the oldest first; `customers` is how many people there are to choose from. */
export function sampleTicket(index: number, total: number, customers: number, now: Date): SampleTicket {
  const dice = newDice(index * 2)
  const customer_index = Math.floor(dice.roll() ** 1.6 * customers)
  const customer = sampleCustomer(customer_index)
  const topic = dice.pick(customer.phrases.topics)
  const age_ms = SPAN_DAYS * DAY_MS * ((total - index - dice.roll()) / total)
  const created_at = new Date(now.getTime() - Math.max(60_000, age_ms))
  const is_taken = dice.chance(age_ms > 2 * DAY_MS ? 0.97 : 0.6)
  const agent_index = is_taken ? dice.between(0, SAMPLE_AGENTS.length - 1) : null
  const { comments, is_answered } = converse(dice, customer, topic, created_at, now, agent_index)
  const status = statusOf(dice, age_ms, agent_index, is_answered)
  return {
    customer_index,
    agent_index,
    subject: fill(dice.pick(topic.subjects), dice, customer, created_at, ''),
    status,
    priority: dice.chance(0.4) ? null : dice.pick(['low', 'normal', 'normal', 'normal', 'high', 'urgent'] as const),
    type: dice.chance(0.3) ? null : TYPES[topic.name],
    tags: [topic.name, customer.phrases.locale, ...dice.pickSome(EXTRA_TAGS, dice.between(0, 3))],
    via_channel: dice.pick(['email', 'email', 'email', 'web', 'api'] as const),
    comments,
  }
}

function statusOf(
  dice: Dice,
  age_ms: number,
  agent_index: number | null,
  is_answered: boolean,
): SampleTicket['status'] {
  const is_old = age_ms > CLOSED_AFTER_DAYS * DAY_MS
  if (agent_index === null) return is_old ? 'open' : 'new'
  // Most old conversations that just ended were solved by a telephone call.
  if (!is_answered)
    return is_old && dice.chance(0.93) ? 'closed' : dice.pick(['open', 'open', 'pending', 'hold'] as const)
  return is_old
    ? dice.chance(0.96)
      ? 'closed'
      : 'solved'
    : dice.pick(['solved', 'solved', 'solved', 'pending', 'open'] as const)
}

/** The customer asks; with an agent there may be a note, a question back, and at last an answer and thanks. */
function converse(
  dice: Dice,
  customer: SamplePerson,
  topic: Topic,
  created_at: Date,
  now: Date,
  agent_index: number | null,
) {
  const { phrases } = customer
  const agent = agent_index === null ? '' : (SAMPLE_AGENTS[agent_index]?.name ?? '')
  const comments: SampleComment[] = []
  let at_ms = created_at.getTime()
  const wanted = 1 + Math.floor(dice.roll() * MOST_COMMENTS)

  /** False once the conversation is long enough or would reach into the future. */
  function say(
    by: SampleComment['by'],
    kind: SampleComment['kind'],
    sentences: readonly string[],
    wait_ms: number,
  ): boolean {
    at_ms += wait_ms
    if (comments.length > 0 && (comments.length >= wanted || at_ms >= now.getTime())) return false
    comments.push({
      by,
      kind,
      body: fill(sentences.join('\n'), dice, customer, created_at, agent),
      at: new Date(at_ms),
    })
    return true
  }
  const hours = (low: number, high: number) => dice.between(low * 60, high * 60) * 60_000
  const answer = (sentences: readonly string[]) => [
    dice.pick(phrases.agent_greetings),
    '',
    dice.pick(sentences),
    ...dice.pickSome(phrases.agent_asides, dice.between(0, 2)),
    '',
    dice.pick(phrases.agent_farewells),
  ]
  const message = (sentences: readonly string[]) => [
    dice.pick(phrases.greetings),
    '',
    ...sentences,
    '',
    dice.pick(phrases.farewells),
  ]

  say(
    'customer',
    'reply',
    message([
      dice.pick(topic.problems),
      ...dice.pickSome(topic.details, dice.between(1, 4)),
      ...dice.pickSome(phrases.asides, dice.between(0, 4)),
      dice.pick(topic.wishes),
    ]),
    0,
  )
  if (agent_index === null) {
    if (dice.chance(0.3)) say('customer', 'reply', message([dice.pick(phrases.nudges)]), hours(20, 90))
    return { comments, is_answered: false }
  }
  if (dice.chance(0.5)) say('agent', 'note', [dice.pick(topic.notes)], hours(0, 5))
  for (let round = 0; round < 2 && dice.chance(0.55); round++) {
    say('agent', 'reply', answer(topic.questions), hours(1, 20))
    say(
      'customer',
      'reply',
      message([dice.pick(topic.replies), ...dice.pickSome(topic.details, dice.between(0, 2))]),
      hours(1, 40),
    )
    if (dice.chance(0.3)) say('customer', 'reply', message([dice.pick(phrases.nudges)]), hours(24, 70))
  }
  if (comments.length + 1 === wanted || dice.chance(0.85)) {
    const is_answered = say('agent', 'reply', answer(topic.answers), hours(1, 30))
    if (is_answered && dice.chance(0.6)) say('customer', 'reply', message([dice.pick(phrases.thanks)]), hours(1, 30))
    if (is_answered && dice.chance(0.15)) say('agent', 'note', [dice.pick(topic.notes)], hours(1, 10))
    return { comments, is_answered }
  }
  return { comments, is_answered: false }
}

function fill(text: string, dice: Dice, customer: SamplePerson, around: Date, agent: string): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, part: string) => {
    switch (part) {
      case 'order':
        return `AB-${dice.between(10_000, 99_999)}`
      case 'invoice':
        return `INV-${dice.between(2024, 2026)}-${dice.between(1000, 9999)}`
      case 'tracking':
        return `TR${dice.between(100_000_000, 999_999_999)}`
      case 'amount':
        return new Intl.NumberFormat(customer.phrases.locale, { style: 'currency', currency: 'EUR' }).format(
          dice.between(890, 48_900) / 100,
        )
      case 'date':
        return new Intl.DateTimeFormat(customer.phrases.locale, {
          day: 'numeric',
          month: 'long',
          timeZone: 'UTC',
        }).format(new Date(around.getTime() - dice.between(2, 20) * DAY_MS))
      case 'product':
        return dice.pick(customer.phrases.products)
      case 'city':
        return customer.city
      case 'name':
        return customer.name
      case 'first':
        return customer.first
      case 'agent':
        return agent
      default:
        return whole
    }
  })
}
