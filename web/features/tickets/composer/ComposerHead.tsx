// The composer's band: who will read this, in words, and the addresses it goes to.
import { Radio, RadioGroup } from 'react-aria-components'
import type { DraftMode } from '../../../api/paths.ts'
import type { User } from '../../../api/shapes.ts'
import { IconButton } from '../../../kit/Button.tsx'
import { Icon } from '../../../kit/Icon.tsx'
import { t } from '../../../language/text.ts'
import { CcField } from './CcField.tsx'

interface ComposerHeadProps {
  mode: DraftMode
  to: User | null
  ccs: string[]
  known: readonly string[]
  onCcs: (ccs: string[]) => void
  onMode: (mode: DraftMode) => void
  onClose: () => void
}

export function ComposerHead({ mode, to, ccs, known, onCcs, onMode, onClose }: ComposerHeadProps) {
  return (
    <header className="composer-head">
      <div className="composer-band">
        <RadioGroup
          className="composer-modes"
          orientation="horizontal"
          aria-label={t('composer.mode')}
          value={mode}
          onChange={(value) => onMode(value === 'note' ? 'note' : 'reply')}
        >
          <Radio value="reply" className="composer-mode">
            <Icon name="reply" size="small" /> {t('composer.mode.reply')}
          </Radio>
          <Radio value="note" className="composer-mode">
            <Icon name="lock" size="small" /> {t('composer.mode.note')}
          </Radio>
        </RadioGroup>
        <p className="composer-audience">
          <Icon name={mode === 'reply' ? 'eye' : 'users'} size="small" />
          {mode === 'reply' ? t('composer.audience.reply') : t('composer.audience.note')}
        </p>
        <IconButton icon="chevron-down" label={t('composer.minimise')} size="small" placement="top" onPress={onClose} />
      </div>
      {mode === 'reply' ? (
        <div className="composer-to">
          <span className="composer-to-label">{t('composer.to')}</span>
          <span className="chip" title={to?.email ?? ''}>
            <bdi className="truncate">
              {to?.name && to.name !== to.email ? `${to.name} <${to.email ?? ''}>` : (to?.email ?? t('person.unknown'))}
            </bdi>
          </span>
          <CcField ccs={ccs} known={known} onChange={onCcs} />
        </div>
      ) : null}
    </header>
  )
}
