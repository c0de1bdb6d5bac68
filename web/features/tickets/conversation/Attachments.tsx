// Files of a message. They open in a tab of their own; the server sends them as downloads or harmless previews.
import type { Attachment } from '../../../api/shapes.ts'
import { Icon } from '../../../kit/Icon.tsx'
import { fileSize } from '../../../language/dates.ts'
import { formatLocale, language, t } from '../../../language/text.ts'

export function Attachments({ attachments }: { attachments: readonly Attachment[] }) {
  const shown = attachments.filter((entry) => !entry.inline)
  if (shown.length === 0) return null
  return (
    <ul className="files" aria-label={t('message.files')}>
      {shown.map((entry) => (
        <li key={entry.id}>
          <a className="file" href={entry.content_url} target="_blank" rel="noopener noreferrer">
            <Icon name={entry.content_type.startsWith('image/') ? 'image' : 'file'} />
            <bdi className="truncate">{entry.file_name}</bdi>
            <span className="muted small numeric">{fileSize(entry.size, formatLocale(language()))}</span>
          </a>
        </li>
      ))}
    </ul>
  )
}
