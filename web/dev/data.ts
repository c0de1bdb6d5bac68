// The fake desk's memory: tickets, people and mails, made deterministically when the dev server starts.
import type {
  Audit,
  Comment,
  MailDomain,
  Organization,
  RecipientAddress,
  Settings,
  SuspendedTicket,
  Ticket,
  User,
} from '../api/shapes.ts'
import { people, stories } from './stories.ts'

export const users: User[] = [
  { id: 1, name: 'Eva Lindqvist', email: 'eva@custos.example', role: 'admin', locale: 'en' },
  { id: 2, name: 'Jonas Brandt', email: 'jonas@custos.example', role: 'agent', locale: 'de' },
  { id: 3, name: 'Mirjam Kuipers', email: 'mirjam@custos.example', role: 'agent', locale: 'nl' },
  ...people.map(
    ([name, email, locale], index): User => ({
      id: 100 + index,
      name,
      email,
      role: 'end-user',
      locale,
      phone: index % 3 === 0 ? '+49 30 5550 1234' : null,
      iana_time_zone: locale === 'en' ? 'Europe/London' : 'Europe/Berlin',
      organization_id: index % 2 === 0 ? 500 + index : null,
      created_at: ago(400 * 24 * 60),
    }),
  ),
]
export const organizations: Organization[] = people.flatMap(([, email], index) =>
  index % 2 === 0 ? [{ id: 500 + index, name: email.split('@')[1]?.split('.')[0]?.replaceAll('-', ' ') ?? '' }] : [],
)
export const groups = [
  { id: 31, name: 'Support' },
  { id: 32, name: 'Billing' },
]

export const tickets: Ticket[] = []
export const comments = new Map<number, Comment[]>()
export const audits = new Map<number, Audit[]>()
export const drafts = new Map<string, { html_body: string; email_ccs: string[]; updated_at: string }>()
export const sources = new Map<number, string>()

let id = 9000
export const nextId = () => {
  id += 1
  return id
}

export function ago(minutes: number): string {
  return new Date(Date.now() - minutes * 60_000).toISOString()
}

const statuses = [
  'new',
  'open',
  'open',
  'pending',
  'open',
  'solved',
  'hold',
  'solved',
  'pending',
  'new',
  'open',
  'closed',
] as const
const priorities = [null, 'normal', 'high', null, 'low', 'urgent', 'normal', null] as const
const ticketCount = 240

/** A comment of a customer by mail: mostly proven, sometimes not, now and then refuted. */
function customerComment(ticketId: number, author: User, text: string, at: string, variety: number): Comment {
  const comment = nextId()
  const isHtml = variety % 2 === 0
  const isProven = variety % 5 !== 3
  const isForged = variety % 11 === 8
  sources.set(comment, text)
  return {
    id: comment,
    type: 'Comment',
    author_id: author.id,
    body: text,
    plain_body: text,
    html_body: null,
    public: true,
    attachments:
      variety % 6 === 1
        ? [
            {
              id: nextId(),
              file_name: 'IMG_2041.jpg',
              content_type: 'image/jpeg',
              size: 1_482_113,
              content_url: '#',
              inline: false,
            },
            {
              id: nextId(),
              file_name: 'Kontoauszug November 2026.pdf',
              content_type: 'application/pdf',
              size: 88_113,
              content_url: '#',
              inline: false,
            },
          ]
        : [],
    created_at: at,
    via: {
      channel: 'email',
      source: { from: { address: author.email, name: author.name }, to: { address: 'support@custos.example' } },
    },
    sender: {
      authenticated: isProven && !isForged,
      spf: { result: isForged ? 'softfail' : 'pass', domain: author.email?.split('@')[1] },
      dkim: {
        result: isProven && !isForged ? 'pass' : 'none',
        domain: isProven && !isForged ? author.email?.split('@')[1] : null,
      },
      dmarc: { result: isForged ? 'fail' : isProven ? 'pass' : 'none', domain: author.email?.split('@')[1] },
      from: author.email,
      reply_to: isForged ? 'collect@elsewhere.example' : null,
      envelope_from: author.email,
      flags: isForged ? ['envelope_differs', 'parts_differ'] : [],
    },
    has_quoted: isHtml && variety % 4 === 0,
    has_remote_images: isHtml && variety % 8 === 4,
    frame_url: isHtml ? `/api/v2/tickets/${ticketId}/comments/${comment}/frame` : null,
    source_url: `/api/v2/tickets/${ticketId}/comments/${comment}/source`,
  }
}

function agentComment(
  author: User,
  text: string,
  at: string,
  isPublic: boolean,
  recipient: string | null,
  variety: number,
): Comment {
  return {
    id: nextId(),
    type: 'Comment',
    author_id: author.id,
    body: text,
    plain_body: text,
    public: isPublic,
    attachments: [],
    created_at: at,
    via: { channel: 'web' },
    delivery:
      isPublic && recipient
        ? [
            {
              recipient,
              state: variety % 9 === 5 ? 'bounced' : 'sent',
              error: variety % 9 === 5 ? '550 5.1.1 The mailbox does not exist' : null,
              sent_at: at,
            },
          ]
        : [],
  }
}

