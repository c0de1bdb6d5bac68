// A whole number that may be in the middle of being typed: until it is one, its value is NaN and the form says so.
import { useState } from 'react'
import { TextField } from '../../../kit/Field.tsx'

interface NumberFieldProps {
  label: string
  help?: string | undefined
  error?: string | undefined
  value: number
  min: number
  max: number
  onChange: (value: number) => void
}

export function NumberField({ value, onChange, ...field }: NumberFieldProps) {
  const [text, setText] = useState(String(value))
  // Put back from outside: what is typed is not this number any more.
  const isSame = Object.is(value, readNumber(text))
  return (
    <TextField
      {...field}
      type="number"
      value={isSame ? text : String(value)}
      onChange={(typed) => {
        setText(typed)
        onChange(readNumber(typed))
      }}
    />
  )
}

function readNumber(text: string): number {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text) : Number.NaN
}
