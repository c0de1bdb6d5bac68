// A text with placeholders: a menu that inserts one where the cursor is, and a preview with examples in their place.
import { useRef, useState } from 'react'
import { Button } from '../../../kit/Button.tsx'
import { Field } from '../../../kit/Field.tsx'
import { Menu } from '../../../kit/Menu.tsx'
import { t } from '../../../language/text.ts'
import { placeholders, withExamples } from './placeholders.ts'

interface TemplateFieldProps {
  label: string
  value: string
  isTall?: boolean
  isCode?: boolean
  onChange: (value: string) => void
}

export function TemplateField({ label, value, isTall = false, isCode = false, onChange }: TemplateFieldProps) {
  const box = useRef<HTMLTextAreaElement>(null)
  const [isPreview, setPreview] = useState(false)
  const insert = (name: string) => {
    const [start, end] = [box.current?.selectionStart ?? value.length, box.current?.selectionEnd ?? value.length]
    const text = `{{${name}}}`
    onChange(value.slice(0, start) + text + value.slice(end))
    requestAnimationFrame(() => {
      box.current?.focus()
      box.current?.setSelectionRange(start + text.length, start + text.length)
    })
  }
  return (
    <div className="template">
      <Field label={label}>
        {(ids) => (
          <textarea
            {...ids}
            ref={box}
            className={isCode ? 'input code' : 'input'}
            rows={isTall ? 6 : 1}
            value={value}
            onChange={(event) => onChange(isTall ? event.target.value : event.target.value.replaceAll('\n', ' '))}
          />
        )}
      </Field>
      <div className="row row-wrap">
        <Menu
          label={t('placeholder.insert')}
          entries={placeholders.map(({ name, label: words }) => ({ id: name, label: t(words), detail: `{{${name}}}` }))}
          onPick={insert}
          trigger={
            <Button size="small" kind="quiet" icon="plus" aria-label={t('placeholder.insertInto', { name: label })}>
              {t('placeholder.insert')}
            </Button>
          }
        />
        {isTall ? (
          <Button
            size="small"
            kind="quiet"
            icon="eye"
            aria-pressed={isPreview}
            aria-label={t('placeholder.previewOf', { name: label })}
            onPress={() => setPreview(!isPreview)}
          >
            {t('placeholder.preview')}
          </Button>
        ) : null}
      </div>
      {isPreview ? (
        <section className="template-preview" aria-label={t('placeholder.previewOf', { name: label })}>
          <p className="field-help">{t('placeholder.example')}</p>
          <p className="template-text">{withExamples(value)}</p>
        </section>
      ) : null}
    </div>
  )
}
