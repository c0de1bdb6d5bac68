/** A ticket's form, or its workspace's, and the custom fields it asks for, each saved by itself. */
import { useState } from 'react'
import { type DeskField, useFields, useForms } from '../../../api/fields.ts'
import { RequestProblem } from '../../../api/request.ts'
import type { Ticket } from '../../../api/shapes.ts'
import { useChangeTicket, useWorkspace } from '../../../api/tickets.ts'
import { Button } from '../../../kit/Button.tsx'
import { describeProblem } from '../../../kit/EmptyState.tsx'
import { SelectField } from '../../../kit/Field.tsx'
import { t } from '../../../language/text.ts'
import { CustomField } from './CustomField.tsx'
import { shownFields, valuesOf } from './shown.ts'

export function CustomFields({ ticket }: { ticket: Ticket }) {
  const fields = useFields('ticket').data ?? []
  const forms = (useForms().data ?? []).filter((form) => form.active || form.id === ticket.ticket_form_id)
  const change = useChangeTicket(ticket.id)
  const workspace = useWorkspace(ticket.id)
  const [showsOwn, setShowsOwn] = useState(false)
  const own = forms.find((one) => one.id === ticket.ticket_form_id) ?? forms.find((one) => one.default) ?? null
  const ofWorkspace = forms.find((one) => one.id === workspace?.ticket_form_id && one.id !== own?.id) ?? null
  const form = showsOwn ? own : (ofWorkspace ?? own)
  const values = valuesOf(ticket, fields)
  const shown = shownFields(fields, form, values)
  const isOver = ticket.status === 'closed'
  const declined = change.isError ? reasonsOf(change.error, change.variables.custom_fields, shown) : null
  if (shown.length === 0 && forms.length < 2) return null
  return (
    <>
      {workspace && ofWorkspace ? (
        <div className="stack">
          <span className="muted small">
            {t('workspace.form', { form: (form ?? ofWorkspace).name, workspace: workspace.title })}
          </span>
          <Button size="small" kind="quiet" onPress={() => setShowsOwn(!showsOwn)}>
            {t(showsOwn ? 'workspace.theirs' : 'workspace.own')}
          </Button>
        </div>
      ) : null}
      {forms.length > 1 && (showsOwn || !ofWorkspace) ? (
        <SelectField
          label={t('field.form')}
          value={String(own?.id ?? '')}
          options={forms.map((one) => ({ value: String(one.id), label: one.name }))}
          onChange={(id) => change.mutate({ ticket_form_id: Number(id) })}
        />
      ) : null}
      {shown.map((field) => (
        <CustomField
          key={field.id}
          field={field}
          value={values.get(field.id)}
          error={declined?.field === field.id ? declined.text : undefined}
          isDisabled={isOver}
          onChange={(value) => change.mutate({ custom_fields: [{ id: field.id, value }] })}
        />
      ))}
      {declined && declined.field === null ? (
        <p className="notice notice-red" role="alert">
          {declined.text}
        </p>
      ) : null}
    </>
  )
}

/** Why a value was declined, and at which field it is to be shown. */
function reasonsOf(
  error: unknown,
  sent: { id: number }[] | undefined,
  shown: readonly DeskField[],
): { field: number | null; text: string } {
  const reason = error instanceof RequestProblem ? Object.values(error.details)[0]?.[0]?.description : undefined
  const field = sent?.find((one) => shown.some((other) => other.id === one.id))?.id ?? null
  return { field: reason === undefined ? null : field, text: reason ?? describeProblem(error).text }
}
