/** A view being written: where it begins, and what of it can be asked for a preview. Pure. */
import type { SavedView, ViewDraft } from '../../api/views.ts'

const usualColumns = ['status', 'nice_id', 'subject', 'requester', 'assignee', 'updated']

/** A new view: what is unsolved, or what a search finds; for oneself. */
export function newDraft(meId: number, query: string | null): ViewDraft {
  return {
    title: '',
    description: null,
    conditions: { all: query ? [] : [{ field: 'status', operator: 'less_than', value: 'solved' }], any: [] },
    query,
    output: { columns: usualColumns, group_by: null, group_order: 'asc', sort_by: 'updated', sort_order: 'desc' },
    restriction: { type: 'User', id: meId },
  }
}

/** A saved view as a draft of itself. */
export function draftOf(view: SavedView): ViewDraft {
  const { columns, group_by, group_order, sort_by, sort_order } = view.execution
  const { restriction } = view
  return {
    title: view.title,
    description: view.description,
    conditions: view.conditions,
    query: view.query,
    output: { columns: columns.map((column) => column.id), group_by, group_order, sort_by, sort_order },
    restriction:
      restriction?.type === 'Group'
        ? { type: 'Group', ids: restriction.ids ?? [restriction.id] }
        : restriction && { type: 'User', id: restriction.id },
  }
}

/** A copy is one's own, whosever the view was. */
export function copyOf(view: SavedView, meId: number, title: string): ViewDraft {
  return { ...draftOf(view), title, restriction: { type: 'User', id: meId } }
}

/** Positions for views in a new order: the places that these views had stay theirs. */
export function reordered(
  views: readonly Pick<SavedView, 'id' | 'position'>[],
  ids: readonly number[],
): { id: number; position: number }[] {
  const first = Math.min(...views.map((view) => view.position))
  const before = new Map(views.map((view) => [view.id, view.position]))
  const places = views.map((view) => view.position).toSorted((a, b) => a - b)
  const isStrict = places.every((place, index) => index === 0 || place > (places[index - 1] ?? 0))
  return ids
    .map((id, index) => ({ id, position: isStrict ? (places[index] ?? first + index) : first + index }))
    .filter(({ id, position }) => before.get(id) !== position)
}
