// Which view is in sight: by its own address, or the one that the open ticket was reached from. Null elsewhere.
import { useLocation, useSearch } from 'wouter'
import type { ViewName } from '../api/paths.ts'
import { isViewName } from '../features/tickets/views.ts'

export function useOpenView(): ViewName | null {
  const [path] = useLocation()
  const search = useSearch()
  return viewAt(path, search)
}

/** The view of an address below /agent. */
export function viewAt(path: string, search: string): ViewName | null {
  const [, first, second] = path.split('/')
  if (first === '' || first === undefined) return 'unsolved'
  if (first === 'views') return isViewName(second) ? second : 'unsolved'
  if (first === 'tickets') {
    const view = new URLSearchParams(search).get('view') ?? undefined
    return isViewName(view) ? view : 'unsolved'
  }
  return null
}
