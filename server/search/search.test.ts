// Searches through the real index of PostgreSQL, in four languages.
import { beforeAll, describe, expect, it } from 'vitest'
import { type BareAccount, bareAccount } from '../../tests/support/bare-account.ts'
import { sql } from '../platform/db.ts'
import type { Work } from '../platform/work.ts'
import {
  type Document,
  indexDocuments,
  type Reading,
  removeDocument,
  removeDocuments,
  searchCondition,
} from './index.ts'

const TICKETS = {
  1: [
    'Where is my order AB-1234?',
    'Hello, I have been waiting for the parcels for two weeks. The invoice was paid. Regards, Anna',
  ],
  2: [
    'Rechnung fehlt',
    'Guten Tag, die Rechnungen für Herrn Müller sind nicht angekommen. Bitte an j.mueller@beispiel.example schicken.',
  ],
  3: [
    'Retour',
    'Ik heb de bestelde schoenen teruggestuurd, maar het geld is niet op mijn rekening. Groeten uit Café Zürich',
  ],
  4: [
    'Fattura errata',
    "Buongiorno, le fatture di maggio sono sbagliate: l'importo è di 120 € e non di 100 €. Perché?",
  ],
  5: ['The invoices', 'We want one invoice per month. It is not urgent.'],
} as const

type TicketId = keyof typeof TICKETS

async function search(
  account: BareAccount,
  text: string,
  options: { last_is_prefix?: boolean; audience?: Work['audience']; reading?: Reading } = {},
) {
  return await account.work(async (work) => {
    const condition = await searchCondition(work, 'ticket', text, sql.ref('t.id'), options)
    if (!condition) return []
    const rows = await work.db.all<{ id: number }>(
      sql`select t.id from unnest(array[1,2,3,4,5]::bigint[]) as t(id) where ${condition} order by t.id`,
    )
    return rows.map((row) => row.id)
  }, options.audience)
}

function documentsOf(id: TicketId, base: number): Document[] {
  const [subject, body] = TICKETS[id]
  const place = { kind: 'ticket', record_id: id, internal: false } as const
  return [
    { ...place, part: 'subject', part_id: base + id, text: subject, is_short: true },
    { ...place, part: 'reply', part_id: base + id, text: body },
  ]
}

