import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { bestLanguage, LANGUAGES, languageFolders, languageOf, readCatalogue, translator } from './i18n.ts'

const ROOT = join(import.meta.dirname, '../..')
const placeholders = (message: string) =>
  [...new Set([...message.matchAll(/\{(\w+)/g)].map(([, name]) => name))]
    .filter((name) => !/^(one|other|few|many)$/.test(name ?? ''))
    .sort()

describe('the words of pages and mails', () => {
  test('each language has a folder, and no other has', () => {
    expect(languageFolders()).toEqual([...LANGUAGES].sort())
  })

  test.each(LANGUAGES)('%s has the keys and placeholders of English', (language) => {
    const english = readCatalogue('en')
    const own = readCatalogue(language)
    expect(Object.keys(english).length).toBeGreaterThan(50)
    expect(Object.keys(own).sort()).toEqual(Object.keys(english).sort())
    for (const [key, message] of Object.entries(own)) {
      expect(message.trim(), key).not.toBe('')
      expect(placeholders(message.replaceAll(/plural,|(?:=\d+|one|other) \{[^}]*\}/g, '')), key).toEqual(
        placeholders((english[key] ?? '').replaceAll(/plural,|(?:=\d+|one|other) \{[^}]*\}/g, '')),
      )
    }
  })

  test('every key that the code asks for exists', () => {
    const english = readCatalogue('en')
    const asked = ['web/pages/*.ts', 'server/access/**/*.ts', 'server/mail/**/*.ts'].flatMap((pattern) =>
      globSync(pattern, { cwd: ROOT }).flatMap((path) =>
        [...readFileSync(join(ROOT, path), 'utf8').matchAll(/\bt\('([a-z_.]+)'/g)].map(([, key]) => key ?? ''),
      ),
    )
    expect(asked.length).toBeGreaterThan(20)
    expect(asked.filter((key) => !(key in english))).toEqual([])
  })
})

test('a message takes its values, in the plural of its language', () => {
  expect(translator('en')('sign_in.limited', { minutes: 1 })).toBe(
    'There were too many attempts. Try again in one minute.',
  )
  expect(translator('de')('sign_in.limited', { minutes: 15 })).toBe(
    'Es gab zu viele Versuche. Versuchen Sie es in 15 Minuten noch einmal.',
  )
})

test.each([
  ['de-AT,de;q=0.9,en;q=0.8', 'de'],
  ['fr,it;q=0.5,nl;q=0.7', 'nl'],
  ['EN-us', 'en'],
  ['fr', 'it'],
  ['de;q=0', 'it'],
  ['', 'it'],
  [undefined, 'it'],
  [';;;,,,q=;de', 'it'],
])('of the accepted languages %j, it speaks %s', (header, expected) =>
  expect(bestLanguage(header, 'it')).toBe(expected),
)

test('a language is told by its first part', () => {
  expect([languageOf('de-CH'), languageOf('nl'), languageOf('den'), languageOf(null), languageOf('fr')]).toEqual([
    'de',
    'nl',
    null,
    null,
    null,
  ])
})
