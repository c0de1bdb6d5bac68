// The app's small pure parts: addresses, dates, errors, live messages, search text, stored preferences.
import { describe, expect, it } from 'vitest'
import { PROBLEMS } from '../server/identity/problems.ts'
import { SUSPENSION_CAUSES } from '../server/mail/inbound/decide.ts'
import { parseLive, pauseBefore } from './api/live.ts'
import { problemFrom } from './api/request.ts'
import { viewAt } from './app/useOpenView.ts'
import {
  filters,
  hasFilter,
  highlightWords,
  markPieces,
  piecesOf,
  scopeOf,
  toggleFilter,
  withScope,
} from './features/search/queries.ts'
import { problems } from './features/security/sso/words.ts'
import { pressOf } from './features/settings/presses.ts'
import { causeKey, causes } from './features/suspended/causes.ts'
import { completeAddress, isSafeAddress } from './kit/editor/addresses.ts'
import { initials } from './kit/initials.ts'
import { dayHeading, fileSize, shortAge, timeInZone } from './language/dates.ts'
import { chooseLanguage, formatLocale } from './language/text.ts'
import { places, ticketIdIn } from './places/places.ts'
import { defaults, parsePreferences } from './preferences/store.ts'

describe('places', () => {
  it('name the view only where it is not the usual one', () => {
    expect(places.ticket(5)).toBe('/tickets/5')
    expect(places.ticket(5, 'mine')).toBe('/tickets/5?view=mine')
  })
  it('know the view of an address', () => {
    expect(viewAt('/tickets/5', 'view=mine')).toBe('mine')
    expect(viewAt('/tickets/5', 'view=nonsense')).toBe('unsolved')
    expect(viewAt('/settings/desk', '')).toBeNull()
  })
  it('know saved views by their ids, and their form is no list', () => {
    expect(places.ticket(5, 12)).toBe('/tickets/5?view=12')
    expect(viewAt('/tickets/5', 'view=12&play=1')).toBe(12)
    expect(viewAt('/views/12', '')).toBe(12)
    for (const path of ['/views', '/views/new', '/views/12/edit']) expect(viewAt(path, '')).toBeNull()
  })
  it.each([
    ['123', 123],
    ['#123', 123],
    ['https://x.example/agent/tickets/42?view=all', 42],
    ['12 monkeys', null],
    ['', null],
  ])('read %s as a ticket', (text, id) => expect(ticketIdIn(text)).toBe(id))
})

describe('dates', () => {
  const now = Date.parse('2026-11-22T12:00:00Z')
  it('are short while they are young', () => {
    expect(shortAge('2026-11-22T11:55:00Z', now, 'de')).toBe('5 Min.')
    expect(shortAge('2026-11-22T12:00:00Z', now, 'en-GB')).toBe('now')
    expect(shortAge('2026-01-05T12:00:00Z', now, 'en-GB')).toBe('5 Jan')
    expect(shortAge('2025-01-05T12:00:00Z', now, 'nl')).toBe('5 jan 2025')
  })
  it('call days by name', () => {
    expect(dayHeading('2026-11-22T11:00:00Z', now, 'it')).toBe('Oggi')
    expect(dayHeading('2026-11-01T11:00:00Z', now, 'de')).toBe('Sonntag, 1. November 2026')
  })
  it('give file sizes as mail limits are given', () => {
    expect(fileSize(1_482_113, 'de')).toBe('1,5 MB')
    expect(fileSize(88_113, 'en-GB')).toBe('88 kB')
  })
  it('survive a zone the browser does not know', () => {
    expect(timeInZone('Mars/Olympus', now, 'en')).toBeNull()
    expect(timeInZone('Europe/Berlin', now, 'de')).toBe('13:00')
  })
})

describe('languages', () => {
  it('take the first wish that is spoken here', () => {
    expect(chooseLanguage(null, 'fr-FR', 'it-CH')).toBe('it')
    expect(chooseLanguage('xx')).toBe('en')
  })
  it('keep the reader’s region for dates', () => {
    expect(formatLocale('de', ['en-US', 'de-AT'])).toBe('de-AT')
    expect(formatLocale('en', ['de-DE'])).toBe('en-GB')
  })
})

describe('errors', () => {
  it('are read in every shape the API has', () => {
    expect(
      problemFrom(
        404,
        '{"error":"RecordNotFound","description":"Not found","code":"not_found","request_id":"r1"}',
        null,
      ),
    ).toMatchObject({ code: 'not_found', message: 'Not found', request_id: 'r1' })
    expect(problemFrom(403, '{"error":{"title":"Forbidden","message":"No"}}', 'r2')).toMatchObject({
      code: 'Forbidden',
      message: 'No',
      request_id: 'r2',
    })
    expect(
      problemFrom(400, '{"errors":[{"code":"InvalidPaginationDepth","title":"Deep","detail":"Too deep"}]}', null),
    ).toMatchObject({ code: 'InvalidPaginationDepth', message: 'Too deep' })
    expect(problemFrom(502, '<html>bad gateway</html>', null)).toMatchObject({ status: 502, message: 'HTTP 502' })
  })
})

