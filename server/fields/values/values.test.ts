// Values of fields: what each type takes, how it is stored, shown, tagged and looked up.
import { describe, expect, it } from 'vitest'
import { newAccount } from '../../../tests/support/desk.ts'
import { Refusal } from '../../platform/errors.ts'
import type { CustomType, FieldRow } from '../schema.ts'
import { SYSTEM_FIELD_IDS, SYSTEM_FIELDS } from '../system-fields.ts'
import { isPattern, matchesPattern } from './patterns.ts'
import { mergeFieldValues, readFieldValues } from './reading.ts'
import {
  indexedFieldValue,
  indexedFieldValues,
  lookupsOfFieldValues,
  shownFieldValues,
  shownFieldValuesByKey,
  tagsOfFieldValues,
} from './showing.ts'

const [sample] = SYSTEM_FIELDS
if (!sample) throw new Error('there are no system fields')

function field(type: CustomType, more: Partial<FieldRow> = {}): FieldRow {
  return { ...sample!, id: 1_000, type, title: 'A field', key: 'a_field', system: false, ...more } // checked above
}

const options = ['small', 'medium', 'large'].map((value, position) => ({
  id: position + 1,
  field_id: 1_000,
  name: value.toUpperCase(),
  value,
  default: false,
  position,
}))

/** What is stored for a value, plain or text. */
function stored(row: FieldRow, value: unknown): unknown {
  const { plain, texts } = readFieldValues([row], [{ id: row.id, value }])
  return row.id in texts ? texts[row.id] : plain[row.id]
}

function declined(row: FieldRow, value: unknown): string {
  try {
    readFieldValues([row], [{ id: row.id, value }])
  } catch (error) {
    if (error instanceof Refusal && error.status === 422) return JSON.stringify(error.details)
    throw error
  }
  throw new Error(`${row.type} took ${JSON.stringify(value)}`)
}

const regexp = field('regexp', { regexp_for_validation: '\\A[A-Z]{2}-\\d+\\z' })
const tagger = field('tagger', { options })
const multiselect = field('multiselect', { options })

const TAKES: [FieldRow, unknown, unknown][] = [
  [field('text'), 'words', 'words'],
  [field('text'), 42, '42'],
  [field('text'), '', null],
  [field('text'), 'half \ud83d', 'half \ufffd'],
  [field('textarea'), 'one\ntwo', 'one\ntwo'],
  [regexp, 'AB-12', 'AB-12'],
  [field('checkbox'), true, true],
  [field('checkbox'), 'true', true],
  [field('checkbox'), '0', false],
  [field('checkbox'), null, false],
  [field('date'), '2028-02-29', '2028-02-29'],
  [field('date'), '2026-01-31T10:00:00Z', '2026-01-31'],
  [field('integer'), '42', 42],
  [field('integer'), -7, -7],
  [field('decimal'), '1.50', 1.5],
  [field('decimal'), 3, 3],
  [field('partialcreditcard'), '4111 1111-1111 1234', 'XXXXXXXXXXXX1234'],
  [field('partialcreditcard'), 'XXXXXXXXXXXX1234', 'XXXXXXXXXXXX1234'],
  [tagger, 'small', 'small'],
  [tagger, ' Small', 'small'],
  [tagger, null, null],
  [multiselect, ['large', 'small', 'large'], ['small', 'large']],
  [multiselect, 'medium', ['medium']],
  [multiselect, [], null],
  [field('lookup', { relationship_target_type: 'zen:user' }), 123, '123'],
]

const DECLINES: [FieldRow, unknown][] = [
  [field('text'), true],
  [field('text'), { a: 1 }],
  [field('text'), 'a\u0000b'],
  [field('textarea'), 'x'.repeat(70_000)],
  [regexp, 'ab-12'],
  [regexp, 'AB-12\n'],
  [regexp, 'A'.repeat(3_000)],
  [field('checkbox'), 'perhaps'],
  [field('date'), '2026-02-30'],
  [field('date'), 'yesterday'],
  [field('date'), 20260131],
  [field('integer'), 1.5],
  [field('integer'), '9'.repeat(17)],
  [field('integer'), Number.MAX_VALUE],
  [field('decimal'), '1,5'],
  [field('decimal'), '1e400'],
  [field('partialcreditcard'), 'my card'],
  [field('partialcreditcard'), '1'.repeat(40)],
  [tagger, 'huge'],
  [tagger, ['small']],
  [multiselect, ['small', null]],
  [multiselect, [['small']]],
  [field('lookup'), 'somebody'],
  [field('lookup'), -1],
  [field('lookup'), '9'.repeat(16)],
]

