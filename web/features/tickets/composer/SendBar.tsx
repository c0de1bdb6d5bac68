// The foot of the composer: the one button that sends says to whom, the one beside it says what the ticket becomes.
import { useRef } from 'react'
import type { DraftMode } from '../../../api/paths.ts'
import type { Status, User } from '../../../api/shapes.ts'
import { Button, Hint, IconButton } from '../../../kit/Button.tsx'
import { Icon } from '../../../kit/Icon.tsx'
import { Menu } from '../../../kit/Menu.tsx'
import { fileSize } from '../../../language/dates.ts'
import { formatLocale, language, type MessageKey, t } from '../../../language/text.ts'
import { choosableStatuses, statusLooks } from '../labels.ts'
import { uploadLimits } from './checks.ts'
import { namedRecipients } from './recipients.ts'
import type { DraftState } from './useDraft.ts'

interface SendBarProps {
  mode: DraftMode
  status: Status
  to: User | null
  ccs: readonly string[]
  draftState: DraftState
  isSending: boolean
  onStatus: (status: Status) => void
  onSend: () => void
  onFiles: (files: Iterable<File>) => void
  onDiscard: () => void
}

const draftWords: Record<DraftState, MessageKey | null> = {
  loading: null,
  clean: null,
  typing: 'draft.typing',
  saving: 'draft.typing',
  saved: 'draft.saved',
  offline: 'draft.offline',
}

export function SendBar({
  mode,
  status,
  to,
  ccs,
  draftState,
  isSending,
  onStatus,
  onSend,
  onFiles,
  onDiscard,
}: SendBarProps) {
  const input = useRef<HTMLInputElement>(null)
  const { first, more } = namedRecipients(to, ccs)
  const words = draftWords[draftState]
  const label = isSending
    ? t('composer.sending')
    : mode === 'reply'
      ? t('composer.sendTo', { first, more })
      : t('composer.addNote')
  return (
    <footer className="composer-foot">
      <IconButton
        icon="paperclip"
        label={t('upload.add', {
          limit: fileSize(uploadLimits.file_bytes, formatLocale(language())),
          total: fileSize(uploadLimits.total_bytes, formatLocale(language())),
        })}
        placement="top"
        onPress={() => input.current?.click()}
      />
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          onFiles(event.target.files ?? [])
          event.target.value = ''
        }}
      />
      <IconButton icon="trash-2" label={t('draft.discard')} placement="top" onPress={onDiscard} />
      <span className="composer-draft">{words ? t(words) : ''}</span>
      <div className="composer-send">
        <Hint text={label} keys="$mod+Enter" placement="top">
          <Button
            kind="primary"
            icon={mode === 'reply' ? 'send' : 'lock'}
            onPress={onSend}
            isPending={isSending}
            className="composer-send-main"
          >
            <span className="truncate">{label}</span>
          </Button>
        </Hint>
        <Menu
          label={t('composer.resultingStatus')}
          chosen={status}
          onPick={(id) => {
            const chosen = choosableStatuses.find((entry) => entry === id)
            if (chosen) onStatus(chosen)
          }}
          entries={choosableStatuses.map((entry) => ({
            id: entry,
            label: t(statusLooks[entry].label),
            icon: statusLooks[entry].icon,
          }))}
          trigger={
            <Button
              kind="primary"
              className="composer-send-status"
              aria-label={t('composer.asStatusLabel', { status: t(statusLooks[status].label) })}
            >
              <span>{t('composer.asStatus', { status: t(statusLooks[status].label) })}</span>
              <Icon name="chevron-down" size="small" />
            </Button>
          }
        />
      </div>
    </footer>
  )
}
