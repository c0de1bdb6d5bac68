// A conversation as the customer reads it who holds a link to it: what was said, and a form to answer. Complete without
// JavaScript; there is none.
import { notice } from './field.ts'
import { type Content, html } from './html.ts'
import { type PageFrame, renderPage } from './layout.ts'
import { plainText, simpleHtml } from './rich-text.ts'

export interface ShownFile {
  name: string
  url: string
  /** In words of the reader's language. */
  size: string
}

export interface ShownMessage {
  id: number
  author: string
  is_team: boolean
  is_own: boolean
  time: { datetime: string; text: string }
  text: string
  /** Sanitised HTML where the message has any and is not too long; shown here when it is simple. */
  html: string | null
  /** `text` is the beginning of more. */
  is_shortened: boolean
  /** The message as a document for a frame; null for plain text. */
  frame_url: string | null
  whole_url: string
  quoted_text: string | null
  /** The quoted history as a document, where its text is not all of it. */
  quoted_url: string | null
  /** Leads to this page with the message's remote images; null when there are none to ask for. */
  images_url: string | null
  files: ShownFile[]
}

export type ReplyProblem =
  | { kind: 'empty' | 'too_long' | 'closed' | 'no_space' }
  | { kind: 'files_too_large'; megabytes: number }
  | { kind: 'too_many_files'; count: number }
  | { kind: 'limited'; minutes: number }

export type ShownStatus = 'received' | 'in_progress' | 'waiting' | 'solved' | 'closed'

export interface ConversationPage extends Omit<PageFrame, 'title' | 'desk'> {
  desk: string
  number: number
  subject: string
  status: ShownStatus
  /** Who reads, and in whose name the form writes. */
  person: string
  messages: ShownMessage[]
  earlier_url: string | null
  /** Set on pages of earlier messages. */
  newest_url: string | null
  is_sent: boolean
  form: {
    action: string
    key: string
    text: string
    problem: ReplyProblem | null
    max_chars: number
    max_files: number
    megabytes: number
  }
}

export function renderConversation(page: ConversationPage): string {
  const { t, status } = page
  const title = page.subject || t('conversation.no_subject', { number: page.number })
  return renderPage(
    { ...page, title, has_panel: false, width: 'reading' },
    html`<p class="desk">${page.desk}</p>
    <h1 dir="auto">${title}</h1>
    <p class="facts"><span class=${`state ${status}`}>${t(`conversation.status.${status}`)}</span> <span>${t('conversation.number', { number: page.number })}</span></p>
    ${page.is_sent && notice('status', t('conversation.sent'))}
    ${page.earlier_url && html`<p class="pages"><a href=${page.earlier_url}>${t('conversation.earlier')}</a></p>`}
    <ol class="messages">${page.messages.map((message) => html`<li id=${`message-${message.id}`}>${article(page, message)}</li>`)}</ol>
    ${page.newest_url ? html`<p class="pages"><a href=${page.newest_url}>${t('conversation.newest')}</a></p>` : answer(page)}`,
  )
}

/** Beside the form, where the browser lands on the field in question. */
function problemNotice({ t }: ConversationPage, problem: ReplyProblem): Content {
  const { kind, ...values } = problem
  return html`<div id="problem">${notice('alert', t(`conversation.problem.${kind}`, values))}</div>`
}

function article(page: ConversationPage, message: ShownMessage): Content {
  const { t } = page
  const heading = `author-${message.id}`
  return html`<article class=${message.is_team ? 'message team' : 'message'} aria-labelledby=${heading}>
    <header>
      <h2 id=${heading}><bdi>${message.author}</bdi>${message.is_team && html` <span class="role">${page.desk}</span>`}${message.is_own && html` <span class="role">${t('conversation.you')}</span>`}</h2>
      <time datetime=${message.time.datetime}>${message.time.text}</time>
    </header>
    ${words(page, message)}
    ${quoted(page, message)}
    ${
      message.files.length > 0 &&
      html`<ul class="files" aria-label=${t('conversation.files')}>
      ${message.files.map((file) => html`<li><a href=${file.url}><bdi>${file.name}</bdi></a> <span>${file.size}</span></li>`)}
    </ul>`
    }
  </article>`
}

