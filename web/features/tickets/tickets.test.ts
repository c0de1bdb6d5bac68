import { describe, expect, it } from 'vitest'
import type { Audit, Comment, Ticket } from '../../api/shapes.ts'
import type { TicketPage } from '../../api/tickets.ts'
import { secondsToUndo, worstState } from './conversation/delivery.ts'
import { changesOf, changesOfSkips, tagChange, timelineOf } from './conversation/timeline.ts'
import { flagKeys, isSuspicious, trustOf } from './conversation/trust.ts'
import { countNewcomers, neighbourId, rowsOf, snippetOf } from './list/rows.ts'

const ticket = (id: number, change: Partial<Ticket> = {}): Ticket => ({
  id,
  subject: `s${id}`,
  status: 'open',
  priority: null,
  type: null,
  requester_id: 7,
  assignee_id: null,
  group_id: null,
  organization_id: null,
  tags: [],
  created_at: '',
  updated_at: '',
  ...change,
})
const page = (...ids: number[]): TicketPage => ({
  tickets: ids.map((id) => ticket(id)),
  users: [{ id: 7, name: 'Anna', email: null, role: 'end-user' }],
  groups: [],
  meta: { has_more: false, after_cursor: null },
})

describe('the rows of the list', () => {
  it('show a ticket once when pages overlap', () =>
    expect(rowsOf([page(3, 2), page(2, 1)]).map((row) => row.ticket.id)).toEqual([3, 2, 1]))
  it('know their people', () => expect(rowsOf([page(1)])[0]?.requester?.name).toBe('Anna'))
  it('count only tickets that are not shown', () => expect(countNewcomers(rowsOf([page(2, 1)]), page(4, 3, 2))).toBe(2))
  it('step to neighbours and stop at the ends', () => {
    const rows = rowsOf([page(3, 2, 1)])
    expect(neighbourId(rows, 3, 1)).toBe(2)
    expect(neighbourId(rows, 1, 1)).toBeNull()
    expect(neighbourId(rows, null, 1)).toBe(3)
  })
  it('fold a message into one line', () =>
    expect(snippetOf(ticket(1, { description: 'Hello,\n\n  how are you' }))).toBe('Hello, how are you'))
})

const comment = (id: number, created_at: string): Comment => ({
  id,
  type: 'Comment',
  author_id: 7,
  body: '',
  public: true,
  attachments: [],
  created_at,
})
const audit = (id: number, created_at: string, ...fields: string[]): Audit => ({
  id,
  ticket_id: 1,
  created_at,
  author_id: 1,
  events: fields.map((field_name, index) => ({ id: index, type: 'Change', field_name, value: 'x' })),
})

describe('the timeline', () => {
  it('puts days, messages and changes in order', () => {
    const entries = timelineOf(
      [comment(1, '2026-11-20T10:00:00Z'), comment(2, '2026-11-22T10:00:00Z')],
      changesOf([audit(9, '2026-11-20T11:00:00Z', 'status', 'assignee_id')]),
    )
    expect(entries.map((entry) => entry.kind)).toEqual(['day', 'comment', 'changes', 'day', 'comment'])
    expect(entries.find((entry) => entry.kind === 'changes')?.changes).toHaveLength(2)
  })
  it('tells who passed the ticket over, and why', () => {
    const [change] = changesOfSkips([{ id: 4, user_id: 7, reason: 'Too hard', created_at: '2026-11-20T11:00:00Z' }])
    expect(change).toMatchObject({ author_id: 7, event: { field_name: 'skip', value: 'Too hard' } })
  })
  it('leaves out fields that say nothing to an agent', () =>
    expect(changesOf([audit(1, '2026-11-20T11:00:00Z', 'version', 'custom_status_id')])).toEqual([]))
  it('reads tags as lists and as text', () => {
    expect(tagChange({ id: 1, type: 'Change', previous_value: ['a', 'b'], value: ['b', 'c'] })).toEqual({
      added: ['c'],
      removed: ['a'],
    })
    expect(tagChange({ id: 1, type: 'Change', previous_value: null, value: 'x y' })).toEqual({
      added: ['x', 'y'],
      removed: [],
    })
  })
})

describe('delivery', () => {
  it('shows the state somebody must act on', () => {
    expect(
      worstState([
        { recipient: 'a', state: 'sent' },
        { recipient: 'b', state: 'bounced' },
      ]),
    ).toBe('bounced')
    expect(worstState([])).toBeNull()
  })
  const until = '2026-11-22T10:00:10.000Z'
  const now = Date.parse('2026-11-22T10:00:00.500Z')
  it('counts whole seconds that are left', () =>
    expect(secondsToUndo({ undo_until: until, delivery: [{ recipient: 'a', state: 'held' }] }, now)).toBe(10))
  it('offers no undo for what has left', () =>
    expect(secondsToUndo({ undo_until: until, delivery: [{ recipient: 'a', state: 'sent' }] }, now)).toBe(0))
  it('offers no undo after the time', () => expect(secondsToUndo({ undo_until: until }, Date.parse(until))).toBe(0))
})

describe('trust', () => {
  it('is verified only when the mail proves its sender', () => {
    expect(trustOf({ authenticated: true, dmarc: { result: 'pass' } }).label).toBe('trust.verified')
    expect(trustOf({ authenticated: false, dmarc: { result: 'none' } }).label).toBe('trust.unproven')
    expect(trustOf({ authenticated: false, dmarc: { result: 'fail' } }).label).toBe('trust.failed')
  })
  it('has words for the flags an agent should know, each once', () => {
    expect(flagKeys(['text_cut', 'html_cut', 'uuencoded', 'something_newer'])).toEqual(['flag.cut'])
  })
  it('asks for a second look at mails that say different things to different readers', () => {
    expect(isSuspicious(['parts_differ'])).toBe(true)
    expect(isSuspicious(['tracking_pixel'])).toBe(false)
  })
})
