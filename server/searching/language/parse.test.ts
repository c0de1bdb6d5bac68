// What a search says, as a table; and that nothing that can be typed breaks it.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Refusal } from '../../platform/errors.ts'
import { readBounds } from './dates.ts'
import { type Filter, MAX_FILTERS, MAX_QUERY_CHARS, parseSearchText } from './parse.ts'

const shown = ({ key, operator, value, is_negated }: Filter) => `${is_negated ? '-' : ''}${key}${operator}${value}`

describe('a search is read as words and filters', () => {
  it.each([
    ['late parcel', 'late parcel', []],
    ['status:open late', 'late', ['status:open']],
    ['"status:open late" -spam', '"status:open late" -spam', []],
    ['-tags:vip subject:"two words" inv*', 'inv*', ['-tags:vip', 'subject:two words']],
    ['created>=2024-01-31 updated<4hours priority>low', '', ['created>=2024-01-31', 'updated<4hours', 'priority>low']],
    ['created:>2024 created:<=2025', '', ['created>2024', 'created<=2025']],
    ['Status:Open TAGS:a tags:b', '', ['status:Open', 'tags:a', 'tags:b']],
    ['see https://shop.example/a?b=1 at 12:30 or c:\\temp', 'see https://shop.example/a?b=1 at 12:30 or c:\\temp', []],
    ['Re: hello status:', 'Re: hello status:', []],
    ['subject:"never closed', '', ['subject:never closed']],
    [
      'custom_field_360:"a b" organization_fields.plan:gold',
      '',
      ['custom_field_360:a b', 'organization_fields.plan:gold'],
    ],
    ['<anna@mail.example> a->b', '<anna@mail.example> a->b', []],
  ])('%s', (text, words, filters) => {
    const read = parseSearchText(text)
    expect([read.words, read.filters.map(shown)]).toEqual([words, filters])
  })

  it('with its order', () => {
    expect(parseSearchText('order_by:created sort:asc x')).toMatchObject({
      words: 'x',
      order: { by: 'created', descending: false },
    })
    expect(() => parseSearchText('sort:up')).toThrow('asc or desc')
  })

  it('within its bounds, whatever is typed', () => {
    const any_text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: MAX_QUERY_CHARS }),
      fc.string({ unit: fc.constantFrom(...'ab:"-<>= *_\u0000\ud800'), maxLength: MAX_QUERY_CHARS }),
    )
    fc.assert(
      fc.property(any_text, (text) => {
        try {
          const { filters, words } = parseSearchText(text)
          expect(filters.length).toBeLessThanOrEqual(MAX_FILTERS)
          expect(words.length).toBeLessThanOrEqual(text.length + 1)
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal)
        }
      }),
    )
    expect(() => parseSearchText('a:b '.repeat(500))).toThrow('longer than')
    expect(() => parseSearchText('aa:b '.repeat(60))).toThrow('conditions')
  })

  it('back from what its parts would be written as', () => {
    const part = fc.record({
      key: fc.constantFrom('status', 'tags', 'custom_field_7'),
      operator: fc.constantFrom<Filter['operator']>(':', '<', '>', '<=', '>='),
      value: fc
        .string({ unit: fc.constantFrom(...'ab :<>=-*.é'), minLength: 1, maxLength: 12 })
        .filter((text) => text.trim() === text),
      is_negated: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const text = parts.map((one) => `${one.is_negated ? '-' : ''}${one.key}${one.operator}"${one.value}"`).join(' ')
        expect(parseSearchText(text).filters).toEqual(parts.map((one) => ({ ...one, is_quoted: true })))
      }),
    )
  })
})

describe('times', () => {
  const now = new Date('2024-03-15T12:00:00Z')
  const bounds = (operator: Filter['operator'], value: string) => {
    const { from, to } = readBounds({ key: 'created', operator, value, is_quoted: false, is_negated: false }, now)
    return [from?.toISOString().slice(0, 19) ?? null, to?.toISOString().slice(0, 19) ?? null]
  }
  it.each([
    [':', '2024-01-31', '2024-01-31T00:00:00', '2024-02-01T00:00:00'],
    [':', '2024-02', '2024-02-01T00:00:00', '2024-03-01T00:00:00'],
    [':', '2024', '2024-01-01T00:00:00', '2025-01-01T00:00:00'],
    ['>', '2024-01-31', '2024-01-31T00:00:00', null],
    ['<=', '2024-01-31', null, '2024-02-01T00:00:00'],
    ['<', '2024-01-31', null, '2024-01-31T00:00:00'],
    ['>', '2024-01-31T10:00:00Z', '2024-01-31T10:00:01', null],
    ['>=', '2024-01-31T10:00:00+02:00', '2024-01-31T08:00:00', null],
    ['>', '4hours', '2024-03-15T08:00:00', null],
    ['<', '1week', null, '2024-03-08T12:00:00'],
    [':', 'today', '2024-03-15T00:00:00', '2024-03-16T00:00:00'],
  ] as const)('%s%s', (operator, value, from, to) => {
    expect(bounds(operator, value)).toEqual([from, to])
  })
  it('that are none are refused', () => {
    for (const value of ['soon', '2024-13-45', 'NaN', '', '1e400'])
      expect(() => bounds(':', value)).toThrow('takes a date')
  })
  it('beyond what a database holds are brought into its reach', () => {
    expect(bounds('>', '999999years')[0]).toBe('0001-01-01T00:00:00')
  })
})
