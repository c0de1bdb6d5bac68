/** A ticket begun by an agent: for whom, about what, and whether the first message goes to the customer or stays inside. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { createTicket } from '../../../api/tickets.ts'
import { useCommand } from '../../../commands/useCommand.ts'
import { Button } from '../../../kit/Button.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { TextField } from '../../../kit/Field.tsx'
import { Icon } from '../../../kit/Icon.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { fileSize } from '../../../language/dates.ts'
import { formatLocale, language, t } from '../../../language/text.ts'
import { places } from '../../../places/places.ts'
import { uploadLimits } from '../composer/checks.ts'
import { isEmptyHtml } from '../composer/drafts.ts'
import { FileList } from '../composer/FileList.tsx'
import { isAddress } from '../composer/recipients.ts'
import { useUploads } from '../composer/useUploads.ts'
import '../composer/composer.css'

const Editor = lazy(() => import('../../../kit/editor/Editor.tsx'))

export default function NewTicketPage() {
  const [, navigate] = useLocation()
  const client = useQueryClient()
  const [email, setEmail] = useState('')
  const [name, setName] = useState('')
  const [subject, setSubject] = useState('')
  const [isPublic, setPublic] = useState(true)
  const [isTried, setTried] = useState(false)
  const html = useRef('')
  const [hasText, setHasText] = useState(false)
  const uploads = useUploads((file) =>
    toast(
      t('upload.tooLarge', { name: file.name, limit: fileSize(uploadLimits.file_bytes, formatLocale(language())) }),
      'triangle-alert',
    ),
  )
  const create = useMutation({
    mutationFn: () =>
      createTicket({
        subject: subject.trim(),
        requester: { name: name.trim() || email.trim(), email: email.trim() },
        comment: {
          html_body: html.current,
          public: isPublic,
          uploads: uploads.files.flatMap((file) => file.token ?? []),
        },
      }),
    onSuccess: ({ ticket }) => {
      void client.invalidateQueries({ queryKey: ['tickets'] })
      toast(t('new.created', { id: ticket.id }))
      navigate(places.ticket(ticket.id))
    },
  })
  const errors = {
    email: isAddress(email) ? undefined : t('new.emailWrong'),
    subject: subject.trim() ? undefined : t('new.subjectMissing'),
    text: hasText ? undefined : t('composer.empty'),
  }
  const submit = () => {
    setTried(true)
    if (!errors.email && !errors.subject && !errors.text && !uploads.isBusy && !create.isPending) create.mutate()
  }
  useCommand('composer.send', submit)
  const label = isPublic
    ? t('composer.sendTo', { first: email.trim() || t('new.theCustomer'), more: 0 })
    : t('composer.addNote')
  return (
    <div className="page">
      <h1 className="page-title">{t('new.title')}</h1>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        {create.isError ? <ErrorNotice error={create.error} title={t('new.failed')} /> : null}
        <div className="new-who">
          <TextField
            label={t('new.email')}
            type="email"
            value={email}
            onChange={setEmail}
            error={isTried ? errors.email : undefined}
            isRequired
            ref={focusOnce}
          />
          <TextField label={t('new.name')} value={name} onChange={setName} />
        </div>
        <TextField
          label={t('new.subject')}
          value={subject}
          onChange={setSubject}
          error={isTried ? errors.subject : undefined}
          isRequired
        />
        <div className={`new-message composer-${isPublic ? 'reply' : 'note'}`}>
          <div className="composer-band">
            <fieldset className="composer-modes">
              <legend className="sr-only">{t('composer.mode')}</legend>
              <Choice isChosen={isPublic} onChoose={() => setPublic(true)} label={t('new.public')} />
              <Choice isChosen={!isPublic} onChoose={() => setPublic(false)} label={t('composer.mode.note')} />
            </fieldset>
            <p className="composer-audience">
              <Icon name={isPublic ? 'eye' : 'users'} size="small" />{' '}
              {isPublic ? t('composer.audience.reply') : t('composer.audience.note')}
            </p>
          </div>
          <Suspense fallback={<div className="composer-wait" />}>
            <Editor
              label={t('new.message')}
              placeholder={t('new.placeholder')}
              initialHtml=""
              onChange={(next) => {
                html.current = next
                setHasText(!isEmptyHtml(next))
              }}
              onFiles={uploads.add}
            />
          </Suspense>
          <FileList files={uploads.files} onRemove={uploads.remove} onRetry={uploads.retry} />
          {isTried && errors.text ? <p className="field-error new-error">{errors.text}</p> : null}
        </div>
        <div className="row row-wrap">
          <Button kind="primary" type="submit" icon={isPublic ? 'send' : 'lock'} isPending={create.isPending}>
            {label}
          </Button>
        </div>
      </form>
    </div>
  )
}

let hasFocused: HTMLInputElement | null = null

/** Focuses the field once, when it appears. */
function focusOnce(input: HTMLInputElement | null): void {
  if (input && hasFocused !== input) input.focus()
  hasFocused = input ?? hasFocused
}

function Choice({ isChosen, onChoose, label }: { isChosen: boolean; onChoose: () => void; label: string }) {
  return (
    <label className="composer-mode" data-selected={isChosen || undefined}>
      <input type="radio" name="audience" checked={isChosen} onChange={onChoose} /> {label}
    </label>
  )
}
