// The words of the product: the same keys in all languages, messages that compile, and, for the app, no key without a use.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const languages = ['en', 'de', 'nl', 'it']
const catalogues = globSync('locales/en/*.json', { cwd: root }).map((path) => path.split('/').at(-1) ?? '')

function read(language: string, catalogue: string): Record<string, string> {
  const value: unknown = JSON.parse(readFileSync(join(root, 'locales', language, catalogue), 'utf8'))
  return value as Record<string, string> // its shape is what the first test checks
}

/** Names of the placeholders, so that a translation cannot lose one. */
function placeholders(message: string): string[] {
  const names = new Set<string>()
  const walk = (tokens: unknown): void => {
    if (!Array.isArray(tokens)) return
    for (const token of tokens) {
      if (!Array.isArray(token)) continue
      if (typeof token[0] === 'string') names.add(token[0])
      if (typeof token[2] === 'object' && token[2] !== null) for (const choice of Object.values(token[2])) walk(choice)
    }
  }
  walk(compileMessageOrThrow(message))
  return [...names].filter((name) => name !== '#').toSorted()
}

it('finds the catalogues', () => {
  expect(catalogues).toContain('app.json')
})

describe.each(catalogues)('%s', (catalogue) => {
  const english = read('en', catalogue)

  it.each(languages)('is a flat list of non-empty texts in %s', (language) => {
    const wrong = Object.entries(read(language, catalogue)).filter(
      ([, text]) => typeof text !== 'string' || text.trim() === '',
    )
    expect(wrong).toEqual([])
  })

  it.each(languages)('has in %s the keys it has in English', (language) => {
    expect(Object.keys(read(language, catalogue)).toSorted()).toEqual(Object.keys(english).toSorted())
  })

  it.each(languages)('has in %s valid messages with the placeholders of the English ones', (language) => {
    const wrong = Object.entries(read(language, catalogue)).filter(
      ([key, text]) => placeholders(text).join() !== placeholders(english[key] ?? '').join(),
    )
    expect(wrong).toEqual([])
  })
})

describe('the app', () => {
  const keys = new Set(Object.keys(read('en', 'app.json')))
  const sources = globSync(
    'web/{app,columns,conditions,features,kit,commands,language,preferences,places,api}/**/*.{ts,tsx}',
    {
      cwd: root,
    },
  )
    .filter((path) => !path.endsWith('.test.ts'))
    .map((path) => readFileSync(join(root, path), 'utf8'))
  const text = sources.join('\n')

  it('has sources to look at', () => {
    expect(sources.length).toBeGreaterThan(50)
  })

  it('asks for no key that does not exist', () => {
    const asked = [...text.matchAll(/\bt\(\s*'([^']+)'/g)].map((match) => match[1] ?? '')
    expect(asked.filter((key) => !keys.has(key))).toEqual([])
  })

  it('has no key that nothing asks for', () => {
    const written = new Set([...text.matchAll(/'([\w.-]+)'/g)].map((match) => match[1]))
    expect([...keys].filter((key) => !written.has(key))).toEqual([])
  })
})
