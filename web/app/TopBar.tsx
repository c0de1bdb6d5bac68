// The bar on top: one way to search or jump, one to begin a ticket, and one's own menu.
import { useLocation } from 'wouter'
import { useMe } from '../api/session.ts'
import { Avatar } from '../kit/Avatar.tsx'
import { Button, IconButton } from '../kit/Button.tsx'
import { Icon } from '../kit/Icon.tsx'
import { Keys } from '../kit/Keys.tsx'
import { Menu } from '../kit/Menu.tsx'
import { t } from '../language/text.ts'
import { places } from '../places/places.ts'
import { setPreferences, usePreferences } from '../preferences/store.ts'
import { AvailabilityMenu } from './AvailabilityMenu.tsx'

interface TopBarProps {
  onPalette: () => void
  onShortcuts: () => void
  onSignOut: () => void
}

export function TopBar({ onPalette, onShortcuts, onSignOut }: TopBarProps) {
  const me = useMe()
  const [, navigate] = useLocation()
  const { theme } = usePreferences()
  return (
    <header className="topbar">
      <Button kind="plain" className="topbar-search" onPress={onPalette}>
        <Icon name="search" size="small" />
        <span className="grow truncate">{t('topbar.search')}</span>
        <Keys keys="$mod+k" />
      </Button>
      <Button
        kind="primary"
        icon="plus"
        className="topbar-new"
        aria-label={t('command.create.ticket')}
        onPress={() => navigate(places.newTicket)}
      >
        <span className="topbar-word">{t('command.create.ticket')}</span>
      </Button>
      <IconButton
        icon="keyboard"
        label={t('command.general.shortcuts')}
        keys="?"
        onPress={onShortcuts}
        className="topbar-keys"
      />
      <AvailabilityMenu userId={me.id} />
      <Menu
        label={t('topbar.me')}
        entries={[
          { id: 'preferences', label: t('settings.preferences'), icon: 'settings', detail: me.email ?? '' },
          { id: 'security', label: t('settings.security'), icon: 'shield-check' },
          {
            id: 'theme',
            label: theme === 'dark' ? t('topbar.light') : t('topbar.dark'),
            icon: theme === 'dark' ? 'sun' : 'moon',
          },
          { id: 'shortcuts', label: t('command.general.shortcuts'), icon: 'keyboard', keys: '?' },
          { id: 'signOut', label: t('command.general.signOut'), icon: 'log-out', startsGroup: true },
        ]}
        onPick={(id) => {
          if (id === 'preferences') navigate(places.settings())
          else if (id === 'security') navigate(places.settings('security'))
          else if (id === 'theme') setPreferences({ theme: theme === 'dark' ? 'light' : 'dark' })
          else if (id === 'shortcuts') onShortcuts()
          else onSignOut()
        }}
        trigger={
          <Button kind="quiet" className="topbar-me" aria-label={t('topbar.meNamed', { name: me.name })}>
            <Avatar name={me.name} id={me.id} isTeam />
          </Button>
        }
      />
    </header>
  )
}
