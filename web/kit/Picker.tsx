/** A button that opens a searchable list to pick one value from: assignees, groups, anything longer than a menu. */
import type { ReactNode } from 'react'
import {
  Autocomplete,
  Dialog,
  DialogTrigger,
  Input,
  ListBox,
  ListBoxItem,
  SearchField,
  useFilter,
} from 'react-aria-components'
import { t } from '../language/text.ts'
import { Floating } from './Floating.tsx'
import { Icon } from './Icon.tsx'
import { pickFirst } from './pickFirst.ts'

export interface PickerEntry {
  id: string
  label: string
  detail?: string
  content?: ReactNode
}

interface PickerProps {
  trigger: ReactNode
  label: string
  entries: readonly PickerEntry[]
  chosen: string | null
  onPick: (id: string) => void
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  /** Given where the entries are found elsewhere: they are shown as they are, and this hears what is typed. */
  onSearch?: (text: string) => void
  emptyText?: string
}

export function Picker({
  trigger,
  label,
  entries,
  chosen,
  onPick,
  isOpen,
  onOpenChange,
  onSearch,
  emptyText,
}: PickerProps) {
  const { contains } = useFilter({ sensitivity: 'base' })
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={onOpenChange}>
      {trigger}
      <Floating>
        <Dialog className="picker" aria-label={label}>
          <div className="picker-inner" onKeyDownCapture={pickFirst}>
            <Autocomplete {...(onSearch ? { onInputChange: onSearch } : { filter: contains })}>
              <SearchField className="picker-search" aria-label={label} autoFocus>
                <Icon name="search" size="small" />
                <Input
                  role="combobox"
                  aria-expanded="true"
                  aria-haspopup="listbox"
                  className="picker-input"
                  placeholder={t('kit.filter')}
                />
              </SearchField>
              <ListBox
                className="menu"
                aria-label={label}
                onAction={(key) => {
                  onPick(String(key))
                  onOpenChange(false)
                }}
                renderEmptyState={() => <p className="menu-empty">{emptyText ?? t('kit.nothingFound')}</p>}
              >
                {entries.map((entry) => (
                  <ListBoxItem
                    key={entry.id}
                    id={entry.id}
                    textValue={`${entry.label} ${entry.detail ?? ''}`}
                    className="menu-item"
                  >
                    <span className="grow">
                      {entry.content ?? entry.label}
                      {entry.detail ? <span className="menu-detail">{entry.detail}</span> : null}
                    </span>
                    {chosen === entry.id ? <Icon name="check" size="small" label={t('kit.chosen')} /> : null}
                  </ListBoxItem>
                ))}
              </ListBox>
            </Autocomplete>
          </div>
        </Dialog>
      </Floating>
    </DialogTrigger>
  )
}
