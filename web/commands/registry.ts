/**
 * What the commands do right now. A component that can do something registers a handler while it is on screen; the
 * last one registered answers (a dialog over a page wins). Without a handler a command is not available.
 */
import { type Command, type CommandId, commands } from './list.ts'

type Handler = (event?: KeyboardEvent) => void

/** The handlers of one page; the app has one (`registry`), tests make their own. */
export function makeRegistry() {
  const handlers = new Map<string, Handler[]>()
  const listeners = new Set<() => void>()
  let version = 0
  const changed = () => {
    version += 1
    for (const listener of listeners) listener()
  }
  return {
    /** Adds a handler; returns the function that removes it. */
    register(id: CommandId, handler: Handler): () => void {
      handlers.set(id, [...(handlers.get(id) ?? []), handler])
      changed()
      return () => {
        handlers.set(
          id,
          (handlers.get(id) ?? []).filter((other) => other !== handler),
        )
        changed()
      }
    },
    /** Runs the command's newest handler; false when nobody answers. */
    run(id: string, event?: KeyboardEvent): boolean {
      const handler = handlers.get(id)?.at(-1)
      handler?.(event)
      return handler !== undefined
    },
    isAvailable: (id: string): boolean => (handlers.get(id)?.length ?? 0) > 0,
    /** Commands that would do something for somebody of this role, in the list's order. */
    available(role: string): Command[] {
      const all: readonly Command[] = commands
      return all.filter(
        (command) => this.isAvailable(command.id) && (!command.permission || command.permission === role),
      )
    },
    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    version: () => version,
  }
}

export const registry = makeRegistry()
