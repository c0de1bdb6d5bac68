// One field: what it is called here and in the portal, its type and what the type asks for, who must fill it in.
import { useState } from 'react'
import { type DeskField, type FieldOf, reasonFor, useSaveField } from '../../../api/fields.ts'
import { Button } from '../../../kit/Button.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { SelectField, SwitchField, TextArea, TextField } from '../../../kit/Field.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'
import { hasOptions, typesFor, typeWords } from './fieldTypes.ts'
import { editedOptions, OptionsEditor } from './OptionsEditor.tsx'

const targets = ['zen:user', 'zen:organization', 'zen:ticket'] as const
const targetWords = {
  'zen:user': 'field.target.user',
  'zen:organization': 'field.target.organization',
  'zen:ticket': 'field.target.ticket',
} as const
const shownAtField = ['title', 'key', 'tag', 'regexp_for_validation', 'custom_field_options', 'type']

/** `field` is null for a new one. */
export function FieldEditor({ of, field, onClose }: { of: FieldOf; field: DeskField | null; onClose: () => void }) {
  const save = useSaveField(of)
  const [title, setTitle] = useState(field?.raw_title ?? '')
  const [portalTitle, setPortalTitle] = useState(field?.raw_title_in_portal ?? '')
  const [description, setDescription] = useState(field?.raw_description ?? '')
  const [key, setKey] = useState(field?.key ?? '')
  const [type, setType] = useState(field?.type ?? 'text')
  const [tag, setTag] = useState(field?.tag ?? '')
  const [pattern, setPattern] = useState(field?.regexp_for_validation ?? '')
  const [target, setTarget] = useState<(typeof targets)[number]>('zen:user')
  const [options, setOptions] = useState(editedOptions(field?.custom_field_options))
  const [flags, setFlags] = useState({
    active: field?.active ?? true,
    required: field?.required ?? false,
    visible_in_portal: field?.visible_in_portal ?? false,
    editable_in_portal: field?.editable_in_portal ?? false,
    required_in_portal: field?.required_in_portal ?? false,
  })
  const flip = (part: Partial<typeof flags>) => setFlags({ ...flags, ...part })
  const isSystem = field?.removable === false
  const errorOf = (name: string) => reasonFor(save.error, name)
  const isElsewhere = save.isError && !shownAtField.some((name) => errorOf(name) !== undefined)

  const body = {
    ...(field ? { id: field.id } : { type }),
    title: title.trim(),
    description,
    active: flags.active,
    ...(of === 'ticket'
      ? { ...flags, ...(portalTitle.trim() ? { title_in_portal: portalTitle.trim() } : {}) }
      : field
        ? {}
        : { key: key.trim() }),
    ...(type === 'checkbox' ? { tag } : {}),
    ...(type === 'regexp' ? { regexp_for_validation: pattern } : {}),
    ...(type === 'lookup' && !field ? { relationship_target_type: target } : {}),
    ...(hasOptions(type)
      ? {
          custom_field_options: options.map(({ row: _row, id, name, value, default: isDefault }) => ({
            ...(id ? { id } : {}),
            name: name.trim(),
            ...(value.trim() ? { value: value.trim() } : {}),
            default: isDefault,
          })),
        }
      : {}),
  }
  return (
    <form
      className="stack form"
      aria-label={field ? field.title : t('field.new')}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate(body, {
          onSuccess: () => {
            toast(t('settings.saved'))
            onClose()
          },
        })
      }}
    >
      {isElsewhere ? <ErrorNotice error={save.error} title={t('settings.notSaved')} /> : null}
      <TextField label={t('field.title')} value={title} onChange={setTitle} error={errorOf('title')} isRequired />
      {of !== 'ticket' && !field ? (
        <TextField
          label={t('field.key')}
          help={t('field.key.help')}
          value={key}
          onChange={setKey}
          error={errorOf('key')}
          isRequired
        />
      ) : null}
      {field ? null : (
        <SelectField
          label={t('field.type')}
          help={t('field.type.help')}
          value={type}
          options={typesFor(of).map((value) => ({ value, label: t(typeWords[value] ?? 'field.type.text') }))}
          onChange={setType}
          error={errorOf('type')}
        />
      )}
      {type === 'checkbox' ? (
        <TextField
          label={t('field.tag')}
          help={t('field.tag.help')}
          value={tag}
          onChange={setTag}
          error={errorOf('tag')}
        />
      ) : null}
      {type === 'regexp' ? (
        <TextField
          label={t('field.pattern')}
          help={t('field.pattern.help')}
          placeholder="^[A-Z]{2}-\d{5}$"
          value={pattern}
          onChange={setPattern}
          error={errorOf('regexp_for_validation')}
          isRequired
        />
      ) : null}
      {type === 'lookup' && !field ? (
        <SelectField
          label={t('field.target')}
          value={target}
          options={targets.map((value) => ({ value, label: t(targetWords[value]) }))}
          onChange={setTarget}
        />
      ) : null}
      {hasOptions(type) ? (
        <OptionsEditor options={options} onChange={setOptions} error={errorOf('custom_field_options')} />
      ) : null}
      <TextArea label={t('field.description')} value={description} onChange={setDescription} />
      {isSystem && type !== 'tickettype' && type !== 'priority' ? null : (
        <SwitchField label={t('field.active')} isOn={flags.active} onChange={(active) => flip({ active })} />
      )}
      {of === 'ticket' ? (
        <>
          <SwitchField
            label={t('field.required')}
            help={t('field.required.help')}
            isOn={flags.required}
            onChange={(required) => flip({ required })}
          />
          <fieldset className="stack options-editor">
            <legend className="field-label">{t('field.portal')}</legend>
            <SwitchField
              label={t('field.visible')}
              isOn={flags.visible_in_portal}
              onChange={(on) =>
                flip(
                  on
                    ? { visible_in_portal: true }
                    : { visible_in_portal: false, editable_in_portal: false, required_in_portal: false },
                )
              }
            />
            {flags.visible_in_portal ? (
              <>
                <TextField label={t('field.portalTitle')} value={portalTitle} onChange={setPortalTitle} />
                <SwitchField
                  label={t('field.editable')}
                  isOn={flags.editable_in_portal}
                  onChange={(on) => flip({ editable_in_portal: on, ...(on ? {} : { required_in_portal: false }) })}
                />
                {flags.editable_in_portal ? (
                  <SwitchField
                    label={t('field.requiredInPortal')}
                    isOn={flags.required_in_portal}
                    onChange={(on) => flip({ required_in_portal: on })}
                  />
                ) : null}
              </>
            ) : null}
          </fieldset>
        </>
      ) : null}
      <div className="row">
        <Button kind="primary" type="submit" isDisabled={save.isPending}>
          {t('settings.save')}
        </Button>
        <Button onPress={onClose}>{t('kit.cancel')}</Button>
      </div>
    </form>
  )
}
