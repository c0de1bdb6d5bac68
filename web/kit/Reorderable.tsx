/**
 * A list whose rows can be put into another order: dragged by their grip with a pointer, or from the keyboard (Enter on
 * the grip, arrows or Tab to the place, Enter again, Escape to leave it).
 */
import type { ReactNode } from 'react'
import { Button, GridList, GridListItem, useDragAndDrop } from 'react-aria-components'
import { Icon } from './Icon.tsx'

export function Reorderable<Item extends { id: number }>({
  label,
  items,
  nameOf,
  onReorder,
  children,
}: {
  label: string
  items: readonly Item[]
  nameOf: (item: Item) => string
  /** All ids in their new order. */
  onReorder: (ids: number[]) => void
  children: (item: Item) => ReactNode
}) {
  const ids = items.map((item) => item.id)
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ 'text/plain': String(key) })),
    onReorder({ keys, target }) {
      const rest = ids.filter((id) => !keys.has(id))
      const place = rest.indexOf(Number(target.key)) + (target.dropPosition === 'after' ? 1 : 0)
      onReorder(rest.toSpliced(place, 0, ...[...keys].map(Number)))
    },
  })
  return (
    <GridList
      aria-label={label}
      items={items}
      className="settings-list reorderable"
      selectionMode="none"
      keyboardNavigationBehavior="tab"
      dragAndDropHooks={dragAndDropHooks}
    >
      {(item) => (
        <GridListItem id={item.id} textValue={nameOf(item)} className="settings-row reorderable-row">
          <Button slot="drag" className="button button-quiet button-icon grip">
            <Icon name="grip-vertical" size="small" />
          </Button>
          {children(item)}
        </GridListItem>
      )}
    </GridList>
  )
}
