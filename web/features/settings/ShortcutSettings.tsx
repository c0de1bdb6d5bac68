// All shortcuts, each changeable: press the new key, or take it away. Conflicts are told before they are stored.
import { useState } from 'react'
import { findConflicts, keysOf } from '../../commands/keys.ts'
import { type Command, type CommandId, commands, getCommand } from '../../commands/list.ts'
import { Button } from '../../kit/Button.tsx'
import { Keys } from '../../kit/Keys.tsx'
import { announce } from '../../kit/Toasts.tsx'
import { t } from '../../language/text.ts'
import { setPreferences, usePreferences } from '../../preferences/store.ts'
import { pressOf } from './presses.ts'

export default function ShortcutSettings() {
  const { keys } = usePreferences()
  const [waitingFor, setWaitingFor] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const all: readonly Command[] = commands

  const take = (command: Command, pressed: string) => {
    const next = { ...keys, [command.id]: [pressed] }
    const conflict = findConflicts(all, next).find((entry) => entry.ids.includes(command.id))
    const other = conflict?.ids.find((id) => id !== command.id)
    setWaitingFor(null)
    if (other) {
      setProblem(t('shortcut.taken', { other: t(getCommand(other as CommandId).label) })) // ids of conflicts come from the list
      return
    }
    setProblem(null)
    setPreferences({ keys: next })
    announce(t('shortcut.changed'))
  }
  const reset = () => {
    setProblem(null)
    setPreferences({ keys: {} })
  }
  return (
    <>
      <p className="muted">{t('shortcut.text')}</p>
      {problem ? (
        <p className="notice notice-amber" role="alert">
          {problem}
        </p>
      ) : null}
      <ul className="settings-list">
        {all
          .filter((command) => command.keys)
          .map((command) => {
            const own = keysOf(command, keys)
            return (
              <li className="settings-row" key={command.id}>
                <span className="grow">{t(command.label)}</span>
                {own.map((entry) => (
                  <Keys keys={entry} key={entry} />
                ))}
                {waitingFor === command.id ? (
                  <input
                    className="input shortcut-input"
                    readOnly
                    aria-label={t('shortcut.press')}
                    value={t('shortcut.press')}
                    ref={(input) => input?.focus()}
                    onBlur={() => setWaitingFor(null)}
                    onKeyDown={(event) => {
                      if (event.key === 'Tab') return
                      event.preventDefault()
                      event.stopPropagation()
                      if (event.key === 'Escape') setWaitingFor(null)
                      const pressed = pressOf(event)
                      if (pressed) take(command, pressed)
                    }}
                  />
                ) : (
                  <Button
                    size="small"
                    onPress={() => setWaitingFor(command.id)}
                    aria-label={t('shortcut.change', { name: t(command.label) })}
                  >
                    {t('shortcut.changeShort')}
                  </Button>
                )}
              </li>
            )
          })}
      </ul>
      <Button onPress={reset}>{t('shortcut.reset')}</Button>
    </>
  )
}
