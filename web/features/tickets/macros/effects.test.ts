import { describe, expect, it } from 'vitest'
import type { Ticket } from '../../../api/shapes.ts'
import { effectsOf } from './effects.ts'

const ticket = {
  id: 1,
  status: 'open',
  priority: null,
  type: null,
  assignee_id: 7,
  group_id: 1,
  subject: 'x',
  tags: ['a'],
} as unknown as Ticket // what the effects read

describe('the effects of a macro', () => {
  it('are only what would change', () => {
    const { change, lines } = effectsOf(ticket, { status: 'open', priority: 'high', assignee_id: 7 })
    expect(change).toEqual({ priority: 'high' })
    expect(lines).toEqual([{ field: 'priority', from: null, to: 'high' }])
  })

  it('tell tags that come and go', () => {
    const effects = effectsOf(ticket, { tags: ['b'] })
    expect([effects.tagsAdded, effects.tagsRemoved]).toEqual([['b'], ['a']])
  })

  it('take words as they are, and never as markup unless they are HTML', () => {
    expect(effectsOf(ticket, { comment: { body: 'a <b>\n\nc' } }).comment).toEqual({
      html: '<p>a &lt;b&gt;</p><p>c</p>',
      isPublic: true,
    })
    expect(effectsOf(ticket, { comment: { html_body: '<p>hi</p>', public: false } }).comment).toEqual({
      html: '<p>hi</p>',
      isPublic: false,
    })
    expect(effectsOf(ticket, { comment: { body: ' ' } }).comment).toBeNull()
  })
})
