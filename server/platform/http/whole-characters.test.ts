import { expect, it } from 'vitest'
import { wholeCharacters } from './whole-characters.ts'

it('halves of characters in JSON are replaced, whole ones and what only looks like an escape stay', () => {
  const text = {
    pair: '\ud83e\uded6',
    written: '\\ud800',
    lone: '\ud800',
    'key\udc00': '\udc00\ud800x',
    end: 'a\ud83e',
  }
  expect(JSON.parse(wholeCharacters(JSON.stringify(text)))).toEqual({
    pair: '\ud83e\uded6',
    written: '\\ud800',
    lone: '\ufffd',
    'key\ufffd': '\ufffd\ufffdx',
    end: 'a\ufffd',
  })
  expect(JSON.parse(wholeCharacters('"\\uD83E\\uDED6 \\\\uD800 \\uD83E\\u0041"'))).toBe('\ud83e\uded6 \\uD800 \ufffdA')
})
