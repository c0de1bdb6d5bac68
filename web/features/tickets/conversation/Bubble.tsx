/** One message: who, by which way, to whom; its words; its files; and what became of its mails. */
import { useState } from 'react'
import type { Comment, User } from '../../../api/shapes.ts'
import { Avatar } from '../../../kit/Avatar.tsx'
import { Badge } from '../../../kit/Badge.tsx'
import { Button, IconButton } from '../../../kit/Button.tsx'
import { Icon } from '../../../kit/Icon.tsx'
import { Menu, type MenuEntry } from '../../../kit/Menu.tsx'
import { TimeText } from '../../../kit/TimeText.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { type MessageKey, t } from '../../../language/text.ts'
import { Attachments } from './Attachments.tsx'
import { MailFrame } from './MailFrame.tsx'
import { SenderBadge } from './SenderBadge.tsx'
import { UndoStrip } from './UndoStrip.tsx'

interface BubbleProps {
  comment: Comment
  author: User | null
  onUndo: (comment: Comment) => void
  onSplit: (comment: Comment) => void
}

type Kind = 'customer' | 'agent' | 'note'

const roleWords: Record<Kind, MessageKey> = { customer: 'role.customer', agent: 'role.agent', note: 'role.note' }

/** Channels we have words for; anything else is named as the API names it. */
const channelWords: Record<string, MessageKey> = {
  email: 'channel.email',
  web: 'channel.web',
  api: 'channel.api',
  system: 'channel.system',
}

export function Bubble({ comment, author, onUndo, onSplit }: BubbleProps) {
  const [showsImages, setImages] = useState(false)
  const [showsQuoted, setQuoted] = useState(false)
  const isTeam = author?.role === 'agent' || author?.role === 'admin'
  const kind: Kind = !comment.public ? 'note' : isTeam ? 'agent' : 'customer'
  const name = author?.name || author?.email || t('person.unknown')
  const channel = comment.via?.channel ?? ''
  const channelKey = channelWords[channel]
  const isFramed = comment.frame_url && (comment.is_html !== false || showsQuoted)
  const address = isFramed && comment.frame_url ? frameAddress(comment.frame_url, showsImages, showsQuoted) : null

  // Messages can take the focus, so that Z undoes the one that was just sent.
  return (
    <article
      className={`bubble bubble-${kind}`}
      id={`m-${comment.id}`}
      tabIndex={-1}
      aria-label={t('message.label', { name, role: t(roleWords[kind]) })}
    >
      <header className="bubble-head">
        <Avatar name={name} id={comment.author_id} isTeam={isTeam} />
        <div className="bubble-who">
          <bdi className="bubble-name">{name}</bdi>
          {kind === 'note' ? (
            <Badge tone="amber" icon="lock">
              {t('role.note')}
            </Badge>
          ) : kind === 'agent' ? (
            <Badge tone="slate">{t('role.agent')}</Badge>
          ) : null}
          {comment.sender && kind === 'customer' ? <SenderBadge sender={comment.sender} /> : null}
        </div>
        <span className="bubble-when">
          {channel ? <span className="bubble-channel">{channelKey ? t(channelKey) : channel} · </span> : null}
          <TimeText at={comment.created_at} as="clock" />
        </span>
        <BubbleMenu comment={comment} onSplit={onSplit} />
      </header>
      <Addressees comment={comment} />
      <div className="bubble-body">
        {address ? (
          <MailFrame address={address} title={name} />
        ) : (
          <p className="bubble-text">{comment.plain_body ?? comment.body}</p>
        )}
      </div>
      {comment.has_remote_images && !showsImages ? (
        <p className="bubble-ask">
          <Icon name="image" size="small" />
          <span className="grow">{t('message.imagesBlocked')}</span>
          <Button size="small" onPress={() => setImages(true)}>
            {t('message.showImages')}
          </Button>
        </p>
      ) : null}
      {comment.has_quoted && comment.frame_url ? (
        <Button
          kind="quiet"
          size="small"
          icon="ellipsis"
          className="bubble-quoted"
          aria-expanded={showsQuoted}
          onPress={() => setQuoted(!showsQuoted)}
        >
          {t(showsQuoted ? 'message.hideQuoted' : 'message.showQuoted')}
        </Button>
      ) : null}
      <Attachments attachments={comment.attachments ?? []} />
      {kind === 'agent' ? <UndoStrip comment={comment} onUndo={() => onUndo(comment)} /> : null}
    </article>
  )
}

/** The frame's address with what the reader asked to see. */
export function frameAddress(frameUrl: string, images: boolean, quoted: boolean): string {
  const parts = [images ? 'images=1' : '', quoted ? 'quoted=1' : ''].filter(Boolean)
  return parts.length === 0 ? frameUrl : `${frameUrl}${frameUrl.includes('?') ? '&' : '?'}${parts.join('&')}`
}

/** `support+id…@desk.example` is the same mailbox; the long part only says which ticket an answer belongs to. */
function withoutReplyToken(address: string): string {
  return address.replace(/\+id[a-z2-7]{16,}(?=@)/i, '')
}

function Addressees({ comment }: { comment: Comment }) {
  const source = comment.via?.source
  const to = comment.delivery?.length
    ? comment.delivery.map((entry) => entry.recipient)
    : source?.to?.address
      ? [withoutReplyToken(source.to.address)]
      : []
  if (!comment.public || to.length === 0) return null
  return (
    <p className="bubble-to">
      {t('message.to')} <bdi>{to.join(', ')}</bdi>
    </p>
  )
}

function BubbleMenu({ comment, onSplit }: Pick<BubbleProps, 'comment' | 'onSplit'>) {
  const link = `${location.origin}${location.pathname}${location.search}#m-${comment.id}`
  const entries: MenuEntry[] = [
    { id: 'link', label: t('message.copyLink'), icon: 'link' },
    { id: 'split', label: t('split.title'), icon: 'split' },
    ...(comment.source_url ? [{ id: 'source', label: t('message.original'), icon: 'file-text' as const }] : []), // literal of the icon names
  ]
  return (
    <Menu
      label={t('message.actions')}
      entries={entries}
      onPick={(id) => {
        if (id === 'source' && comment.source_url) window.open(comment.source_url, '_blank', 'noopener')
        if (id === 'split') onSplit(comment)
        if (id === 'link') void navigator.clipboard.writeText(link).then(() => toast(t('copied.link')))
      }}
      trigger={<IconButton icon="ellipsis" label={t('message.actions')} size="small" />}
    />
  )
}
