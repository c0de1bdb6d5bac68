/**
 * Every action of the app, once: its id, its label, its keys and who may use it. The palette, the shortcut sheet and
 * the keyboard all read this list; components only say what happens (`useCommand`).
 */
import type { MessageKey } from '../language/text.ts'

/** Where a command stands in the palette and the shortcut sheet. */
export type CommandGroup = 'list' | 'ticket' | 'composer' | 'go' | 'create' | 'general'

export interface Command {
  id: string
  label: MessageKey
  group: CommandGroup
  /** Default keys in tinykeys' grammar; the first is the one shown. Absent for commands without a key. */
  keys?: readonly string[]
  /** Only shown to these; absent means every agent. */
  permission?: 'admin'
  /** Works while typing too (Ctrl+Enter). Single letters never do. */
  worksInFields?: boolean
  /** A command that is meaningless in a list of things to pick, such as "next row". */
  isHiddenInPalette?: boolean
}

export const commands = [
  { id: 'list.next', label: 'command.list.next', group: 'list', keys: ['j', 'ArrowDown'], isHiddenInPalette: true },
  {
    id: 'list.previous',
    label: 'command.list.previous',
    group: 'list',
    keys: ['k', 'ArrowUp'],
    isHiddenInPalette: true,
  },
  { id: 'list.open', label: 'command.list.open', group: 'list', keys: ['Enter', 'o'], isHiddenInPalette: true },
  { id: 'list.refresh', label: 'command.list.refresh', group: 'list', keys: ['Shift+r'] },
  { id: 'list.select', label: 'command.list.select', group: 'list', keys: ['x'], isHiddenInPalette: true },
  {
    id: 'list.extendNext',
    label: 'command.list.extendNext',
    group: 'list',
    keys: ['Shift+J'],
    isHiddenInPalette: true,
  },
  {
    id: 'list.extendPrevious',
    label: 'command.list.extendPrevious',
    group: 'list',
    keys: ['Shift+K'],
    isHiddenInPalette: true,
  },
  { id: 'list.selectAll', label: 'command.list.selectAll', group: 'list', keys: ['* a'] },
  { id: 'list.clear', label: 'command.list.clear', group: 'list', keys: ['* n'] },
  { id: 'list.change', label: 'command.list.change', group: 'list', keys: ['Shift+E'] },
  { id: 'list.play', label: 'command.list.play', group: 'list', keys: ['Shift+p'] },
  { id: 'list.columns', label: 'command.list.columns', group: 'list' },
  { id: 'view.edit', label: 'command.view.edit', group: 'list' },
  { id: 'view.copy', label: 'command.view.copy', group: 'list' },
  { id: 'list.merge', label: 'command.list.merge', group: 'list' },
  { id: 'list.toggle', label: 'command.list.toggle', group: 'list', keys: ['Shift+L'] },

  { id: 'ticket.reply', label: 'command.ticket.reply', group: 'ticket', keys: ['r'] },
  { id: 'ticket.note', label: 'command.ticket.note', group: 'ticket', keys: ['n'] },
  { id: 'ticket.solve', label: 'command.ticket.solve', group: 'ticket', keys: ['e'] },
  { id: 'ticket.assign', label: 'command.ticket.assign', group: 'ticket', keys: ['a'] },
  { id: 'ticket.take', label: 'command.ticket.take', group: 'ticket' },
  { id: 'ticket.status', label: 'command.ticket.status', group: 'ticket', keys: ['s'] },
  { id: 'ticket.priority', label: 'command.ticket.priority', group: 'ticket', keys: ['p'] },
  { id: 'ticket.macro', label: 'command.ticket.macro', group: 'ticket', keys: ['m'] },
  { id: 'ticket.tags', label: 'command.ticket.tags', group: 'ticket', keys: ['l'] },
  { id: 'ticket.next', label: 'command.ticket.next', group: 'ticket', keys: ['>', ']'] },
  { id: 'ticket.previous', label: 'command.ticket.previous', group: 'ticket', keys: ['<'] },
  { id: 'ticket.back', label: 'command.ticket.back', group: 'ticket', keys: ['u'] },
  { id: 'ticket.context', label: 'command.ticket.context', group: 'ticket', keys: ['i'] },
  { id: 'ticket.copyLink', label: 'command.ticket.copyLink', group: 'ticket', keys: ['.'] },
  { id: 'ticket.rename', label: 'command.ticket.rename', group: 'ticket' },
  { id: 'ticket.merge', label: 'command.ticket.merge', group: 'ticket' },
  { id: 'ticket.problem', label: 'command.ticket.problem', group: 'ticket' },
  { id: 'ticket.side', label: 'command.ticket.side', group: 'ticket', keys: ['b'] },
  { id: 'ticket.why', label: 'command.ticket.why', group: 'ticket' },
  { id: 'play.skip', label: 'command.play.skip', group: 'ticket', keys: ['Shift+s'] },
  { id: 'play.stop', label: 'command.play.stop', group: 'ticket' },
  { id: 'ticket.delete', label: 'command.ticket.delete', group: 'ticket' },

  { id: 'composer.send', label: 'command.composer.send', group: 'composer', keys: ['$mod+Enter'], worksInFields: true },
  {
    id: 'composer.sendNext',
    label: 'command.composer.sendNext',
    group: 'composer',
    keys: ['$mod+Shift+Enter'],
    worksInFields: true,
  },
  { id: 'composer.undo', label: 'command.composer.undo', group: 'composer', keys: ['z', '$mod+z'] },
  { id: 'composer.close', label: 'command.composer.close', group: 'composer' },

  { id: 'go.unsolved', label: 'command.go.unsolved', group: 'go', keys: ['g 1', 'g v'] },
  { id: 'go.mine', label: 'command.go.mine', group: 'go', keys: ['g 2', 'g m'] },
  { id: 'go.unassigned', label: 'command.go.unassigned', group: 'go', keys: ['g 3', 'g u'] },
  { id: 'go.pending', label: 'command.go.pending', group: 'go', keys: ['g 4', 'g p'] },
  { id: 'go.solved', label: 'command.go.solved', group: 'go', keys: ['g 5'] },
  { id: 'go.all', label: 'command.go.all', group: 'go', keys: ['g 6'] },
  { id: 'go.saved1', label: 'command.go.saved1', group: 'go', keys: ['g 7'] },
  { id: 'go.saved2', label: 'command.go.saved2', group: 'go', keys: ['g 8'] },
  { id: 'go.saved3', label: 'command.go.saved3', group: 'go', keys: ['g 9'] },
  { id: 'go.views', label: 'command.go.views', group: 'go', keys: ['g w'] },
  { id: 'go.suspended', label: 'command.go.suspended', group: 'go', keys: ['g x'] },
  { id: 'go.settings', label: 'command.go.settings', group: 'go', keys: ['g s'] },
  { id: 'go.ownSecurity', label: 'settings.security', group: 'go' },
  { id: 'go.mailSettings', label: 'command.go.mailSettings', group: 'go', permission: 'admin' },
  { id: 'go.triggers', label: 'command.go.triggers', group: 'go', permission: 'admin' },
  { id: 'go.automations', label: 'command.go.automations', group: 'go', permission: 'admin' },
  { id: 'go.webhooks', label: 'command.go.webhooks', group: 'go', permission: 'admin' },
  { id: 'go.routing', label: 'command.go.routing', group: 'go', permission: 'admin' },
  { id: 'go.macros', label: 'command.go.macros', group: 'go' },
  { id: 'go.domains', label: 'command.go.domains', group: 'go', permission: 'admin' },

  { id: 'create.ticket', label: 'command.create.ticket', group: 'create', keys: ['c'] },
  { id: 'create.view', label: 'command.create.view', group: 'create' },

  {
    id: 'general.palette',
    label: 'command.general.palette',
    group: 'general',
    keys: ['$mod+k'],
    worksInFields: true,
    isHiddenInPalette: true,
  },
  { id: 'general.search', label: 'command.general.search', group: 'general', keys: ['/'] },
  { id: 'general.shortcuts', label: 'command.general.shortcuts', group: 'general', keys: ['?'] },
  { id: 'general.rail', label: 'command.general.rail', group: 'general', keys: ['['] },
  { id: 'general.theme', label: 'command.general.theme', group: 'general' },
  { id: 'general.density', label: 'command.general.density', group: 'general' },
  { id: 'general.signOut', label: 'command.general.signOut', group: 'general' },
] as const satisfies readonly Command[]

/** The id of a command in the list. */
export type CommandId = (typeof commands)[number]['id']

const byId = new Map<string, Command>(commands.map((command) => [command.id, command]))

/** The definition of a command. */
export function getCommand(id: CommandId): Command {
  const command = byId.get(id)
  if (!command) throw new Error(`There is no command ${id}.`)
  return command
}