describe('a search', () => {
  let account: BareAccount
  beforeAll(async () => {
    account = await bareAccount()
    await account.work(async (work) => {
      for (const id of [1, 2, 3, 4, 5] as const) await indexDocuments(work, documentsOf(id, 0))
      await indexDocuments(work, [
        { kind: 'ticket', record_id: 1, part: 'note', part_id: 1, internal: true, text: 'Suspected fraudster' },
      ])
    })
  })

  it.each([
    // Forms of a word.
    ['invoice', [1, 5]],
    ['invoices', [1, 5]],
    ['waited', [1]],
    ['rechnung', [2]],
    ['Rechnungen', [2]],
    ['schoen', [3]],
    ['bestelde', [3]],
    ['fattura', [4]],
    ['fatture sbagliato', [4]],
    // Spellings.
    ['müller', [2]],
    ['muller', [2]],
    ['Mueller', [2]],
    ['ZÜRICH', [3]],
    ['zuerich', [3]],
    ['zurich cafe', [3]],
    ['perche', [4]],
    // Compounds.
    ['AB-1234', [1]],
    ['ab1234', [1]],
    ['1234', [1]],
    ['j.mueller@beispiel.example', [2]],
    ['beispiel.example', [2]],
    ['importo', [4]],
    ["l'importo", [4]],
    // All words, wherever in the ticket; phrases; exclusions; alternatives.
    ['order parcel', [1]],
    ['invoice month', [5]],
    ['order month', []],
    ['invoice -month', [1]],
    ['invoice -"waiting for the parcels"', [5]],
    ['"two weeks"', [1]],
    ['"weeks two"', []],
    ['"it is not urgent"', [5]],
    ['"is my order"', [1]],
    ['"not the urgent"', []],
    ['"order hello"', []],
    ['parcel OR schoenen OR maggio', [1, 3, 4]],
    ['my invoice is not there', [1, 5]],
    ['where is the invoice', [1, 5]],
    // Beginnings, of subjects only.
    ['rech*', [2]],
    ['fat*', [4]],
    ['parc*', []],
    // Nothing.
    ['-invoice', []],
    ['xyzzy', []],
    ['', []],
  ])('%s', async (text, expected) => {
    expect(await search(account, text)).toEqual(expected)
  })

  it('finds what is still being typed', async () => {
    expect(await search(account, 'where is my ord', { last_is_prefix: true })).toEqual([1])
    expect(await search(account, 'where is my ord')).toEqual([])
  })

  it('finds what is said in a note for staff only', async () => {
    expect(await search(account, 'fraudsters')).toEqual([1])
    expect(await search(account, 'fraudsters', { audience: 'customer' })).toEqual([])
  })

  it('finds the same when a word is so common that its records are not named one by one', async () => {
    const own = await bareAccount()
    await own.work(async (work) => {
      for (const id of [1, 2, 5] as const) await indexDocuments(work, documentsOf(id, 2000))
      const crowd = Array.from({ length: 5200 }, (_, i) => 10_000 + i)
      const place = { kind: 'ticket', part: 'reply', internal: false, text: 'An invoice' } as const
      await indexDocuments(
        work,
        crowd.map((id) => ({ ...place, record_id: id, part_id: id })),
      )
    })
    for (const reading of ['list', 'count', 'count_to_limit'] as const) {
      expect(await search(own, 'invoice', { reading })).toEqual([1, 5])
      expect(await search(own, 'invoice month', { reading })).toEqual([5])
      expect(await search(own, 'invoice -month', { reading })).toEqual([1])
      expect(await search(own, 'invoice one', { reading })).toEqual([5])
      expect(await search(own, 'rechnung -invoice', { reading })).toEqual([2])
      expect(await search(own, '"an invoice"', { reading })).toEqual([])
    }
  })

  it('finds in a unit of work what it has just written', async () => {
    const own = await bareAccount()
    const count = async (work: Work) => {
      const condition = await searchCondition(work, 'ticket', 'invoice', sql.ref('t.id'))
      return (
        await work.db.all(
          sql<{ id: number }>`select t.id from unnest(array[1,2]::bigint[]) as t(id) where ${condition}`,
        )
      ).length
    }
    await own.work(async (work) => {
      expect(await count(work)).toBe(0)
      await indexDocuments(work, documentsOf(1, 3000))
      expect(await count(work)).toBe(1)
      await removeDocuments(work, 'ticket', 1)
      expect(await count(work)).toBe(0)
    })
  })

  it('finds nothing of another account', async () => {
    const other = await bareAccount()
    expect(await search(other, 'invoice')).toEqual([])
  })

  it('forgets what was replaced or removed', async () => {
    const own = await bareAccount()
    const [subject, reply] = documentsOf(1, 1000) as [Document, Document]
    await own.work((work) => indexDocuments(work, [subject, reply]))
    expect(await search(own, 'order')).toEqual([1])
    await own.work((work) => indexDocuments(work, [{ ...subject, text: 'Refund' }]))
    expect(await search(own, 'order')).toEqual([])
    expect(await search(own, 'refund parcel')).toEqual([1])
    await own.work((work) => removeDocument(work, 'reply', reply.part_id))
    expect(await search(own, 'parcel')).toEqual([])
    await own.work((work) => removeDocuments(work, 'ticket', 1))
    expect(await search(own, 'refund')).toEqual([])
  })

  it('leaves no word in the database', async () => {
    const { rows } = await account.pool.query<{ words: string }>(
      'select words::text from search_records where account_id = $1',
      [account.account_id],
    )
    const stored = rows
      .map((row) => row.words)
      .join('\n')
      .toLowerCase()
    expect(rows.length).toBe(5)
    for (const word of ['invoice', 'invoic', 'rechnung', 'muller', 'fattur', 'fraudster'])
      expect(stored).not.toContain(word)
  })

  it('takes any text, and is never a syntax error', async () => {
    for (const text of ["'", "\\'", '!&|<->:*', "'a':1A", '\u0000', '"((', '\ud800', 'a'.repeat(3000), '1 & 2 | !3']) {
      expect(Array.isArray(await search(account, text)), text).toBe(true)
      await account.work((work) =>
        indexDocuments(work, [{ kind: 'ticket', record_id: 9, part: 'reply', part_id: 9, internal: false, text }]),
      )
    }
  })

  it('takes texts at the limit of what PostgreSQL can index', async () => {
    const long = Array.from({ length: 30_000 }, (_, i) => `w${i.toString(36)}`).join(' ')
    await account.work((work) =>
      indexDocuments(work, [{ kind: 'ticket', record_id: 4, part: 'reply', part_id: 99, internal: false, text: long }]),
    )
    expect(await search(account, '"w1 w2"')).toEqual([4])
    // What does not fit into one document for the record is still found, in its parts.
    const more = Array.from({ length: 30_000 }, (_, i) => `z${i.toString(36)}`).join(' ')
    await account.work((work) =>
      indexDocuments(work, [
        { kind: 'ticket', record_id: 4, part: 'reply', part_id: 100, internal: false, text: more },
        { kind: 'ticket', record_id: 4, part: 'note', part_id: 101, internal: true, text: more.replaceAll('z', 'y') },
      ]),
    )
    expect(await search(account, 'w1a z1b y1c')).toEqual([4])
    expect(await search(account, 'y1c', { audience: 'customer' })).toEqual([])
    expect(await search(account, '"w1 z1"')).toEqual([])
    await account.work((work) => removeDocument(work, 'reply', 100))
    expect(await search(account, 'z1b')).toEqual([])
    expect(await search(account, 'w1a y1c')).toEqual([4])
  })
})