describe('live', () => {
  it('ignores what it does not understand', () => {
    expect(parseLive('{"kind":"ticket","id":4}')).toMatchObject({ kind: 'ticket', id: 4 })
    expect(parseLive('{"kind":"ticket"}')).toBeNull()
    expect(parseLive('nonsense')).toBeNull()
  })
  it('waits longer each time, never longer than half a minute, and never all at once', () => {
    expect(pauseBefore(0, 0)).toBe(1_000)
    expect(pauseBefore(3, 0)).toBe(8_000)
    expect(pauseBefore(50, 0)).toBe(30_000)
    expect(pauseBefore(50, 1)).toBe(20_000)
  })
})

describe('search text', () => {
  const [open, solved, mine] = filters
  it('takes filters in and out, and lets only one of a kind stand', () => {
    if (!open || !solved || !mine) throw new Error('filters are missing')
    const once = toggleFilter('rechnung', open)
    expect(once).toBe('rechnung status<solved')
    expect(hasFilter(once, open)).toBe(true)
    expect(toggleFilter(once, solved)).toBe('rechnung status>=solved')
    expect(toggleFilter(once, open)).toBe('rechnung')
    expect(toggleFilter('"two words" x', mine)).toBe('"two words" x assignee:me')
  })
  it('marks words, not filters', () => {
    expect(highlightWords('rechnung status:open -spam "zwei wörter"')).toEqual(['rechnung', 'zwei wörter'])
    expect(
      markPieces('Die Rechnung (1)', ['rechnung', '(1)'])
        .filter((piece) => piece.isMarked)
        .map((piece) => piece.text),
    ).toEqual(['Rechnung', '(1)'])
  })
})

describe('scopes of a search', () => {
  it('stand in the query, one at a time', () => {
    expect(withScope('anna type:user', 'organizations')).toBe('anna type:organization')
    expect(withScope('anna type:user', 'all')).toBe('anna')
    expect(scopeOf('anna type:user')).toBe('people')
    expect(scopeOf('anna type:problem')).toBe('all')
  })
  it('leave types of tickets beside them', () => {
    expect(toggleFilter('x type:ticket', { words: 'type:problem' })).toBe('x type:ticket type:problem')
  })
})

describe('highlights', () => {
  it('are text, whatever a customer wrote', () => {
    expect(piecesOf('a &lt;img&gt; &amp;lt; <mark>sail</mark>')).toEqual([
      { text: 'a <img> &lt; ', isMarked: false },
      { text: 'sail', isMarked: true },
    ])
  })
})

describe('preferences', () => {
  it('survive damaged storage', () => {
    expect(parsePreferences('{')).toEqual(defaults)
    expect(parsePreferences('null')).toEqual(defaults)
    expect(parsePreferences('{"theme":"dark"}')).toEqual({ ...defaults, theme: 'dark' })
  })
  const press = { key: 'x', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }
  it('write pressed keys as the command list does', () => {
    expect(pressOf(press)).toBe('x')
    expect(pressOf({ ...press, key: 'K', ctrlKey: true, shiftKey: true })).toBe('$mod+Shift+k')
    expect(pressOf({ ...press, key: '?', shiftKey: true })).toBe('?')
    expect(pressOf({ ...press, key: 'Shift', shiftKey: true })).toBeNull()
  })
})

describe('words for causes', () => {
  it('are there for exactly the causes the server has', () => {
    expect(Object.keys(causes).toSorted()).toEqual([...SUSPENSION_CAUSES].toSorted())
  })
  it('are found for what the server says, and left out for the unknown', () => {
    expect(causeKey('automatic_reply')).toBe('cause.automatic')
    expect(causeKey('something_newer')).toBeNull()
  })
})

describe('initials', () => {
  it.each([
    ['Anna Mertens', 'AM'],
    ['Maximilian von Hohenberg', 'MH'],
    ['李 伟', '李伟'],
    ['anna@example.com', 'A'],
    ['', ''],
    ['"Support" <x>', 'SX'],
  ])('of %s are %s', (name, letters) => expect(initials(name)).toBe(letters))
})

describe('links in the editor', () => {
  it('open nothing dangerous', () => {
    expect(isSafeAddress('javascript:alert(1)')).toBe(false)
    expect(isSafeAddress('data:text/html,x')).toBe(false)
    expect(isSafeAddress(' JavaScript:alert(1)')).toBe(false)
    expect(isSafeAddress('https://example.com')).toBe(true)
  })
  it('are completed from what people type', () => {
    expect(completeAddress('example.com/a')).toBe('https://example.com/a')
    expect(completeAddress('a@example.com')).toBe('mailto:a@example.com')
    expect(completeAddress('javascript:alert(1)')).toBeNull()
    expect(completeAddress('two words')).toBeNull()
  })
})

describe('a trial that failed', () => {
  it('has words for each reason the server knows', () => {
    expect(PROBLEMS.filter((problem) => problems[problem] === undefined)).toEqual([])
  })
})
