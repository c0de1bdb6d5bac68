// Key caps: "Ctrl K", "G then 1".
import { caps } from '../commands/keys.ts'

const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)

export function Keys({ keys }: { keys: string }) {
  return (
    <span className="keys">
      {caps(keys, isMac).map((press, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the presses of one key never change places
        <span className="keys-press" key={index}>
          {press.map((cap) => (
            <kbd className="kbd" key={cap}>
              {cap}
            </kbd>
          ))}
        </span>
      ))}
    </span>
  )
}
