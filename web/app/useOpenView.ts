// Which view is in sight: by its own address, or the one that the open ticket was reached from. Null elsewhere.
import { useLocation, useSearch } from 'wouter'
import type { ViewRef } from '../api/paths.ts'
import { viewRefOf } from '../features/tickets/views.ts'

export function useOpenView(): ViewRef | null {
  const [path] = useLocation()
  const search = useSearch()
  return viewAt(path, search)
}

/** The view of an address below /agent. */
export function viewAt(path: string, search: string): ViewRef | null {
  const [, first, second, third] = path.split('/')
  if (first === '' || first === undefined) return 'unsolved'
  if (first === 'views') return third || !second || second === 'new' ? null : (viewRefOf(second) ?? 'unsolved')
  if (first === 'tickets') {
    return viewRefOf(new URLSearchParams(search).get('view') ?? '') ?? 'unsolved'
  }
  return null
}
