import { describe, expect, it } from 'vitest'
import type { Comment, Ticket, User } from '../../../api/shapes.ts'
import { findDoubts, refuseUpload, uploadLimits } from './checks.ts'
import { chooseDraft, htmlOfText, isEmptyHtml, type LocalDraft, plainText } from './drafts.ts'
import {
  copyChanges,
  flagAddress,
  isAddress,
  knownAddresses,
  namedRecipients,
  recipientsOf,
  shortName,
  splitAddresses,
} from './recipients.ts'

const local = (html: string, change: Partial<LocalDraft> = {}): LocalDraft => ({
  html_body: html,
  email_ccs: [],
  updated_at: '2026-11-22T10:00:05Z',
  base_updated_at: '2026-11-22T10:00:00Z',
  is_unsaved: true,
  ...change,
})
const server = (html: string, updated_at = '2026-11-22T10:00:00Z') => ({ html_body: html, email_ccs: [], updated_at })

describe('chooseDraft', () => {
  it('finds none where there is none', () => expect(chooseDraft(null, null).kind).toBe('none'))
  it('takes the only one', () => {
    expect(chooseDraft(local('<p>a</p>', { base_updated_at: null }), null).kind).toBe('local')
    expect(chooseDraft(null, server('<p>a</p>')).kind).toBe('server')
  })
  it('takes the local one when it was typed on top of the server’s', () => {
    expect(chooseDraft(local('<p>longer</p>'), server('<p>long</p>')).kind).toBe('local')
  })
  it('takes the server’s when this browser had nothing unsaved', () => {
    expect(
      chooseDraft(local('<p>old</p>', { is_unsaved: false }), server('<p>new</p>', '2026-11-22T11:00:00Z')).kind,
    ).toBe('server')
  })
  it('asks when both were changed apart from each other', () => {
    expect(chooseDraft(local('<p>mine</p>'), server('<p>theirs</p>', '2026-11-22T11:00:00Z')).kind).toBe('conflict')
  })
  it('does not ask when both say the same', () => {
    expect(chooseDraft(local('<p>same </p>'), server('<p>same</p>', '2026-11-22T11:00:00Z')).kind).toBe('server')
  })
  it('forgets a saved local draft that is gone on the server: it was sent or discarded elsewhere', () => {
    expect(chooseDraft(local('<p>sent</p>', { is_unsaved: false }), null).kind).toBe('none')
  })
  it('keeps unsaved words even when the server’s draft is gone', () => {
    expect(chooseDraft(local('<p>more words</p>'), null).kind).toBe('local')
  })
  it('counts empty paragraphs as nothing', () =>
    expect(chooseDraft(local('<p></p>'), server('<p><br></p>')).kind).toBe('none'))
})

describe('plainText', () => {
  it('keeps lines and decodes what the editor encodes', () =>
    expect(plainText('<p>a &amp; b</p><p>&lt;c&gt;</p>')).toBe('a & b\n<c>'))
  it('decodes once only', () => expect(plainText('<p>&amp;lt;</p>')).toBe('&lt;'))
  it('sees that nothing is there', () => expect(isEmptyHtml('<p><br></p>')).toBe(true))
})

const user = (id: number, name: string, email: string | null): User => ({ id, name, email, role: 'end-user' })
const anna = user(1, 'Anna Mertens', 'anna@nordlicht.example')
const boss = user(2, 'Chef', 'chef@nordlicht.example')
const stranger = user(3, 'Fremd', 'fremd@elsewhere.example')
const ticket = (change: Partial<Ticket>): Ticket => ({
  id: 5,
  subject: 's',
  status: 'open',
  priority: null,
  type: null,
  requester_id: 1,
  assignee_id: null,
  group_id: null,
  organization_id: null,
  tags: [],
  created_at: '',
  updated_at: '',
  ...change,
})

describe('htmlOfText', () => {
  it('keeps what was typed early: lines, spaces at the edges, and signs that HTML would take for itself', () => {
    expect(htmlOfText('Dear Anna, in ')).toBe('<p>Dear Anna, in\u00a0</p>')
    expect(htmlOfText('1 < 2 & so\non')).toBe('<p>1 &lt; 2 &amp; so</p><p>on</p>')
    expect(htmlOfText('')).toBe('')
  })
})

