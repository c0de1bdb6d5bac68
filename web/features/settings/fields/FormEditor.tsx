// One ticket form: its names, which fields it has in which order, and when some of them show.
import { useState } from 'react'
import { type DeskField, reasonFor, type TicketForm, useSaveForm } from '../../../api/fields.ts'
import { Button, IconButton } from '../../../kit/Button.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { SelectField, SwitchField, TextField } from '../../../kit/Field.tsx'
import { Reorderable } from '../../../kit/Reorderable.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'
import { ConditionsEditor, conditionsOf, linesOf } from './ConditionsEditor.tsx'

const shownAtField = ['name', 'agent_conditions', 'end_user_conditions']

/** Type and priority can be left out of a form; the rest a ticket has anyhow. */
function isOnEveryTicket(field: DeskField): boolean {
  return field.removable === false && field.type !== 'tickettype' && field.type !== 'priority'
}

/** `form` is null for a new one; `fields` are all fields of tickets. */
export function FormEditor({
  form,
  fields,
  onClose,
}: {
  form: TicketForm | null
  fields: readonly DeskField[]
  onClose: () => void
}) {
  const save = useSaveForm()
  const [name, setName] = useState(form?.raw_name ?? '')
  const [displayName, setDisplayName] = useState(form?.raw_display_name ?? '')
  const [isVisible, setVisible] = useState(form?.end_user_visible ?? true)
  const [isActive, setActive] = useState(form?.active ?? true)
  const [isDefault, setDefault] = useState(form?.default ?? false)
  const [ids, setIds] = useState(
    form?.ticket_field_ids ?? fields.filter((field) => field.removable === false).map((field) => field.id),
  )
  const [forAgents, setForAgents] = useState(linesOf(form?.agent_conditions ?? []))
  const [forCustomers, setForCustomers] = useState(linesOf(form?.end_user_conditions ?? []))
  const errorOf = (field: string) => reasonFor(save.error, field)
  const inForm = ids.flatMap((id) => fields.filter((field) => field.id === id))
  const others = fields.filter((field) => !ids.includes(field.id))

  const drop = (id: number) => {
    setIds(ids.filter((one) => one !== id))
    setForAgents(forAgents.filter((line) => line.parent !== id && line.child !== id))
    setForCustomers(forCustomers.filter((line) => line.parent !== id && line.child !== id))
  }
  return (
    <form
      className="stack form"
      aria-label={form ? form.name : t('form.new')}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate(
          {
            ...(form ? { id: form.id } : {}),
            name: name.trim(),
            ...(displayName.trim() ? { display_name: displayName.trim() } : {}),
            end_user_visible: isVisible,
            active: isActive,
            default: isDefault,
            ticket_field_ids: ids,
            agent_conditions: conditionsOf(forAgents),
            end_user_conditions: conditionsOf(forCustomers),
          },
          {
            onSuccess: () => {
              toast(t('settings.saved'))
              onClose()
            },
          },
        )
      }}
    >
      {save.isError && !shownAtField.some((field) => errorOf(field)) ? (
        <ErrorNotice error={save.error} title={t('settings.notSaved')} />
      ) : null}
      <TextField label={t('form.name')} value={name} onChange={setName} error={errorOf('name')} isRequired />
      <TextField
        label={t('form.displayName')}
        help={t('form.displayName.help')}
        value={displayName}
        onChange={setDisplayName}
      />
      <SwitchField label={t('form.visible')} isOn={isVisible} onChange={setVisible} />
      {form?.default ? null : (
        <>
          <SwitchField label={t('form.active')} isOn={isActive} onChange={setActive} />
          <SwitchField label={t('form.default')} help={t('form.default.help')} isOn={isDefault} onChange={setDefault} />
        </>
      )}
      <fieldset className="stack options-editor">
        <legend className="field-label">{t('form.fields')}</legend>
        {inForm.length === 0 ? (
          <p className="field-help">{t('form.fields.none')}</p>
        ) : (
          <Reorderable label={t('form.fields')} items={inForm} nameOf={(field) => field.title} onReorder={setIds}>
            {(field) => (
              <>
                <span className="grow">{field.title}</span>
                {isOnEveryTicket(field) ? null : (
                  <IconButton
                    icon="x"
                    label={t('form.fields.drop', { title: field.title })}
                    onPress={() => drop(field.id)}
                  />
                )}
              </>
            )}
          </Reorderable>
        )}
        {others.length > 0 ? (
          <SelectField
            label={t('form.fields.add')}
            value=""
            options={[
              { value: '', label: t('form.fields.choose') },
              ...others.map((field) => ({ value: String(field.id), label: field.title })),
            ]}
            onChange={(id) => (id === '' ? undefined : setIds([...ids, Number(id)]))}
          />
        ) : null}
      </fieldset>
      <ConditionsEditor
        label={t('condition.agents')}
        fields={inForm}
        lines={forAgents}
        onChange={setForAgents}
        error={errorOf('agent_conditions')}
      />
      <ConditionsEditor
        label={t('condition.customers')}
        fields={inForm.filter((field) => field.visible_in_portal)}
        lines={forCustomers}
        onChange={setForCustomers}
        error={errorOf('end_user_conditions')}
      />
      <div className="row">
        <Button kind="primary" type="submit" isDisabled={save.isPending}>
          {t('settings.save')}
        </Button>
        <Button onPress={onClose}>{t('kit.cancel')}</Button>
      </div>
    </form>
  )
}
