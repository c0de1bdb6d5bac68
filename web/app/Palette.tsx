/**
 * The command palette: everything one can do here, every place, and tickets by number or words. Fed by the command
 * registry, so that an action exists here by existing at all. Shows each key beside its action: it teaches them.
 */
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Modal,
  ModalOverlay,
  SearchField,
  useFilter,
} from 'react-aria-components'
import { useLocation } from 'wouter'
import { useRecentTickets } from '../api/beside.ts'
import { readSearch } from '../api/search.ts'
import { useMe } from '../api/session.ts'
import { useSavedViews } from '../api/views.ts'
import { keysOf } from '../commands/keys.ts'
import type { Command, CommandGroup } from '../commands/list.ts'
import { registry } from '../commands/registry.ts'
import { useAvailableCommands } from '../commands/useCommand.ts'
import { Icon } from '../kit/Icon.tsx'
import { Keys } from '../kit/Keys.tsx'
import { pickFirst } from '../kit/pickFirst.ts'
import { type MessageKey, t } from '../language/text.ts'
import { places, ticketIdIn } from '../places/places.ts'
import { usePreferences } from '../preferences/store.ts'

const groups: readonly { name: CommandGroup; label: MessageKey }[] = [
  { name: 'ticket', label: 'palette.ticket' },
  { name: 'composer', label: 'palette.composer' },
  { name: 'list', label: 'palette.list' },
  { name: 'create', label: 'palette.create' },
  { name: 'go', label: 'palette.go' },
  { name: 'general', label: 'palette.general' },
]

const shortestSearch = 2
const shownTickets = 5

export default function Palette({ onClose }: { onClose: () => void }) {
  const me = useMe()
  const [, navigate] = useLocation()
  const [text, setText] = useState('')
  const query = useDeferredValue(text.trim())
  const { contains } = useFilter({ sensitivity: 'base' })
  const { keys } = usePreferences()
  const available = useAvailableCommands(me.role).filter((command) => !command.isHiddenInPalette)
  const found = useQuery({
    queryKey: ['palette', query],
    queryFn: ({ signal }) => readSearch(query, 1, signal),
    enabled: query.length >= shortestSearch && ticketIdIn(query) === null,
    staleTime: 10_000,
  })
  const id = ticketIdIn(text)
  // Views are found by name; without a word they would push everything else out of sight.
  const saved = useSavedViews().data ?? []
  const recent = useRecentTickets().data?.slice(0, shownTickets) ?? []
  const tickets = (found.data?.results ?? []).filter((result) => result.result_type === 'ticket').slice(0, shownTickets)

  const run = (key: string) => {
    onClose()
    if (key.startsWith('ticket:')) navigate(places.ticket(Number(key.slice('ticket:'.length))))
    else if (key.startsWith('view:')) navigate(places.view(Number(key.slice('view:'.length))))
    else if (key === 'search') navigate(places.search(text.trim()))
    // The palette has to be gone before a command can move the focus.
    else setTimeout(() => registry.run(key), 0)
  }
  const commandItem = (command: Command) => {
    const [first] = keysOf(command, keys)
    return (
      <ListBoxItem key={command.id} id={command.id} textValue={t(command.label)} className="menu-item">
        <span className="grow">{t(command.label)}</span>
        {first ? <Keys keys={first} /> : null}
      </ListBoxItem>
    )
  }
  return (
    <ModalOverlay
      className="scrim palette-scrim"
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      isDismissable
    >
      <Modal className="modal">
        <Dialog className="dialog palette" aria-label={t('command.general.palette')}>
          {/* What the server found needs no second filter: its text is not the text that was typed. */}
          <div className="palette-inner" onKeyDownCapture={pickFirst}>
            <Autocomplete
              inputValue={text}
              onInputChange={setText}
              filter={(value, input) => value.startsWith('\u2060') || contains(value, input)}
            >
              <SearchField className="picker-search palette-search" aria-label={t('palette.input')} autoFocus>
                <Icon name="search" />
                <Input
                  role="combobox"
                  aria-expanded="true"
                  aria-haspopup="listbox"
                  className="picker-input"
                  placeholder={t('palette.placeholder')}
                />
              </SearchField>
              <ListBox
                className="menu palette-menu"
                aria-label={t('command.general.palette')}
                onAction={(key) => run(String(key))}
                renderEmptyState={() => <p className="menu-empty">{t('kit.nothingFound')}</p>}
              >
                {/* A number is a ticket; words are commands first, then tickets, then a search. */}
                {id ? (
                  <ListBoxItem id={`ticket:${id}`} textValue={`\u2060${id}`} className="menu-item">
                    <Icon name="inbox" size="small" />
                    <span className="grow">{t('palette.openTicket', { id })}</span>
                  </ListBoxItem>
                ) : null}
                {query === '' && recent.length > 0 ? (
                  <ListBoxSection>
                    <Header className="menu-header">{t('palette.recent')}</Header>
                    {recent.map((ticket) => (
                      <ListBoxItem
                        key={ticket.id}
                        id={`ticket:${ticket.id}`}
                        textValue={`\u2060${ticket.subject ?? ''}`}
                        className="menu-item"
                      >
                        <Icon name="history" size="small" />
                        <bdi className="grow truncate">{ticket.subject || t('ticket.noSubject')}</bdi>
                        <span className="muted numeric">#{ticket.id}</span>
                      </ListBoxItem>
                    ))}
                  </ListBoxSection>
                ) : null}
                {groups.flatMap(({ name, label }) => {
                  const members = available.filter((command) => command.group === name)
                  return members.length === 0
                    ? []
                    : [
                        <ListBoxSection key={name}>
                          <Header className="menu-header">{t(label)}</Header>
                          {members.map(commandItem)}
                        </ListBoxSection>,
                      ]
                })}
                {query && saved.length > 0 ? (
                  <ListBoxSection>
                    <Header className="menu-header">{t('palette.views')}</Header>
                    {saved.map((view) => (
                      <ListBoxItem key={view.id} id={`view:${view.id}`} textValue={view.title} className="menu-item">
                        <Icon name="list" size="small" />
                        <bdi className="grow truncate">{view.title}</bdi>
                      </ListBoxItem>
                    ))}
                  </ListBoxSection>
                ) : null}
                {tickets.length > 0 || query ? (
                  <ListBoxSection>
                    <Header className="menu-header">{t('palette.tickets')}</Header>
                    {tickets.map((ticket) => (
                      <ListBoxItem
                        key={ticket.id}
                        id={`ticket:${ticket.id}`}
                        textValue={`\u2060${ticket.subject ?? ''}`}
                        className="menu-item"
                      >
                        <Icon name="inbox" size="small" />
                        <bdi className="grow truncate">{ticket.subject || t('ticket.noSubject')}</bdi>
                        <span className="muted numeric">#{ticket.id}</span>
                      </ListBoxItem>
                    ))}
                    {query ? (
                      <ListBoxItem id="search" textValue={'\u2060search'} className="menu-item">
                        <Icon name="search" size="small" />
                        <span className="grow truncate">{t('palette.searchFor', { query })}</span>
                      </ListBoxItem>
                    ) : null}
                  </ListBoxSection>
                ) : null}
              </ListBox>
            </Autocomplete>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
