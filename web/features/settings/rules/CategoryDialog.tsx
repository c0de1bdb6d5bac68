import { useState } from 'react'
import { reasonFor } from '../../../api/fields.ts'
import { type TriggerCategory, useSaveCategory } from '../../../api/rules.ts'
import { TextField } from '../../../kit/Field.tsx'
import { t } from '../../../language/text.ts'
import { ConfigDialog } from '../service/ConfigList.tsx'

/** The name of a category of triggers. */
export function CategoryDialog({ category, onClose }: { category: TriggerCategory | null; onClose: () => void }) {
  const save = useSaveCategory()
  const [name, setName] = useState(category?.name ?? '')
  return (
    <ConfigDialog
      title={category?.name ?? t('trigger.category.new')}
      onClose={onClose}
      save={save}
      write={() => ({ ...(category ? { id: category.id } : {}), name: name.trim() })}
    >
      <TextField
        label={t('trigger.category.name')}
        value={name}
        onChange={setName}
        error={reasonFor(save.error, 'name')}
        isRequired
      />
    </ConfigDialog>
  )
}
