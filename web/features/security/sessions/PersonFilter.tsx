// Picks the one person whose sessions are shown, by the beginning of a name or an address.
import { useState } from 'react'
import { usePeopleNamed } from '../../../api/people.ts'
import { Button, IconButton } from '../../../kit/Button.tsx'
import { Picker } from '../../../kit/Picker.tsx'
import { t } from '../../../language/text.ts'

interface Person {
  id: number
  name: string
}

interface PersonFilterProps {
  chosen: Person | null
  onChoose: (person: Person | null) => void
}

export function PersonFilter({ chosen, onChoose }: PersonFilterProps) {
  const [isOpen, setOpen] = useState(false)
  const [text, setText] = useState('')
  const found = usePeopleNamed(isOpen ? text : '').data ?? []
  return (
    <div className="field">
      <span className="field-label" id="sessions-person">
        {t('sessions.person')}
      </span>
      <div className="row">
        <Picker
          trigger={
            <Button aria-label={t('sessions.personNamed', { name: chosen?.name ?? t('sessions.role.all') })}>
              {chosen?.name ?? t('sessions.role.all')}
            </Button>
          }
          label={t('sessions.person')}
          entries={found.map(({ id, name, email }) => ({
            id: String(id),
            label: name,
            ...(email === null ? {} : { detail: email }),
          }))}
          chosen={chosen ? String(chosen.id) : null}
          isOpen={isOpen}
          onOpenChange={setOpen}
          onSearch={setText}
          emptyText={t(text.trim() === '' ? 'sessions.person.type' : 'kit.nothingFound')}
          onPick={(id) => {
            const person = found.find((one) => String(one.id) === id)
            if (person) onChoose({ id: person.id, name: person.name })
          }}
        />
        {chosen ? <IconButton icon="x" label={t('sessions.person.clear')} onPress={() => onChoose(null)} /> : null}
      </div>
    </div>
  )
}
