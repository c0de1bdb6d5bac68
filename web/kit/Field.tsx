/** Form fields: a label above, help below, and the reason in words when the value is not accepted. */
import { type ChangeEvent, type ReactNode, type Ref, useId } from 'react'
import { Icon } from './Icon.tsx'

interface FieldProps {
  label: string
  help?: string | undefined
  error?: string | undefined
  isRequired?: boolean
  children: (ids: {
    id: string
    'aria-describedby'?: string
    'aria-invalid'?: true
    'aria-required'?: true
  }) => ReactNode
}

/** The frame of any field; the child function gets the ids that tie them together. */
export function Field({ label, help, error, isRequired, children }: FieldProps) {
  const id = useId()
  const describedBy = [help ? `${id}-help` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {children({
        id,
        ...(describedBy ? { 'aria-describedby': describedBy } : {}),
        ...(error ? { 'aria-invalid': true as const } : {}), // literal for the optional flag
        ...(isRequired ? { 'aria-required': true as const } : {}), // literal for the optional flag
      })}
      {help ? (
        <p className="field-help" id={`${id}-help`}>
          {help}
        </p>
      ) : null}
      {error ? (
        <p className="field-error" id={`${id}-error`}>
          <Icon name="circle-alert" size="small" /> {error}
        </p>
      ) : null}
    </div>
  )
}

interface TextProps extends Omit<FieldProps, 'children'> {
  value: string
  onChange: (value: string) => void
  type?: 'text' | 'email' | 'number' | 'search' | 'date'
  autoComplete?: string
  placeholder?: string
  min?: number
  max?: number
  ref?: Ref<HTMLInputElement>
}

export function TextField({
  value,
  onChange,
  type = 'text',
  autoComplete = 'off',
  placeholder,
  min,
  max,
  ref,
  ...field
}: TextProps) {
  return (
    <Field {...field}>
      {(ids) => (
        <input
          {...ids}
          ref={ref}
          className="input"
          type={type}
          value={value}
          autoComplete={autoComplete}
          placeholder={placeholder}
          min={min}
          max={max}
          onChange={(event: ChangeEvent<HTMLInputElement>) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

interface TextAreaProps extends Omit<FieldProps, 'children'> {
  value: string
  onChange: (value: string) => void
}

export function TextArea({ value, onChange, ...field }: TextAreaProps) {
  return (
    <Field {...field}>
      {(ids) => (
        <textarea
          {...ids}
          className="input"
          rows={4}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

interface SelectProps<Value extends string> extends Omit<FieldProps, 'children'> {
  value: Value
  options: readonly { value: Value; label: string }[]
  onChange: (value: Value) => void
}

export function SelectField<Value extends string>({ value, options, onChange, ...field }: SelectProps<Value>) {
  return (
    <Field {...field}>
      {(ids) => (
        <select
          {...ids}
          className="input select"
          value={value}
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.target.value)
            if (chosen) onChange(chosen.value)
          }}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

/** An on/off setting that takes effect as the form says; a checkbox in the shape of a switch. */
export function SwitchField({
  label,
  help,
  isOn,
  onChange,
}: {
  label: string
  help?: string
  isOn: boolean
  onChange: (isOn: boolean) => void
}) {
  const id = useId()
  return (
    <div className="switch-field">
      <input
        id={id}
        type="checkbox"
        role="switch"
        className="switch"
        checked={isOn}
        aria-checked={isOn}
        aria-describedby={help ? `${id}-help` : undefined}
        onChange={(event) => onChange(event.target.checked)}
      />
      <div className="grow">
        <label htmlFor={id} className="field-label">
          {label}
        </label>
        {help ? (
          <p className="field-help" id={`${id}-help`}>
            {help}
          </p>
        ) : null}
      </div>
    </div>
  )
}