/** Fills the memory. */
export function makeTickets(count = ticketCount, firstId = 1000): void {
  for (let index = 0; index < count; index += 1) {
    const story = stories[(index * 7 + Math.floor(index / 10)) % stories.length]
    const customers = users.filter((user) => user.role === 'end-user' && user.locale === story?.locale)
    const requester = customers[index % customers.length]
    if (!story || !requester) continue
    const assignee = index % 4 === 0 ? null : (users[index % 3] ?? null)
    const status =
      assignee === null ? (index % 8 === 0 ? 'new' : 'open') : (statuses[index % statuses.length] ?? 'open')
    // Newest first; gaps grow with age.
    const age = 3 + index * 17 + Math.floor(index ** 1.7)
    const ticketId = firstId + count - index
    const turns = story.turns.map((turn, number) => {
      const at = ago(age + (story.turns.length - 1 - number) * 95)
      const isNote = turn.startsWith('#')
      // Public turns take turns: the customer begins.
      const isCustomer =
        !isNote && story.turns.slice(0, number).filter((other) => !other.startsWith('#')).length % 2 === 0
      return isCustomer
        ? customerComment(ticketId, requester, turn, at, index + number)
        : agentComment(
            assignee ?? users[1] ?? requester,
            isNote ? turn.slice(1) : turn,
            at,
            !isNote,
            requester.email,
            index + number,
          )
    })
    comments.set(ticketId, turns)
    audits.set(ticketId, [
      {
        id: nextId(),
        ticket_id: ticketId,
        created_at: turns[0]?.created_at ?? ago(age),
        author_id: requester.id,
        events: [{ id: 1, type: 'Create', field_name: 'status', value: 'new' }],
      },
      ...(assignee && turns[1]
        ? [
            {
              id: nextId(),
              ticket_id: ticketId,
              created_at: new Date(Date.parse(turns[1].created_at) - 60_000).toISOString(),
              author_id: assignee.id,
              events: [
                { id: 1, type: 'Change', field_name: 'assignee_id', value: String(assignee.id), previous_value: null },
                { id: 2, type: 'Change', field_name: 'status', value: 'open', previous_value: 'new' },
              ],
            },
          ]
        : []),
    ])
    tickets.push({
      id: ticketId,
      subject: index % 37 === 36 ? null : story.subject,
      description: story.turns[0] ?? '',
      snippet: (turns.findLast((turn) => turn.public)?.body ?? '').slice(0, 160),
      status,
      priority: priorities[index % priorities.length] ?? null,
      type: index % 5 === 0 ? 'incident' : index % 3 === 0 ? 'question' : null,
      requester_id: requester.id,
      assignee_id: assignee?.id ?? null,
      group_id: 31,
      organization_id: requester.organization_id ?? null,
      email_cc_ids: index % 6 === 2 ? [106, 109].filter((cc) => cc !== requester.id) : [],
      tags: story.tags,
      created_at: turns[0]?.created_at ?? ago(age),
      updated_at: turns.at(-1)?.created_at ?? ago(age),
      recipient: 'support@custos.example',
      via: { channel: 'email' },
      version: 1,
      pending_participants: index % 10 === 3 ? [{ user_id: 105, added_by: requester.id }] : [],
    })
  }
}

export const suspended: SuspendedTicket[] = [
  {
    id: 71,
    subject: 'Out of office: Re: Invoice 2026-1187',
    author: { name: 'Anna Mertens', email: 'anna.mertens@nordlicht-optik.example' },
    cause: 'automatic_reply',
    created_at: ago(41),
    recipient: 'support@custos.example',
    content: 'I am out of office until 30 November. In urgent cases please call reception.',
  },
  {
    id: 72,
    subject: 'YOUR MAILBOX IS FULL — verify now',
    author: { name: 'IT Helpdesk', email: 'no-reply@mail-verify.example' },
    cause: 'unverified_staff',
    created_at: ago(190),
    recipient: 'support@custos.example',
    content:
      'Dear user, your mailbox quota has been exceeded. Click below to verify your account within 24 hours or it will be deleted.',
  },
  {
    id: 73,
    subject: null,
    author: { name: null, email: 'scanner@drucker.example' },
    cause: 'unreadable',
    created_at: ago(1500),
    recipient: 'billing@custos.example',
    content: null,
  },
]
export const settings: Settings = {
  desk: { name: 'Lichtblick Support', locale: 'de', time_zone: 'Europe/Berlin' },
  mail: { undo_send_s: 10, auto_reply_enabled: false, signature: '' },
  requests: { anybody_can_submit: true },
  time_tracking: { enabled: false },
  is_set_up: true,
}
export const addresses: RecipientAddress[] = [
  { id: 41, name: 'Lichtblick Support', email: 'support@custos.example', default: true },
  { id: 42, name: 'Lichtblick Billing', email: 'billing@custos.example', default: false },
]
export const domains: MailDomain[] = [
  {
    id: 51,
    name: 'custos.example',
    state: 'waiting',
    checked_at: ago(12),
    records: [
      {
        type: 'TXT',
        host: 'custos2026a._domainkey.custos.example',
        value:
          'v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu5oIUrFDWZK7F4thFxpZa2or6jBEX3cSL6b2TJdPkO5iNn9vHNXhNX31nOefN8FksX94YbLJ8NHcFPbaZTW8R2HthYxRaCyqodxlLHibg8aHdfa+bxKeiI1xaJ9fT',
        purpose: 'DKIM, RSA 2048',
        state: 'ok',
      },
      {
        type: 'TXT',
        host: 'custos2026b._domainkey.custos.example',
        value: 'v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=',
        purpose: 'DKIM, Ed25519',
        state: 'missing',
      },
      {
        type: 'TXT',
        host: 'custos.example',
        value: 'v=spf1 include:_spf.custos.example -all',
        purpose: 'SPF',
        state: 'wrong',
        reason: 'Two SPF records were found; receivers then accept neither.',
      },
      {
        type: 'TXT',
        host: '_dmarc.custos.example',
        value: 'v=DMARC1; p=none; rua=mailto:dmarc@custos.example',
        purpose: 'DMARC',
        state: 'waiting',
      },
    ],
  },
]
makeTickets()
