// What a credential may be used for: the usual answers, or names of scopes.
import { useState } from 'react'
import { SelectField, TextField } from '../../../kit/Field.tsx'
import { t } from '../../../language/text.ts'

interface ScopeFieldProps {
  /** Null is everything its owner may do. */
  scopes: readonly string[] | null
  error: string | undefined
  onChange: (scopes: string[] | null) => void
}

type Preset = 'read' | 'write' | 'all' | 'named'

function presetOf(scopes: readonly string[] | null): Preset {
  if (scopes === null) return 'all'
  const names = scopes.join(' ')
  if (names === 'read') return 'read'
  return names === 'read write' ? 'write' : 'named'
}

export function ScopeField({ scopes, error, onChange }: ScopeFieldProps) {
  const [preset, setPreset] = useState<Preset>(() => presetOf(scopes))
  const choose = (chosen: Preset) => {
    setPreset(chosen)
    if (chosen === 'read') onChange(['read'])
    if (chosen === 'write') onChange(['read', 'write'])
    if (chosen === 'all') onChange(null)
  }
  return (
    <>
      <SelectField
        label={t('tokens.scopes')}
        help={t('tokens.scopes.help')}
        error={preset === 'named' ? undefined : error}
        value={preset}
        options={[
          { value: 'read', label: t('tokens.scopes.read') },
          { value: 'write', label: t('tokens.scopes.write') },
          { value: 'all', label: t('tokens.scopes.all') },
          { value: 'named', label: t('tokens.scopes.named') },
        ]}
        onChange={choose}
      />
      {preset === 'named' ? (
        <TextField
          label={t('tokens.scopes.names')}
          help={t('tokens.scopes.names.help')}
          error={error}
          isRequired
          value={(scopes ?? []).join(' ')}
          // A space at the end is where the next name begins.
          onChange={(text) => onChange(text.trimStart().split(/\s/))}
        />
      ) : null}
    </>
  )
}

/** Without the gaps that typing leaves. No name at all stays an empty list, which the server declines. */
export const writtenScopes = (scopes: readonly string[] | null) => scopes?.filter((one) => one !== '') ?? null
