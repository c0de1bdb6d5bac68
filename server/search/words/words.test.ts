// How texts are cut, folded and written, without a database. That searches find them is tested in ../search.test.ts.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold, normalise, unfold } from './fold.ts'
import { indexPrefixes, indexWords, languagesOfText, MAX_TEXT_CHARS } from './indexing.ts'
import { LANGUAGES } from './languages.ts'
import { parseSearch } from './query.ts'
import { searchEntriesOf } from './spellings.ts'
import { tokensOf } from './tokens.ts'
import { toTsqueries } from './tsquery.ts'
import { toTsvector } from './vector.ts'

const PLAIN = { wordHash: (word: string) => word }
const tokens = (text: string) => tokensOf(normalise(text)).map((token) => token.text)

describe('folding', () => {
  it.each([
    ['Müller', 'muller', 'mueller'],
    ['Straße', 'strasse', 'strasse'],
    ['CAFÉ', 'cafe', null],
    ['Ångström', 'angstrom', 'aangstroem'],
    ['smørrebrød', 'smorrebrod', 'smoerrebroed'],
    ['perché', 'perche', null],
    ['geïnteresseerd', 'geinteresseerd', null],
    ['ﬁnal', 'final', null],
    ['ＡＢＣ１２', 'abc12', null],
    ['हिन्दी', 'हिन्दी', null],
    ['한국어', '한국어', null],
  ])('%s is found as %s', (word, folded, spelled) => {
    expect(fold(normalise(word))).toBe(folded)
    expect(unfold(normalise(word)) ?? null).toBe(spelled === folded ? null : spelled)
  })

  it('does not care how an accent is encoded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(tokens(text.normalize('NFD')).map(fold)).toEqual(tokens(text.normalize('NFC')).map(fold))
      }),
    )
  })
})

describe('cutting a text into words', () => {
  it.each([
    ['Where is my order?', ['where', 'is', 'my', 'order']],
    ['AB-1234', ['ab', '1234']],
    ['anna.smith@example.com', ['anna', 'smith', 'example', 'com']],
    ['https://shop.example/orders/77?x=1', ['https', 'shop', 'example', 'orders', '77', 'x', '1']],
    ["l'ordine dell’utente", ['l', 'ordine', 'dell', 'utente']],
    ['東京都です', ['東京', '京都', '都で', 'です']],
    ['iPhoneの充電', ['iphone', 'の充', '充電']],
    ['猫', ['猫']],
    ['…!? — ', []],
  ])('%s', (text, expected) => {
    expect(tokens(text)).toEqual(expected)
  })

  it('keeps a compound also as a whole', () => {
    expect(tokensOf('ab-1234').map((token) => token.whole)).toEqual(['ab1234', undefined])
  })

  it('leaves out runs too long to be words, but keeps their place', () => {
    const [before, after] = tokensOf(`a ${'x'.repeat(65)} b`)
    expect([before?.position, after?.position]).toEqual([1, 3])
  })

  it('gives positions that never fall and never pass the limit of PostgreSQL, whatever the text', () => {
    const any_text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.string({ unit: fc.constantFrom(..."aä1-.@'東 ") }),
    )
    fc.assert(
      fc.property(any_text, (text) => {
        let last = 0
        for (const { position, text: word } of tokensOf(normalise(text))) {
          expect(position).toBeGreaterThan(last)
          expect(word).not.toBe('')
          last = position
        }
      }),
    )
    const many = tokensOf('a b-c 東京都 '.repeat(10_000))
    expect(many.length).toBeLessThan(50_000)
    expect(Math.max(...many.map((token) => token.position))).toBeLessThan(16_383 + 32)
  })

  it('stays quick on a text made to be slow', () => {
    for (const unit of ['a-', 'a.', '@', "a'", 'é-', '東', 'x']) indexWords(unit.repeat(MAX_TEXT_CHARS / unit.length))
    expect(indexWords('a-'.repeat(200_000)).length).toBeLessThan(60_000)
  })
})

describe('the language of a text', () => {
  it.each([
    ['en', 'Hello, I have not received the parcel that you sent last week.'],
    ['de', 'Guten Tag, ich habe das Paket von letzter Woche noch nicht erhalten.'],
    ['nl', 'Goedendag, ik heb het pakket van vorige week nog niet ontvangen.'],
    ['it', 'Buongiorno, non ho ancora ricevuto il pacco della settimana scorsa.'],
    ['fr', "Bonjour, je n'ai pas encore reçu le colis de la semaine dernière."],
    ['es', 'Hola, todavía no he recibido el paquete de la semana pasada.'],
    ['pt', 'Olá, ainda não recebi o pacote que vocês enviaram na semana passada.'],
  ])('is known from one sentence: %s', (language, text) => {
    expect(languagesOfText(text)[0]).toBe(language)
  })

  it('is unknown for a few nouns, and then the hint counts', () => {
    expect(languagesOfText('Invoice 2024')).toEqual([])
    const words = indexWords('Rechnungen', { languages: ['de'] }).map(({ word }) => word)
    expect(words).toEqual(['=rechnungen', '~rechnung'])
  })
})

