// Which rule is open for editing stands in the address, so that it can be shared and "back" leads to the list.
import { useLocation, useSearch } from 'wouter'
import { places, type SettingsPage } from '../../../places/places.ts'

export type OpenRule = { kind: 'list' } | { kind: 'new'; copyOf: string | null } | { kind: 'one'; id: string }

export function useRulePlace(page: SettingsPage): { open: OpenRule; go: (to: OpenRule) => void } {
  const [, navigate] = useLocation()
  const query = new URLSearchParams(useSearch())
  const id = query.get('id')
  const open: OpenRule =
    id === null ? { kind: 'list' } : id === 'new' ? { kind: 'new', copyOf: query.get('copy') } : { kind: 'one', id }
  const go = (to: OpenRule) => {
    const here = places.settings(page)
    if (to.kind === 'list') navigate(here)
    else if (to.kind === 'one') navigate(`${here}?id=${to.id}`)
    else navigate(`${here}?id=new${to.copyOf === null ? '' : `&copy=${to.copyOf}`}`)
  }
  return { open, go }
}