describe('values of fields', () => {
  it.each(TAKES.map(([row, value, expected]) => ({ type: row.type, row, value, expected })))(
    'a $type takes $value as $expected',
    ({ row, value, expected }) => {
      expect(stored(row, value)).toEqual(expected)
    },
  )

  it.each(DECLINES.map(([row, value]) => ({ type: row.type, row, value })))(
    'a $type declines $value',
    ({ row, value }) => {
      expect(declined(row, value)).toContain('A field')
    },
  )

  it('says nothing of a card number it declines or takes', () => {
    const card = field('partialcreditcard')
    expect(declined(card, '4111111111111234x')).not.toMatch(/4111|1234/)
    expect(JSON.stringify(readFieldValues([card], [{ id: card.id, value: '4111111111111234' }]))).not.toContain('4111')
  })

  it('keeps words apart from what rules may see', () => {
    const rows = [field('text', { id: 1_001 }), field('integer', { id: 1_002 })]
    expect(
      readFieldValues(rows, [
        { id: 1_001, value: 'words' },
        { id: 1_002, value: 5 },
      ]),
    ).toEqual({ plain: { 1002: 5 }, texts: { 1001: 'words' } })
  })

  it('reads by key, and says which field does not exist', () => {
    expect(readFieldValues([tagger], { a_field: 'large' })).toEqual({ plain: { 1000: 'large' }, texts: {} })
    expect(() => readFieldValues([tagger], { other: 'large' })).toThrow(Refusal)
    expect(() => readFieldValues([tagger], [{ id: 77, value: 1 }])).toThrow(Refusal)
  })

  it('does not let a system field be set as a custom one', () => {
    expect(() => readFieldValues(SYSTEM_FIELDS, [{ id: SYSTEM_FIELD_IDS.status, value: 'open' }])).toThrow(Refusal)
  })

  it('shows every active field, null when unset, and no option that is gone', () => {
    const rows = [
      ...SYSTEM_FIELDS,
      field('text', { id: 1_001, key: 'note' }),
      field('tagger', { id: 1_002, key: 'size', options }),
      field('integer', { id: 1_003, active: false }),
      field('multiselect', { id: 1_004, key: 'sizes', options }),
    ]
    const values = { plain: { 1002: 'gone', 1003: 3, 1004: ['gone', 'large'] }, texts: {} }
    expect(shownFieldValues(rows, values)).toEqual([
      { id: 1_001, value: null },
      { id: 1_002, value: null },
      { id: 1_004, value: ['large'] },
    ])
    expect(shownFieldValuesByKey(rows, values)).toEqual({ note: null, size: null, sizes: ['large'] })
  })

  it('makes tags of chosen options and checked checkboxes', () => {
    const rows = [
      field('tagger', { id: 1, options }),
      field('multiselect', { id: 2, options }),
      field('checkbox', { id: 3, tag: 'urgent_case' }),
      field('checkbox', { id: 4, tag: 'not_this' }),
    ]
    const values = { plain: { 1: 'small', 2: ['medium', 'large'], 3: true, 4: false }, texts: {} }
    expect(tagsOfFieldValues(rows, values)).toEqual(['small', 'medium', 'large', 'urgent_case'])
  })

  it('merges a change over what was there, and drops what was cleared', () => {
    expect(
      mergeFieldValues({ plain: { 1: 'a', 2: 2 }, texts: { 3: 'x' } }, { plain: { 1: null }, texts: { 3: 'y' } }),
    ).toEqual({ plain: { 2: 2 }, texts: { 3: 'y' } })
  })

  it('names the records that look-ups point to', () => {
    const row = field('lookup', { relationship_target_type: 'zen:organization' })
    expect(lookupsOfFieldValues([row], { plain: { 1000: '55' }, texts: {} })).toEqual([
      { field_id: 1_000, target: 'zen:organization', id: 55 },
    ])
  })

  it('indexes plain values as text and words as a keyed hash of their field', async () => {
    const account = await newAccount()
    await account.work(async (work) => {
      const rows = [
        field('text', { id: 1 }),
        field('multiselect', { id: 2, options }),
        field('checkbox', { id: 3 }),
        field('text', { id: 4 }),
      ]
      const values = { plain: { 2: ['small', 'large'], 3: true }, texts: { 1: 'Secret', 4: 'secret ' } }
      const index = indexedFieldValues(work, rows, values)
      expect(index.map(({ field_id, value }) => [field_id, value.length > 20 ? 'hash' : value])).toEqual([
        [1, 'hash'],
        [2, 'small'],
        [2, 'large'],
        [3, 'true'],
        [4, 'hash'],
      ])
      expect(index[0]?.value).not.toBe(index[4]?.value)
      expect(indexedFieldValue(work, rows[0]!, ' SECRET')).toBe(index[0]?.value) // the first of rows above
      expect(JSON.stringify(index)).not.toMatch(/secret/i)
    })
  })
})

describe('patterns', () => {
  it('compile, or are no pattern', () => {
    expect(isPattern('^[0-9]{3}\\-x$')).toBe(true)
    expect(isPattern('(')).toBe(false)
    expect(isPattern('')).toBe(false)
    expect(isPattern('a'.repeat(2_000))).toBe(false)
  })

  it('that take forever are given up', () => {
    expect(matchesPattern('^(a+)+$', `${'a'.repeat(60)}!`)).toBe('too slow')
    expect(matchesPattern('^(a|aa)+$', 'aaa')).toBe(true)
    expect(declined(field('regexp', { regexp_for_validation: '(x+x+)+y' }), 'x'.repeat(60))).toContain('too long')
  })
})
