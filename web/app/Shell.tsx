/** The frame of the app: rail, top bar, the place one is at, and what floats above it. */
import { lazy, Suspense, useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { signInAddress, signOut } from '../api/session.ts'
import { useSavedViews } from '../api/views.ts'
import { useCommand, useKeyboard } from '../commands/useCommand.ts'
import { forgetSearches } from '../features/search/recent.ts'
import { dropAllLocalDrafts } from '../features/tickets/composer/draftStore.ts'
import { describeProblem } from '../kit/EmptyState.tsx'
import { toast } from '../kit/Toasts.tsx'
import { t } from '../language/text.ts'
import { places } from '../places/places.ts'
import { preferences, setPreferences, usePreferences } from '../preferences/store.ts'
import { ConnectionBanner } from './ConnectionBanner.tsx'
import { CrashNotice } from './CrashNotice.tsx'
import { OperatorBanner } from './OperatorBanner.tsx'
import { Places } from './Places.tsx'
import { Rail } from './Rail.tsx'
import { TopBar } from './TopBar.tsx'
import { useLive } from './useLive.ts'

const loadPalette = () => import('./Palette.tsx')
const Palette = lazy(loadPalette)
const ShortcutSheet = lazy(() => import('./ShortcutSheet.tsx'))

/** The palette's code comes when the first screen stands, so that nobody types into a palette that is not there yet. */
const palettePause_ms = 1_500
const triedAgainWhenNeeded = () => undefined

const themes = ['auto', 'light', 'dark'] as const
const densities = ['compact', 'default', 'comfortable'] as const

export function Shell() {
  const { keys, has_character_keys } = usePreferences()
  const { connection, lostAt } = useLive()
  const [path] = useLocation()
  const [open, setOpen] = useState<'palette' | 'shortcuts' | null>(null)
  useKeyboard(keys, has_character_keys)
  useShellCommands(setOpen)
  useEffect(() => {
    const timer = setTimeout(() => void loadPalette().catch(triedAgainWhenNeeded), palettePause_ms)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className="shell">
      <a className="skip" href="#place">
        {t('shell.skip')}
      </a>
      <Rail />
      <div className="shell-main">
        <TopBar
          onPalette={() => setOpen('palette')}
          onShortcuts={() => setOpen('shortcuts')}
          onSignOut={() => void leave()}
        />
        <OperatorBanner />
        <ConnectionBanner connection={connection} lostAt={lostAt} />
        <main className="place" id="place" tabIndex={-1}>
          <CrashNotice place={path}>
            <Places />
          </CrashNotice>
        </main>
      </div>
      <CrashNotice place={`${path} ${open}`}>
        <Suspense fallback={null}>
          {open === 'palette' ? <Palette onClose={() => setOpen(null)} /> : null}
          {open === 'shortcuts' ? <ShortcutSheet onClose={() => setOpen(null)} /> : null}
        </Suspense>
      </CrashNotice>
    </div>
  )
}

function useShellCommands(setOpen: (open: 'palette' | 'shortcuts') => void): void {
  const [, navigate] = useLocation()
  useCommand('general.palette', () => setOpen('palette'))
  useCommand('general.shortcuts', () => setOpen('shortcuts'))
  useCommand('general.search', () => navigate(places.search()))
  useCommand('general.theme', () => setPreferences({ theme: after(themes, preferences().theme) }))
  useCommand('general.density', () => setPreferences({ density: after(densities, preferences().density) }))
  useCommand('general.signOut', () => void leave())
  useCommand('create.ticket', () => navigate(places.newTicket))
  useCommand('go.unsolved', () => navigate(places.view('unsolved')))
  useCommand('go.mine', () => navigate(places.view('mine')))
  useCommand('go.unassigned', () => navigate(places.view('unassigned')))
  useCommand('go.pending', () => navigate(places.view('pending')))
  useCommand('go.solved', () => navigate(places.view('solved')))
  useCommand('go.all', () => navigate(places.view('all')))
  const saved = useSavedViews().data ?? []
  const goSaved = (index: number) => {
    const view = saved[index]
    if (view) navigate(places.view(view.id))
  }
  useCommand('go.saved1', () => goSaved(0), saved.length > 0)
  useCommand('go.saved2', () => goSaved(1), saved.length > 1)
  useCommand('go.saved3', () => goSaved(2), saved.length > 2)
  useCommand('go.views', () => navigate(places.savedViews))
  useCommand('create.view', () => navigate(places.newView()))
  useCommand('go.suspended', () => navigate(places.suspended))
  useCommand('go.settings', () => navigate(places.settings()))
  useCommand('go.ownSecurity', () => navigate(places.settings('security')))
  useCommand('go.mailSettings', () => navigate(places.settings('mail')))
  useCommand('go.webhooks', () => navigate(places.settings('webhooks')))
  useCommand('go.routing', () => navigate(places.settings('routing')))
  useCommand('go.macros', () => navigate(places.settings('macros')))
  useCommand('go.triggers', () => navigate(places.settings('triggers')))
  useCommand('go.automations', () => navigate(places.settings('automations')))
  useCommand('go.domains', () => navigate(places.settings('domains')))
}

function after<Value>(list: readonly Value[], current: Value): Value {
  return list[(list.indexOf(current) + 1) % list.length] ?? current
}

/** Signs out; drafts are customers' words and do not stay behind in this browser. */
async function leave(): Promise<void> {
  let elsewhere: string | null
  try {
    elsewhere = await signOut()
  } catch (error) {
    toast(describeProblem(error).text, 'triangle-alert')
    return
  }
  dropAllLocalDrafts()
  forgetSearches()
  location.assign(elsewhere ?? signInAddress('/agent/'))
}
