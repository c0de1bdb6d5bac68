// The frame of a form over the desk's settings: loads them, saves with one button that is always enabled, tells problems on top.
import { type ReactNode, useEffect, useState } from 'react'
import { type SettingsChange, useSaveSettings, useSettings } from '../../api/settings.ts'
import type { Settings } from '../../api/shapes.ts'
import { Button } from '../../kit/Button.tsx'
import { ErrorNotice } from '../../kit/EmptyState.tsx'
import { Skeleton } from '../../kit/Skeleton.tsx'
import { toast } from '../../kit/Toasts.tsx'
import { t } from '../../language/text.ts'

interface SettingsFormProps<Part> {
  pick: (settings: Settings) => Part
  wrap: (part: Part) => SettingsChange
  children: (part: Part, change: (next: Partial<Part>) => void) => ReactNode
}

export function SettingsForm<Part extends object>({ pick, wrap, children }: SettingsFormProps<Part>) {
  const settings = useSettings()
  const save = useSaveSettings()
  const [edited, setEdited] = useState<Part | null>(null)
  useEffect(() => {
    if (!edited) return undefined
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [edited])

  if (settings.isError) return <ErrorNotice error={settings.error} onRetry={() => void settings.refetch()} />
  if (!settings.data) return <Skeleton lines={3} />
  const part = edited ?? pick(settings.data)
  return (
    <form
      className="stack form"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate(wrap(part), {
          onSuccess: () => {
            setEdited(null)
            toast(t('settings.saved'))
          },
        })
      }}
    >
      {save.isError ? <ErrorNotice error={save.error} title={t('settings.notSaved')} /> : null}
      {children(part, (next) => setEdited({ ...part, ...next }))}
      <div className="row">
        <Button kind="primary" type="submit" isPending={save.isPending}>
          {t('settings.save')}
        </Button>
        {edited ? <span className="muted">{t('settings.unsaved')}</span> : null}
      </div>
    </form>
  )
}