function words({ t }: ConversationPage, message: ShownMessage): Content {
  const simple = message.html === null ? null : simpleHtml(message.html)
  if (simple !== null) return simple
  if (message.frame_url === null) {
    return html`${plainText(message.text)}
      ${message.is_shortened && html`<p class="more"><a href=${message.whole_url} target="_blank">${t('conversation.whole')}</a></p>`}`
  }
  const height = message.text.length > 1_200 ? 'tall' : message.text.length > 300 ? 'medium' : 'short'
  return html`<iframe class=${`frame ${height}`} src=${message.frame_url} title=${t('conversation.frame', { author: message.author })}
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer" loading="lazy"></iframe>
    <p class="more">
      <a href=${message.frame_url} target="_blank">${t('conversation.whole')}</a>
      ${message.images_url && html` <a href=${message.images_url}>${t('conversation.images')}</a>`}
    </p>`
}

function quoted({ t }: ConversationPage, message: ShownMessage): Content {
  if (message.quoted_text === null && message.quoted_url === null) return null
  return html`<details>
    <summary>${t('conversation.quoted')}</summary>
    ${message.quoted_text !== null && plainText(message.quoted_text)}
    ${message.quoted_url && html`<p class="more"><a href=${message.quoted_url} target="_blank">${t('conversation.whole')}</a></p>`}
  </details>`
}

function answer(page: ConversationPage): Content {
  const { t, form, status } = page
  if (status === 'closed') {
    return html`<section class="answer" aria-labelledby="answer">
      <h2 id="answer">${t('conversation.closed.title')}</h2>
      <p class="hint">${t('conversation.closed.text')}</p>
      ${form.problem && problemNotice(page, form.problem)}
      ${form.text !== '' && html`<div class="field"><label for="text">${t('conversation.text')}</label><textarea id="text" rows="8" readonly dir="auto">${form.text}</textarea></div>`}
    </section>`
  }
  const is_about_text = form.problem?.kind === 'empty' || form.problem?.kind === 'too_long'
  const is_about_files = form.problem?.kind === 'files_too_large' || form.problem?.kind === 'too_many_files'
  // The text stands before the files: it is read first, and kept when the files are too large.
  return html`<section class="answer" aria-labelledby="answer">
    <h2 id="answer">${t('conversation.answer')}</h2>
    <p class="hint">${t(status === 'solved' ? 'conversation.reopens' : 'conversation.as', { person: page.person })}</p>
    ${form.problem && problemNotice(page, form.problem)}
    <form method="post" action=${form.action} enctype="multipart/form-data" class="form">
      <input type="hidden" name="key" value=${form.key} />
      <div class=${is_about_text ? 'field has-error' : 'field'}>
        <label for="text">${t('conversation.text')}</label>
        <textarea id="text" name="text" rows="8" maxlength=${form.max_chars} dir="auto" aria-invalid=${is_about_text ? 'true' : undefined} aria-describedby=${form.problem && !is_about_files ? 'problem' : undefined} autofocus=${form.problem !== null && !is_about_files}>${form.text}</textarea>
      </div>
      <div class=${is_about_files ? 'field has-error' : 'field'}>
        <label for="files">${t('conversation.add_files')}</label>
        <input id="files" name="files" type="file" multiple aria-describedby=${is_about_files ? 'problem files-hint' : 'files-hint'} autofocus=${is_about_files} aria-invalid=${is_about_files ? 'true' : undefined} />
        <p class="hint" id="files-hint">${t('conversation.files_hint', { count: form.max_files, megabytes: form.megabytes })}</p>
      </div>
      <button type="submit" class="button">${t('conversation.send')}</button>
    </form>
  </section>`
}
