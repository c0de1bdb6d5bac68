// The React side of the registry: register while mounted, and listen to the keyboard once for the whole page.
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { tinykeys } from 'tinykeys'
import { bindingOf, isCharacterKey, type KeyOverrides, keysOf } from './keys.ts'
import { type Command, type CommandId, commands } from './list.ts'
import { registry } from './registry.ts'

/** Says what a command does while this component is on screen; `isEnabled` false withdraws it. */
export function useCommand(id: CommandId, run: (event?: KeyboardEvent) => void, isEnabled = true): void {
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => {
    if (!isEnabled) return undefined
    return registry.register(id, (event) => latest.current(event))
  }, [id, isEnabled])
}

/** The commands that would do something now; follows what is on screen. */
export function useAvailableCommands(role: string): Command[] {
  useSyncExternalStore(registry.subscribe, registry.version)
  return registry.available(role)
}

/** Binds all keys to the page. Single characters are silent in fields, in dialogs and when switched off. */
export function useKeyboard(overrides: KeyOverrides, hasCharacterKeys: boolean): void {
  useEffect(() => {
    const all: readonly Command[] = commands
    const bindings: Record<string, (event: KeyboardEvent) => void> = {}
    for (const command of all) {
      for (const keys of keysOf(command, overrides)) {
        if (!hasCharacterKeys && isCharacterKey(keys)) continue
        bindings[bindingOf(keys)] = (event) => {
          // The editor claims every Enter and Escape; commands made for fields must still hear theirs.
          if ((event.defaultPrevented && !command.worksInFields) || isElsewhere(event, command)) return
          if (registry.run(command.id, event)) event.preventDefault()
        }
      }
    }
    return tinykeys(window, bindings, { ignore: (event) => event.isComposing })
  }, [overrides, hasCharacterKeys])
}

/** True when the key belongs to what has the focus: text being typed, an open menu or dialog, a focused button's Enter. */
function isElsewhere(event: KeyboardEvent, command: Command): boolean {
  const target = event.target instanceof HTMLElement ? event.target : null
  if (!target) return false
  if (target.closest('[role="menu"], [role="listbox"], [role="combobox"]')) return true
  if (command.worksInFields) return false
  if (target.closest('[role="dialog"], [role="alertdialog"]')) return true
  if (target.isContentEditable || target.closest('input, textarea, select')) return true
  const isOwnKey = event.key === 'Enter' || event.key.startsWith('Arrow')
  return (
    isOwnKey &&
    !target.matches('[data-row], body, main') &&
    target.closest('button, a, summary, [role="separator"], [role="radiogroup"], [role="toolbar"]') !== null
  )
}
