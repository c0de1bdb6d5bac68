/**
 * The composer's two states. Closed, it offers two buttons of equal weight and nothing to type into, so that nobody
 * writes to the wrong readers by accident. Open, it is either a public reply or an internal note, never undecided.
 */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { DraftMode } from '../../../api/paths.ts'
import { useMe } from '../../../api/session.ts'
import type { Comment, Status, Ticket, User } from '../../../api/shapes.ts'
import { useCommand } from '../../../commands/useCommand.ts'
import { Button } from '../../../kit/Button.tsx'
import { Icon } from '../../../kit/Icon.tsx'
import { Keys } from '../../../kit/Keys.tsx'
import { t } from '../../../language/text.ts'
import { ComposerOpen, loadEditor } from './ComposerOpen.tsx'
import { findLocalDraft } from './draftStore.ts'
import type { DraftChoice } from './drafts.ts'
import { recipientsOf, shortName } from './recipients.ts'
import { loadDraft } from './useDraft.ts'
import './composer.css'

/** What an opened editor starts from. */
export interface Start {
  mode: DraftMode
  html_body: string
  email_ccs: string[] | null
  base_updated_at: string | null
  conflict: Extract<DraftChoice, { kind: 'conflict' }> | null
  /** Text carried over from the other mode is not saved under this one yet. */
  isCarried?: boolean
}

/** Words that a macro puts into the composer; each has a number of its own. */
export interface Insertion {
  round: number
  mode: DraftMode
  html: string
  status: Status | undefined
}

interface ComposerProps {
  ticket: Ticket
  users: readonly User[]
  comments: readonly Comment[]
  /** A draft that is waiting opens with the focus in it: the agent has just called it back. */
  isCalledBack: boolean
  insertion: Insertion | null
  onSent: (comment: Comment, goNext: boolean) => void
}

export function Composer({ ticket, users, comments, isCalledBack, insertion, onSent }: ComposerProps) {
  const me = useMe()
  const [start, setStart] = useState<Start | null>(null)
  const [hasFocus, setFocus] = useState(isCalledBack)
  const loaded = useRef(new Map<DraftMode, DraftChoice>())
  const replyButton = useRef<HTMLButtonElement>(null)
  const recipients = recipientsOf(ticket, users)

  useEffect(() => {
    let isGone = false
    void Promise.all(
      (['reply', 'note'] as const).map(async (mode) => [mode, await loadDraft(me.id, ticket.id, mode)] as const),
    ).then((choices) => {
      if (isGone) return
      loaded.current = new Map(choices)
      const waiting = choices.find(([, choice]) => choice.kind !== 'none')
      if (waiting) setStart((old) => old ?? startFrom(...waiting))
    })
    return () => {
      isGone = true
    }
  }, [me.id, ticket.id])

  // Where it fails, opening the composer tries again and tells.
  useEffect(() => void loadEditor().catch(() => undefined), [])

  const open = useCallback(
    (mode: DraftMode) => {
      setFocus(true)
      setStart(startFrom(mode, loaded.current.get(mode) ?? localChoice(me.id, ticket.id, mode)))
      loaded.current.delete(mode)
    },
    [me.id, ticket.id],
  )
  useEffect(() => {
    if (insertion)
      setStart((old) =>
        old?.mode === insertion.mode ? old : startFrom(insertion.mode, localChoice(me.id, ticket.id, insertion.mode)),
      )
  }, [insertion, me.id, ticket.id])
  const close = useCallback(() => {
    setStart(null)
    requestAnimationFrame(() => replyButton.current?.focus())
  }, [])

  const isClosed = ticket.status === 'closed'
  // Open, the composer answers to these keys itself.
  useCommand('ticket.reply', () => open('reply'), !isClosed && start === null)
  useCommand('ticket.note', () => open('note'), !isClosed && start === null)

  if (isClosed) {
    return <p className="composer composer-shut muted">{t('composer.ticketClosed')}</p>
  }
  if (start) {
    return (
      <ComposerOpen
        key={start.mode}
        ticket={ticket}
        recipients={recipients}
        comments={comments}
        users={users}
        start={start}
        hasFocus={hasFocus}
        insertion={insertion?.mode === start.mode ? insertion : null}
        onClose={close}
        onSent={(comment, goNext) => {
          setStart(null)
          onSent(comment, goNext)
        }}
        onSwitch={(mode, html) => {
          setFocus(true)
          const other = localChoice(me.id, ticket.id, mode)
          if (html === null || other.kind !== 'none') open(mode)
          else
            setStart({ mode, html_body: html, email_ccs: null, base_updated_at: null, conflict: null, isCarried: true })
        }}
      />
    )
  }
  return (
    <div className="composer composer-closed">
      <Button ref={replyButton} className="composer-choice composer-choice-reply" onPress={() => open('reply')}>
        <Icon name="reply" />
        <span className="truncate">
          {t('composer.replyTo', { name: shortName(recipients.to) || t('person.unknown') })}
        </span>
        <Keys keys="r" />
      </Button>
      <Button className="composer-choice composer-choice-note" onPress={() => open('note')}>
        <Icon name="lock" />
        <span className="truncate">{t('composer.internalNote')}</span>
        <Keys keys="n" />
      </Button>
    </div>
  )
}

function localChoice(meId: number, ticketId: number, mode: DraftMode): DraftChoice {
  const draft = findLocalDraft(meId, ticketId, mode)
  return draft ? { kind: 'local', draft } : { kind: 'none' }
}

function startFrom(mode: DraftMode, choice: DraftChoice): Start {
  switch (choice.kind) {
    case 'none':
      return { mode, html_body: '', email_ccs: null, base_updated_at: null, conflict: null }
    case 'local':
      return {
        mode,
        html_body: choice.draft.html_body,
        email_ccs: choice.draft.email_ccs,
        base_updated_at: choice.draft.base_updated_at,
        conflict: null,
      }
    case 'server':
      return {
        mode,
        html_body: choice.draft.html_body,
        email_ccs: choice.draft.email_ccs,
        base_updated_at: choice.draft.updated_at,
        conflict: null,
      }
    case 'conflict':
      return {
        mode,
        html_body: choice.local.html_body,
        email_ccs: choice.local.email_ccs,
        base_updated_at: choice.server.updated_at,
        conflict: choice,
      }
  }
}
