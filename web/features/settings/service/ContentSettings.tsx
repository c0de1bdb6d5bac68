// Dynamic content: one text in the languages of the desk, for rules and mails.
import { useState } from 'react'
import { type ContentItem, useContents, useRemoveContent, useSaveContent } from '../../../api/configuration.ts'
import { TextArea, TextField } from '../../../kit/Field.tsx'
import { type Locale, languageNames, t } from '../../../language/text.ts'
import { ConfigDialog, ConfigList } from './ConfigList.tsx'

/** The API's numbers of the languages this page writes in; others an item has are left as they are. */
const languages: readonly { id: number; locale: Locale }[] = [
  { id: 1, locale: 'en' },
  { id: 8, locale: 'de' },
  { id: 1005, locale: 'nl' },
  { id: 22, locale: 'it' },
]

export default function ContentSettings() {
  return (
    <ConfigList
      list={useContents()}
      remove={useRemoveContent()}
      intro={t('content.text')}
      add={t('content.new')}
      nameOf={(item) => item.name}
      detailOf={(item) => item.placeholder}
      editor={(item, onClose) => <ContentDialog item={item} onClose={onClose} />}
    />
  )
}

function ContentDialog({ item, onClose }: { item: ContentItem | null; onClose: () => void }) {
  const save = useSaveContent()
  const [name, setName] = useState(item?.name ?? '')
  const [texts, setTexts] = useState<Record<number, string>>(() =>
    Object.fromEntries(item?.variants.map((variant) => [variant.locale_id, variant.content]) ?? []),
  )
  const first = item?.default_locale_id ?? languages.find((one) => texts[one.id]?.trim())?.id ?? 1
  const variants = languages
    .filter(({ id }) => texts[id]?.trim() || item?.variants.some((variant) => variant.locale_id === id))
    .map(({ id }) => {
      const old = item?.variants.find((variant) => variant.locale_id === id)
      return { ...(old?.id ? { id: old.id } : {}), locale_id: id, content: texts[id] ?? '', default: id === first }
    })
  return (
    <ConfigDialog
      title={item?.name ?? t('content.new')}
      onClose={onClose}
      save={save}
      write={() => ({ ...(item ? { id: item.id } : { default_locale_id: first }), name: name.trim(), variants })}
    >
      <TextField label={t('content.name')} value={name} onChange={setName} isRequired />
      {languages.map(({ id, locale }) => (
        <TextArea
          key={id}
          label={id === first ? t('content.default', { language: languageNames[locale] }) : languageNames[locale]}
          value={texts[id] ?? ''}
          onChange={(text) => setTexts((old) => ({ ...old, [id]: text }))}
        />
      ))}
    </ConfigDialog>
  )
}
