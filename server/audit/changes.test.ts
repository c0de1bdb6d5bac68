import { describe, expect, it } from 'vitest'
import { changesOf, difference } from './changes.ts'

describe('what changed', () => {
  it('is told field by field, by path, with what was added and removed', () => {
    expect(difference({ a: 1, b: { c: 'x', d: [1, 2] }, e: true }, { a: 1, b: { c: 'y', d: [1] }, f: null })).toEqual([
      { field: 'b.c', before: 'x', after: 'y' },
      { field: 'b.d.1', before: '2', after: null },
      { field: 'e', before: 'true', after: null },
    ])
  })

  it('is nothing where nothing changed, whatever the values', () => {
    for (const value of [null, undefined, '', 0, [], {}, { a: [] }]) expect(difference(value, value)).toEqual([])
  })

  it('is what an event lists, and never another hidden text', () => {
    const data = { changes: [{ field_name: 'status', previous_value: 'open', value: 'solved' }] }
    expect(changesOf(data, { subject: 'A customer wrote this', before: 1 })).toEqual([
      { field: 'status', before: 'open', after: 'solved' },
    ])
    expect(changesOf('odd', null)).toEqual([])
    expect(changesOf({ before: 'alone' }, { after: 'words of somebody' })).toEqual([])
  })

  it('is what stood before and after, in the open or hidden, also of what was made or deleted', () => {
    expect(changesOf({ audience: 'staff', before: { sso_only: false }, after: { sso_only: true } }, null)).toEqual([
      { field: 'sso_only', before: 'false', after: 'true' },
    ])
    expect(changesOf({ before: '2026-01-01T00:00:00Z', after: null }, null)).toEqual([
      { field: 'value', before: '2026-01-01T00:00:00Z', after: null },
    ])
    expect(changesOf({ kind: 'oidc' }, { ip: '127.0.0.1', after: { name: 'Login' } })).toEqual([
      { field: 'name', before: null, after: 'Login' },
    ])
    expect(changesOf({}, { before: { name: 'Login', domains: [] } })).toEqual([
      { field: 'name', before: 'Login', after: null },
      { field: 'domains', before: '[]', after: null },
    ])
  })

  it('stops at a depth and a number', () => {
    let deep: unknown = 'end'
    for (let level = 0; level < 50; level++) deep = { level: deep }
    expect(difference(null, deep).length).toBeGreaterThan(0)
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_unused, number) => [`f${number}`, number]))
    expect(difference({}, many)).toHaveLength(200)
  })
})