describe('copyChanges', () => {
  it('names who comes in and who goes, whatever the case of their letters, and nobody else', () => {
    expect(copyChanges(['Kept@a.example', 'gone@a.example'], ['kept@a.example', 'new@b.example'])).toEqual([
      { user_email: 'new@b.example', action: 'put' },
      { user_email: 'gone@a.example', action: 'delete' },
    ])
  })
})

describe('recipientsOf', () => {
  it('carries the CCs over', () => {
    expect(recipientsOf(ticket({ email_cc_ids: [2] }), [anna, boss]).ccs).toEqual([boss])
  })
  it('leaves out who waits for approval', () => {
    const waiting = ticket({ email_cc_ids: [2, 3], pending_participants: [{ user_id: 3, added_by: 1 }] })
    expect(recipientsOf(waiting, [anna, boss, stranger]).ccs).toEqual([boss])
  })
  it('never lists the requester twice', () =>
    expect(recipientsOf(ticket({ email_cc_ids: [1, 2] }), [anna, boss]).ccs).toEqual([boss]))
})

describe('addresses', () => {
  it('marks what is new and what is of another domain', () => {
    const known = ['anna@nordlicht.example']
    expect(flagAddress('Anna@Nordlicht.example', known)).toBe('known')
    expect(flagAddress('neu@nordlicht.example', known)).toBe('new')
    expect(flagAddress('x@nordlicht.example.elsewhere.example', known)).toBe('otherDomain')
  })
  it('does not count the address of an unproven mail as known', () => {
    const forged = { public: true, sender: { authenticated: false, from: 'x@elsewhere.example' } } as Comment // the two fields that are read
    expect(knownAddresses({ to: anna, ccs: [] }, [forged])).toEqual(['anna@nordlicht.example'])
  })
  it('splits what people paste', () => {
    expect(splitAddresses('Anna <anna@a.example>; b@b.example, c@c.example').addresses).toEqual([
      'anna@a.example',
      'b@b.example',
      'c@c.example',
    ])
    expect(splitAddresses('nobody')).toEqual({ addresses: [], rest: 'nobody' })
  })
  it.each([
    ['a@b.example', true],
    ['a@b', false],
    ['a b@c.example', false],
    ['@b.example', false],
  ])('%s is an address: %s', (text, expected) => expect(isAddress(text)).toBe(expected))
  it('names the first recipient and counts the others', () =>
    expect(namedRecipients(anna, ['a@b.example', 'c@d.example'])).toEqual({ first: 'anna@nordlicht.example', more: 2 }))
  it('shortens names but never invents one', () => {
    expect(shortName(anna)).toBe('Anna M.')
    expect(shortName(user(1, 'Cher', null))).toBe('Cher')
    expect(shortName(user(1, '', 'a@b.example'))).toBe('a@b.example')
    expect(shortName(null)).toBe('')
  })
})

describe('findDoubts', () => {
  it.each([
    'I attached the file',
    'siehe Anhang',
    'Im Anhang finden Sie',
    'zie de bijlage',
    'in allegato trova',
    'Anbei die Rechnung',
  ])('asks for the file promised in “%s”', (text) => {
    expect(findDoubts(text, 0).map((finding) => finding.kind)).toEqual(['attachment'])
  })
  it('is quiet when something is attached', () => expect(findDoubts('see attached', 1)).toEqual([]))
  it('does not blame quoted lines', () => expect(findDoubts('Thanks!\n> see the attachment', 0)).toEqual([]))
  it('does not see words within words', () => expect(findDoubts('Wir sind unanhänglich', 0)).toEqual([]))
  it('sees a placeholder that was not filled', () =>
    expect(findDoubts('Hallo {{ticket.requester.name}},', 0).map((finding) => finding.kind)).toEqual(['placeholder']))
})

describe('refuseUpload', () => {
  it('holds all three limits', () => {
    expect(refuseUpload(uploadLimits.file_bytes + 1, [])).toBe('tooLarge')
    expect(refuseUpload(10_000_000, [{ size: 18_000_000 }])).toBe('tooMuch')
    expect(
      refuseUpload(
        1,
        Array.from({ length: uploadLimits.files }, () => ({ size: 1 })),
      ),
    ).toBe('tooMany')
    expect(refuseUpload(1, [])).toBeNull()
  })
})
