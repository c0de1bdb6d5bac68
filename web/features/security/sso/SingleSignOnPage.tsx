// Single sign-on: the providers in the order of their buttons, and one of them opened.
import { useState } from 'react'
import {
  type IdentityProvider,
  useDeleteProvider,
  useIdentityProviders,
  usePresets,
  useReorderProviders,
  useSaveProvider,
} from '../../../api/identityProviders.ts'
import { Badge } from '../../../kit/Badge.tsx'
import { Button, IconButton } from '../../../kit/Button.tsx'
import { Confirm } from '../../../kit/Dialog.tsx'
import { describeProblem, EmptyState, ErrorNotice } from '../../../kit/EmptyState.tsx'
import { SelectField } from '../../../kit/Field.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'
import { ProviderEditor } from './ProviderEditor.tsx'
import { providerOf } from './providerOf.ts'
import { warningText } from './words.ts'
import './sso.css'

const complain = (error: unknown) => toast(describeProblem(error).text, 'triangle-alert')

export default function SingleSignOnPage() {
  const list = useIdentityProviders()
  const [openId, setOpenId] = useState<number | null>(null)
  const [leftId, setLeftId] = useState<number | null>(null)
  if (list.isPending) return <Skeleton lines={4} />
  if (list.isError) return <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
  const open = list.data.find((provider) => provider.id === openId)
  const close = () => {
    setLeftId(openId)
    setOpenId(null)
  }
  if (open) return <ProviderEditor key={open.id} provider={open} onClose={close} />
  return <ProviderList providers={list.data} leftId={leftId} onOpen={setOpenId} />
}

interface ProviderListProps {
  providers: IdentityProvider[]
  /** The one that was just set up: where the keyboard goes on. */
  leftId: number | null
  onOpen: (id: number) => void
}

function ProviderList({ providers, leftId, onOpen }: ProviderListProps) {
  const reorder = useReorderProviders()
  const remove = useDeleteProvider()
  const [asked, setAsked] = useState<IdentityProvider | null>(null)
  const moveUp = (position: number) => {
    const ids = providers.map((provider) => provider.id)
    const [moved] = ids.splice(position, 1)
    if (moved === undefined) return
    ids.splice(position - 1, 0, moved)
    reorder.mutate(ids, { onError: complain })
  }
  return (
    <div className="form sso">
      <p className="muted">{t('sso.text')}</p>
      {providers.length === 0 ? <EmptyState icon="link" title={t('sso.empty')} /> : null}
      <ul className="sso-list">
        {providers.map((provider, position) => (
          <li key={provider.id} className="settings-card sso-provider">
            <div className="grow">
              <p className="row row-wrap">
                <strong>{provider.name}</strong>
                <Badge tone={provider.active ? 'green' : 'slate'}>{t(provider.active ? 'sso.on' : 'sso.off')}</Badge>
                {provider.state === 'tested' ? null : (
                  <Badge tone="amber">{t(provider.state === 'changed' ? 'sso.changed' : 'sso.untested')}</Badge>
                )}
              </p>
              <p className="muted small">
                {provider.audiences.map((one) => t(one === 'staff' ? 'sso.staff' : 'sso.customers')).join(', ')}
              </p>
              {provider.warnings.map((warning) => (
                <p key={`${warning.code}${warning.detail}`} className="small">
                  {warningText(warning)}
                </p>
              ))}
            </div>
            {position > 0 ? (
              <IconButton
                icon="chevron-up"
                label={t('sso.up', { name: provider.name })}
                onPress={() => moveUp(position)}
              />
            ) : null}
            <IconButton
              icon="pencil"
              label={t('sso.edit', { name: provider.name })}
              autoFocus={provider.id === leftId}
              onPress={() => onOpen(provider.id)}
            />
            <IconButton
              icon="trash-2"
              label={t('sso.delete', { name: provider.name })}
              onPress={() => setAsked(provider)}
            />
          </li>
        ))}
      </ul>
      <NewProvider onMade={onOpen} />
      {asked ? (
        <Confirm
          title={t('sso.delete', { name: asked.name })}
          isOpen
          confirm={t('sso.delete.confirm')}
          isDangerous
          onConfirm={() => {
            setAsked(null)
            remove.mutate(asked.id, { onError: complain })
          }}
          onClose={() => setAsked(null)}
        >
          <p>{t('sso.delete.text')}</p>
        </Confirm>
      ) : null}
    </div>
  )
}

function NewProvider({ onMade }: { onMade: (id: number) => void }) {
  const save = useSaveProvider()
  const list = usePresets()
  const [chosen, setChosen] = useState('')
  if (list.isPending) return <Skeleton lines={1} />
  if (list.isError) return <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
  const presets = list.data
  const title = chosen || (presets[0]?.title ?? '')
  const add = () => {
    const preset = presets.find((one) => one.title === title)
    if (preset) save.mutate(providerOf(preset), { onSuccess: ({ id }) => onMade(id), onError: complain })
  }
  return (
    <div className="row row-wrap sso-new">
      <SelectField
        label={t('sso.new')}
        value={title}
        options={presets.map((preset) => ({ value: preset.title, label: preset.title }))}
        onChange={setChosen}
      />
      <Button icon="plus" onPress={add} isDisabled={save.isPending}>
        {t('sso.add')}
      </Button>
    </div>
  )
}
