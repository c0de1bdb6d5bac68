// The CCs of a reply as chips; addresses that this ticket has not seen are marked in words.
import { useId, useState } from 'react'
import { Icon } from '../../../kit/Icon.tsx'
import { announce } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'
import { domainOf, flagAddress, splitAddresses } from './recipients.ts'

/** The API takes as many CCs as Zendesk's: 48. */
const mostCcs = 48

export function CcField({
  ccs,
  known,
  onChange,
}: {
  ccs: string[]
  known: readonly string[]
  onChange: (ccs: string[]) => void
}) {
  const [text, setText] = useState('')
  const [isWrong, setWrong] = useState(false)
  const id = useId()
  const take = () => {
    if (text.trim() === '') {
      setWrong(false)
      return
    }
    const { addresses, rest } = splitAddresses(text)
    setWrong(rest !== '')
    setText(rest)
    if (addresses.length > 0) onChange([...new Set([...ccs, ...addresses])].slice(0, mostCcs))
  }
  const remove = (address: string) => {
    onChange(ccs.filter((entry) => entry !== address))
    announce(t('composer.ccRemoved', { address }))
  }
  return (
    <div className="composer-ccs">
      <label className="composer-to-label" htmlFor={id}>
        {t('composer.cc')}
      </label>
      {ccs.map((address) => {
        const flag = flagAddress(address, known)
        return (
          <span className={flag === 'known' ? 'chip' : 'chip chip-marked'} key={address}>
            <bdi className="truncate">{address}</bdi>
            {flag === 'known' ? null : (
              <span className="chip-flag">
                <Icon name="triangle-alert" size="small" />
                {flag === 'new'
                  ? t('composer.flag.new')
                  : t('composer.flag.otherDomain', { domain: domainOf(address) })}
              </span>
            )}
            <button
              type="button"
              className="chip-remove"
              aria-label={t('composer.ccRemove', { address })}
              onClick={() => remove(address)}
            >
              <Icon name="x" size="small" />
            </button>
          </span>
        )
      })}
      <input
        id={id}
        className="composer-cc"
        type="text"
        inputMode="email"
        autoComplete="off"
        value={text}
        aria-invalid={isWrong || undefined}
        aria-describedby={isWrong ? `${id}-error` : undefined}
        placeholder={t('composer.ccAdd')}
        onChange={(event) => setText(event.target.value)}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) take()
          else if (event.key === 'Enter' || event.key === ',' || event.key === ';') {
            event.preventDefault()
            take()
          } else if (event.key === 'Backspace' && text === '' && ccs.length > 0) remove(ccs.at(-1) ?? '')
        }}
      />
      {isWrong ? (
        <span className="field-error" id={`${id}-error`}>
          {t('composer.ccWrong')}
        </span>
      ) : null}
    </div>
  )
}
