// The files of a message being written, with progress.

import { Button, IconButton } from '../../../kit/Button.tsx'
import { describeProblem } from '../../../kit/EmptyState.tsx'
import { Icon } from '../../../kit/Icon.tsx'
import { fileSize } from '../../../language/dates.ts'
import { formatLocale, language, t } from '../../../language/text.ts'
import type { PendingFile } from './useUploads.ts'

interface FileListProps {
  files: readonly PendingFile[]
  onRemove: (key: number) => void
  onRetry: (file: PendingFile) => void
}

export function FileList({ files, onRemove, onRetry }: FileListProps) {
  if (files.length === 0) return null
  return (
    <ul className="composer-files" aria-label={t('upload.list')}>
      {files.map((entry) => (
        <li className="composer-file" key={entry.key}>
          <Icon name={entry.error ? 'triangle-alert' : 'paperclip'} size="small" />
          <bdi className="truncate">{entry.file.name}</bdi>
          <span className="muted small numeric">{fileSize(entry.size, formatLocale(language()))}</span>
          {entry.error ? (
            <>
              <span className="field-error">{describeProblem(entry.error).text}</span>
              <Button size="small" onPress={() => onRetry(entry)}>
                {t('error.retry')}
              </Button>
            </>
          ) : entry.token ? (
            <Icon name="check" size="small" label={t('upload.done')} />
          ) : (
            <progress
              className="composer-progress"
              max={1}
              value={entry.done}
              aria-label={t('upload.progress', { name: entry.file.name })}
            />
          )}
          <IconButton
            icon="x"
            size="small"
            label={t('upload.remove', { name: entry.file.name })}
            onPress={() => onRemove(entry.key)}
          />
        </li>
      ))}
    </ul>
  )
}
