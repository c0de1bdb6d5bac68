// The views of the list, in the order of the rail and of G 1…6.
import type { ViewName, ViewRef } from '../../api/paths.ts'
import type { IconName } from '../../kit/icon-names.ts'
import type { MessageKey } from '../../language/text.ts'

export const views: readonly { name: ViewName; label: MessageKey; icon: IconName; empty: MessageKey }[] = [
  { name: 'unsolved', label: 'view.unsolved', icon: 'inbox', empty: 'view.unsolved.empty' },
  { name: 'mine', label: 'view.mine', icon: 'user', empty: 'view.mine.empty' },
  { name: 'unassigned', label: 'view.unassigned', icon: 'user-plus', empty: 'view.unassigned.empty' },
  { name: 'pending', label: 'view.pending', icon: 'clock', empty: 'view.pending.empty' },
  { name: 'solved', label: 'view.solved', icon: 'circle-check', empty: 'view.solved.empty' },
  { name: 'all', label: 'view.all', icon: 'list', empty: 'view.all.empty' },
]

export function isViewName(name: string | undefined): name is ViewName {
  return views.some((view) => view.name === name)
}

/** A view as addresses name it: a built-in one or the id of a saved one. Null for anything else. */
export function viewRefOf(text: string): ViewRef | null {
  if (isViewName(text)) return text
  return /^\d{1,15}$/.test(text) ? Number(text) : null
}

export const sorts: readonly { value: string; label: MessageKey }[] = [
  { value: '-updated_at', label: 'sort.newestActivity' },
  { value: 'updated_at', label: 'sort.oldestActivity' },
  { value: '-id', label: 'sort.newest' },
  { value: 'id', label: 'sort.oldest' },
]