describe('a compound', () => {
  const finds = (search: string, text: string, language: 'de' | 'nl') => {
    const entries = new Set(indexWords(text, { languages: [language] }).map(({ word }) => word))
    return searchEntriesOf(normalise(search), LANGUAGES).some((entry) => entries.has(entry))
  }
  it.each([
    ['Rechnung', 'Stromrechnungen', 'de', true],
    ['Rechnungen', 'Stromrechnung', 'de', true],
    ['Strom', 'Stromrechnung', 'de', true],
    ['Versicherung', 'Versicherungsnummer', 'de', true],
    ['Nummer', 'Versicherungsnummern', 'de', true],
    ['Schuhe', 'Damenschuhe', 'de', true],
    ['Tür', 'Kühlschranktür', 'de', true],
    ['Schrank', 'Kühlschranktür', 'de', false],
    ['Kühlschrank', 'Kühlschranktüren', 'de', true],
    ['pakket', 'pakketbezorging', 'nl', true],
    ['nummer', 'bestelnummers', 'nl', true],
    ['ring', 'Lieferungen', 'de', false],
  ] as const)('%s in %s (%s): %s', (search, text, language, expected) => {
    expect(finds(search, text, language)).toBe(expected)
  })
  it('of other languages is one word', () => {
    expect(indexWords('international', { languages: ['en'] }).some(({ word }) => word.startsWith('+'))).toBe(false)
  })
})

describe('what is written for the database', () => {
  it('has each entry once, sorted, with its positions and weight', () => {
    const words = indexWords('you are what you are')
    expect(toTsvector([{ words, weight: 'A' }], PLAIN)).toBe("'=are':2A,5A '=what':3A '=you':1A,4A")
  })

  it('keeps fields apart, so that no phrase reaches from one into the next', () => {
    const fields = ['11 22', '33'].map((text) => ({ words: indexWords(text) }))
    expect(toTsvector(fields, PLAIN)).toBe("'=11':1 '=22':2 '=33':4")
  })

  it('keeps to the limit of positions per word', () => {
    const vector = toTsvector([{ words: indexWords('no '.repeat(1000)) }], PLAIN)
    expect(vector.split(',')).toHaveLength(255)
  })

  it('holds beginnings of two to twelve characters, without positions', () => {
    expect(indexPrefixes('Jürgen').map(({ word }) => word)).toEqual(
      '<ju <jur <jurg <jurge <jurgen <jue <juer <juerg <juerge <juergen'.split(' '),
    )
    expect(
      indexPrefixes('a Donaudampfschifffahrt')
        .map(({ word }) => word)
        .at(-1),
    ).toBe('<donaudampfsc')
    expect(toTsvector([{ words: indexPrefixes('ab') }], PLAIN)).toBe("'<ab'")
  })
})

describe('a search', () => {
  const kinds = (text: string) =>
    parseSearch(text).groups.map((group) =>
      group.map(
        (term) => `${term.is_excluded ? '-' : ''}${term.kind}:${term.tokens.map((token) => token.text).join('+')}`,
      ),
    )

  it.each([
    ['refund order', [['word:refund'], ['word:order']]],
    ['"late order" -spam', [['phrase:late+order'], ['-word:spam']]],
    ['broken OR kaputt now', [['word:broken', 'word:kaputt'], ['word:now']]],
    ['AB-1234 rech*', [['compound:ab+1234'], ['prefix:rech']]],
    ['"never closed', [['phrase:never+closed']]],
    ['OR OR - "" * ! ()', []],
    ["'; drop table tickets --", [['word:drop'], ['word:table'], ['word:tickets']]],
  ])('%s', (text, expected) => {
    expect(kinds(text)).toEqual(expected)
  })

  it('takes the last word as unfinished when asked to', () => {
    expect(parseSearch('late ord', { last_is_prefix: true }).groups[1]?.[0]?.kind).toBe('prefix')
  })

  it('leaves small words out, unless there is nothing else', () => {
    expect(toTsqueries(parseSearch('where is the invoice'), PLAIN)?.required).toHaveLength(1)
    expect(toTsqueries(parseSearch('the who'), PLAIN)?.required).toHaveLength(2)
    expect(toTsqueries(parseSearch('"the who"'), PLAIN)?.required).toEqual([
      { exact: "(('=the')<1>('=who'))", loose: "(('=the')&('=who'))" },
    ])
  })

  it('that only excludes finds nothing', () => {
    expect(toTsqueries(parseSearch('-spam'), PLAIN)).toBeNull()
    expect(toTsqueries(parseSearch(''), PLAIN)).toBeNull()
  })

  it('of any length and content stays within bounds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), (text) => {
        const search = toTsqueries(parseSearch(text), PLAIN)
        expect(search?.required.length ?? 0).toBeLessThanOrEqual(32)
      }),
    )
  })
})
