import { describe, expect, it } from 'vitest'
import { bindingOf, caps, findConflicts, findShadowed, isCharacterKey, keysOf } from './keys.ts'
import { type Command, commands, getCommand } from './list.ts'
import { makeRegistry } from './registry.ts'

const all: readonly Command[] = commands

describe('the list of commands', () => {
  it('gives every command an id of its own', () => {
    expect(new Set(all.map((command) => command.id)).size).toBe(all.length)
  })
  it('gives no key to two commands', () => expect(findConflicts(all)).toEqual([]))
  it('has no sequence that starts with a complete key', () => expect(findShadowed(all)).toEqual([]))
  it('lets no single character work while typing', () => {
    expect(all.filter((command) => command.worksInFields && keysOf(command).some(isCharacterKey))).toEqual([])
  })
})

describe('findConflicts', () => {
  it('sees a remapped key that is taken', () => {
    expect(findConflicts(all, { 'ticket.note': ['r'] })).toEqual([{ keys: 'r', ids: ['ticket.reply', 'ticket.note'] }])
  })
  it('sees through the order of modifiers and the case of letters', () => {
    const pair: Command[] = [
      { id: 'one', label: 'kit.close', group: 'general', keys: ['Shift+$mod+K'] },
      { id: 'two', label: 'kit.close', group: 'general', keys: ['$mod+Shift+k'] },
    ]
    expect(findConflicts(pair)).toHaveLength(1)
  })
})

describe('keys', () => {
  it.each([
    ['j', true],
    ['?', true],
    ['g 1', true],
    ['$mod+k', false],
    ['Enter', false],
    ['ArrowDown', false],
  ])('knows whether %s can be typed by accident', (keys, expected) => expect(isCharacterKey(keys)).toBe(expected))

  it('matches symbols by what they produce, with whatever modifier a keyboard needs for them', () => {
    expect(bindingOf('/')).toBe('[Shift]+[Alt]+/')
    expect(bindingOf('j')).toBe('j')
    expect(bindingOf('g 1')).toBe('g 1')
  })
  it('takes a key away by an empty remapping', () =>
    expect(keysOf(getCommand('ticket.reply'), { 'ticket.reply': [] })).toEqual([]))
  it('writes caps for the machine', () => {
    expect(caps('$mod+k', true)).toEqual([['⌘', 'K']])
    expect(caps('g 1', false)).toEqual([['G'], ['1']])
  })
})

describe('the registry', () => {
  it('runs the newest handler and returns to the older one', () => {
    const registry = makeRegistry()
    const ran: string[] = []
    registry.register('ticket.reply', () => ran.push('page'))
    const remove = registry.register('ticket.reply', () => ran.push('dialog'))
    registry.run('ticket.reply')
    remove()
    registry.run('ticket.reply')
    expect(ran).toEqual(['dialog', 'page'])
  })
  it('says when nobody answers', () => expect(makeRegistry().run('ticket.reply')).toBe(false))
  it('offers commands of admins to admins only', () => {
    const registry = makeRegistry()
    registry.register('go.domains', () => {})
    expect(registry.available('agent')).toEqual([])
    expect(registry.available('admin').map((command) => command.id)).toEqual(['go.domains'])
  })
})
