// Picks one person or organisation out of any number: some words stand for people around the ticket, the rest is found
// by the server while one types.
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { findRecords, type RecordKind, recordNameQuery } from '../api/records.ts'
import { Button } from '../kit/Button.tsx'
import { Icon } from '../kit/Icon.tsx'
import { Picker } from '../kit/Picker.tsx'
import { t } from '../language/text.ts'
import type { Choice } from './fields.ts'

const fewestLetters = 2

export function RecordPicker({
  of,
  label,
  specials,
  value,
  onPick,
}: {
  of: RecordKind
  label: string
  specials: readonly Choice[]
  value: string
  onPick: (id: string) => void
}) {
  const [isOpen, setOpen] = useState(false)
  const [text, setText] = useState('')
  const asked = useDeferredValue(text.trim())
  const isAsked = isOpen && asked.length >= fewestLetters
  const found = useQuery({
    queryKey: ['records', of, asked],
    queryFn: ({ signal }) => findRecords(of, asked, signal),
    enabled: isAsked,
    staleTime: 30_000,
  })
  const special = specials.find((choice) => choice.value === value)
  const name = useQuery({ ...recordNameQuery(of, Number(value)), enabled: !special && /^\d+$/.test(value) })
  const shown = special?.label ?? name.data ?? value
  const near = specials.filter((choice) => choice.label.toLowerCase().includes(asked.toLowerCase()))
  return (
    <Picker
      label={label}
      isOpen={isOpen}
      onOpenChange={(open) => {
        setOpen(open)
        setText('')
      }}
      onSearch={setText}
      emptyText={isAsked ? t('kit.nothingFound') : t('rule.findMore')}
      chosen={value}
      entries={[
        ...near.map((choice) => ({ id: choice.value, label: choice.label })),
        ...(isAsked ? (found.data ?? []) : []),
      ]}
      onPick={onPick}
      trigger={
        <Button className="condition-record" aria-label={`${label}: ${shown || t('rule.pick')}`}>
          <bdi className="truncate grow">{shown || t('rule.pick')}</bdi>
          <Icon name="chevron-down" size="small" />
        </Button>
      }
    />
  )
}
