// All keys on one sheet, searchable; those that would do something here stand first.
import { useState } from 'react'
import { Link } from 'wouter'
import { useMe } from '../api/session.ts'
import { keysOf } from '../commands/keys.ts'
import { type Command, type CommandGroup, commands } from '../commands/list.ts'
import { registry } from '../commands/registry.ts'
import { Dialog } from '../kit/Dialog.tsx'
import { TextField } from '../kit/Field.tsx'
import { Keys } from '../kit/Keys.tsx'
import { type MessageKey, t } from '../language/text.ts'
import { places } from '../places/places.ts'
import { usePreferences } from '../preferences/store.ts'

const groups: readonly [CommandGroup, MessageKey][] = [
  ['list', 'palette.list'],
  ['ticket', 'palette.ticket'],
  ['composer', 'palette.composer'],
  ['go', 'palette.go'],
  ['create', 'palette.create'],
  ['general', 'palette.general'],
]

export default function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('')
  const me = useMe()
  const { keys, has_character_keys } = usePreferences()
  const all: readonly Command[] = commands
  const shown = all.filter(
    (command) =>
      keysOf(command, keys).length > 0 &&
      (!command.permission || command.permission === me.role) &&
      t(command.label).toLocaleLowerCase().includes(text.trim().toLocaleLowerCase()),
  )
  return (
    <Dialog title={t('command.general.shortcuts')} isOpen onClose={onClose} isWide>
      <TextField label={t('shortcut.filter')} value={text} onChange={setText} ref={(input) => input?.focus()} />
      {has_character_keys ? null : <p className="notice notice-amber">{t('shortcut.off')}</p>}
      <div className="sheet">
        {groups.map(([name, label]) => {
          const members = shown.filter((command) => command.group === name)
          if (members.length === 0) return null
          return (
            <section key={name}>
              <h3 className="sheet-title">{t(label)}</h3>
              <dl className="sheet-list">
                {members.map((command) => (
                  <div
                    className={registry.isAvailable(command.id) ? 'sheet-row' : 'sheet-row sheet-elsewhere'}
                    key={command.id}
                  >
                    <dt>{t(command.label)}</dt>
                    <dd className="row">
                      {keysOf(command, keys).map((entry) => (
                        <Keys keys={entry} key={entry} />
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          )
        })}
      </div>
      <p>
        <Link href={places.settings('shortcuts')} onClick={onClose}>
          {t('shortcut.changeAll')}
        </Link>
      </p>
    </Dialog>
  )
}
