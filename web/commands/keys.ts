/**
 * Keys as people press them: which default keys a command answers to after remapping, conflicts between them, and how
 * a key is written on screen. Pure, so that all of it is tested without a browser.
 */
import type { Command } from './list.ts'

/** Keys that replace a command's defaults, by command id; an empty list means "no key". */
export type KeyOverrides = Readonly<Record<string, readonly string[]>>

const modifiers = ['$mod', 'Control', 'Shift', 'Alt', 'Meta']

/** The keys a command answers to. */
export function keysOf(command: Command, overrides: KeyOverrides = {}): readonly string[] {
  return overrides[command.id] ?? command.keys ?? []
}

/** True for keys made of single characters without Ctrl or Meta: those one must be able to switch off (WCAG 2.1.4). */
export function isCharacterKey(keys: string): boolean {
  return keys.split(' ').every((press) => {
    const parts = splitPress(press)
    return (
      parts.key.length === 1 &&
      !parts.modifiers.some((name) => name === '$mod' || name === 'Control' || name === 'Meta' || name === 'Alt')
    )
  })
}

/**
 * The tinykeys binding of our notation. Symbols are matched by the character they produce: on German or Italian
 * keyboards "/" and "?" need Shift, "[" needs AltGr, so those modifiers become optional.
 */
export function bindingOf(keys: string): string {
  return keys
    .split(' ')
    .map((press) => {
      const { modifiers: held, key } = splitPress(press)
      const isSymbol = key.length === 1 && !/[a-z0-9]/i.test(key)
      return isSymbol ? ['[Shift]', '[Alt]', ...held, key].join('+') : press
    })
    .join(' ')
}

/** Pairs of commands that answer to the same keys in the same place; empty when the map is sound. */
export function findConflicts(
  list: readonly Command[],
  overrides: KeyOverrides = {},
): { keys: string; ids: string[] }[] {
  const owners = new Map<string, string[]>()
  for (const command of list) {
    for (const keys of keysOf(command, overrides)) {
      const plain = keys.toLowerCase() === keys ? keys : normalise(keys)
      owners.set(plain, [...(owners.get(plain) ?? []), command.id])
    }
  }
  return [...owners].filter(([, ids]) => ids.length > 1).map(([keys, ids]) => ({ keys, ids }))
}

/** Sequences whose first press is also a complete key of another command would never be reached: they are listed. */
export function findShadowed(list: readonly Command[], overrides: KeyOverrides = {}): string[] {
  const complete = new Set(list.flatMap((command) => keysOf(command, overrides)).filter((keys) => !keys.includes(' ')))
  return list
    .flatMap((command) => keysOf(command, overrides))
    .filter((keys) => keys.includes(' ') && complete.has(keys.split(' ')[0] ?? ''))
}

/** What a key cap says: "Ctrl", "⌘", "Enter", "J". One entry per press, each a list of caps. */
export function caps(keys: string, isMac: boolean): string[][] {
  return keys.split(' ').map((press) => {
    const { modifiers: held, key } = splitPress(press)
    return [
      ...held.map((name) => (name === '$mod' ? (isMac ? '⌘' : 'Ctrl') : name === 'Control' ? 'Ctrl' : name)),
      capOf(key),
    ]
  })
}

function capOf(key: string): string {
  const signs: Record<string, string> = { ArrowDown: '↓', ArrowUp: '↑', Enter: '↵', Escape: 'Esc' }
  return signs[key] ?? (key.length === 1 ? key.toUpperCase() : key)
}

function splitPress(press: string): { modifiers: string[]; key: string } {
  const parts = press.split('+')
  const held = parts.slice(0, -1).filter((part) => modifiers.includes(part))
  return { modifiers: held, key: parts.at(-1) ?? '' }
}

function normalise(keys: string): string {
  return keys
    .split(' ')
    .map((press) => {
      const { modifiers: held, key } = splitPress(press)
      return [...held.toSorted(), key.toLowerCase()].join('+')
    })
    .join(' ')
}
