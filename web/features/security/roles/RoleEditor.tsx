// One role as a matrix: its rights by product, found by a search, and what saving would mean before it is done.
import { useId, useState } from 'react'
import { reasonFor } from '../../../api/fields.ts'
import {
  type Configuration,
  type Right,
  type RoleDraft,
  type RolePreview,
  usePreviewRole,
  useSaveRole,
} from '../../../api/roles.ts'
import { Badge } from '../../../kit/Badge.tsx'
import { Button } from '../../../kit/Button.tsx'
import { describeProblem } from '../../../kit/EmptyState.tsx'
import { TextField } from '../../../kit/Field.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { productName, products, rightName, rightValue } from '../../../language/rights.ts'
import { t } from '../../../language/text.ts'
import { PreviewDialog } from './PreviewDialog.tsx'

interface RoleEditorProps {
  from: RoleDraft
  rights: readonly Right[]
  /** What whoever edits has themself, where they may give no more; null is everything. */
  limits: Configuration | null
  onClose: () => void
}

export function RoleEditor({ from, rights, limits, onClose }: RoleEditorProps) {
  const [draft, setDraft] = useState<RoleDraft>({
    id: from.id,
    name: from.name,
    description: from.description,
    configuration: { ...from.configuration },
  })
  const [search, setSearch] = useState('')
  const [preview, setPreview] = useState<RolePreview | null>(null)
  const ask = usePreviewRole()
  const save = useSaveRole()
  const change = (name: string, value: string | boolean) =>
    setDraft({ ...draft, configuration: { ...draft.configuration, [name]: value } })
  const keep = () => {
    setPreview(null)
    save.mutate(draft, {
      onSuccess: () => {
        toast(t('settings.saved'))
        onClose()
      },
      onError: (error) => toast(describeProblem(error).text, 'triangle-alert'),
    })
  }
  const wanted = search.trim().toLowerCase()
  const found = rights.filter(({ name }) => wanted === '' || rightName(name).toLowerCase().includes(wanted))
  return (
    <form
      className="roles"
      onSubmit={(event) => {
        event.preventDefault()
        // The button stays where the focus is, so that it comes back there; one question at a time all the same.
        if (ask.isPending) return
        if (draft.id === null) return keep()
        ask.mutate(draft, {
          onSuccess: (told) => (told.changes.length === 0 ? keep() : setPreview(told)),
          onError: (error) => toast(describeProblem(error).text, 'triangle-alert'),
        })
      }}
    >
      <TextField
        label={t('roles.name')}
        value={draft.name}
        isRequired
        error={reasonFor(save.error, 'name')}
        onChange={(name) => setDraft({ ...draft, name })}
      />
      <TextField
        label={t('roles.description')}
        value={draft.description}
        onChange={(description) => setDraft({ ...draft, description })}
      />
      <TextField label={t('roles.search')} type="search" value={search} onChange={setSearch} />
      {found.length === 0 ? <p className="muted">{t('roles.noRight')}</p> : null}
      {products
        .map((product) => ({ product, own: found.filter((right) => right.product === product) }))
        .filter(({ own }) => own.length > 0)
        .map(({ product, own }) => (
          <fieldset key={product} className="roles-product">
            <legend className="card-title">{productName(product)}</legend>
            {own.map((right) => (
              <RightLine
                key={right.name}
                right={right}
                value={draft.configuration[right.name] ?? false}
                most={limits === null ? null : (limits[right.name] ?? false)}
                onChange={(value) => change(right.name, value)}
              />
            ))}
          </fieldset>
        ))}
      <div className="row">
        <Button kind="primary" type="submit" isDisabled={save.isPending}>
          {t('settings.save')}
        </Button>
        <Button onPress={onClose}>{t('kit.cancel')}</Button>
      </div>
      {preview ? <PreviewDialog preview={preview} onConfirm={keep} onClose={() => setPreview(null)} /> : null}
    </form>
  )
}

interface RightLineProps {
  right: Right
  value: string | boolean
  /** The most that may be given; null is any. */
  most: string | boolean | null
  onChange: (value: string | boolean) => void
}

function RightLine({ right: { name, values, has_effect, is_risky }, value, most, onChange }: RightLineProps) {
  const id = useId()
  const upTo = values === null || most === null ? Number.POSITIVE_INFINITY : values.indexOf(String(most))
  return (
    <div className="roles-right">
      <label htmlFor={id} className="grow">
        {rightName(name)} {is_risky ? <Badge tone="amber">{t('roles.risky')}</Badge> : null}{' '}
        {has_effect ? null : <Badge tone="slate">{t('roles.noEffect')}</Badge>}
      </label>
      {values === null ? (
        <input
          id={id}
          type="checkbox"
          role="switch"
          className="switch"
          checked={value === true}
          disabled={most === false && value !== true}
          aria-checked={value === true}
          onChange={(event) => onChange(event.target.checked)}
        />
      ) : (
        <select
          id={id}
          className="input select"
          value={String(value)}
          onChange={(event) => onChange(event.target.value)}
        >
          {values.map((one, index) => (
            <option key={one} value={one} disabled={index > upTo}>
              {rightValue(one)}
            </option>
          ))}
        </select>
      )}
    </div>
  )
}
