import { expect, it } from 'vitest'
import { remembering } from './recent.ts'

it('computes once, keeps what is in use, and forgets the rest', () => {
  const computed: string[] = []
  const double = remembering(2, (key) => {
    computed.push(key)
    return key + key
  })
  expect([double('a'), double('b'), double('a')]).toEqual(['aa', 'bb', 'aa'])
  expect([double('c'), double('a'), double('d'), double('a')]).toEqual(['cc', 'aa', 'dd', 'aa'])
  expect(computed).toEqual(['a', 'b', 'c', 'd'])
  expect(double('b')).toBe('bb')
  expect(computed).toEqual(['a', 'b', 'c', 'd', 'b'])
})
