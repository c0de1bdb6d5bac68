// The survey as the customer answers it: two choices, a reason, some words. Complete without JavaScript; there is none.
import { notice, select } from './field.ts'
import { html } from './html.ts'
import { type PageFrame, renderPage } from './layout.ts'

export interface SatisfactionPage extends Omit<PageFrame, 'title' | 'desk'> {
  desk: string
  action: string
  number: number
  subject: string
  /** False once nothing can be answered any more, or not yet. */
  is_open: boolean
  is_sent: boolean
  problem: 'score' | 'limited' | null
  score: 'good' | 'bad' | null
  reason: number
  reasons: readonly { value: string; label: string }[]
  comment: string
  max_chars: number
}

export function renderSatisfaction(page: SatisfactionPage): string {
  const { t } = page
  return renderPage(
    { ...page, title: t('satisfaction.title'), has_panel: false },
    html`<p class="desk">${page.desk}</p>
    <h1>${t('satisfaction.title')}</h1>
    <p class="lead" dir="auto">${page.subject || t('conversation.no_subject', { number: page.number })}</p>
    ${page.is_sent && notice('status', t('satisfaction.sent'))}
    ${page.problem === 'score' && notice('alert', t('satisfaction.choose'))}
    ${page.problem === 'limited' && notice('alert', t('satisfaction.limited'))}
    ${page.is_open ? form(page) : html`<p>${t('satisfaction.not_open')}</p>`}`,
  )
}

function form(page: SatisfactionPage) {
  const { t } = page
  const choice = (value: 'good' | 'bad') => html`<label class="choice">
    <input type="radio" name="score" value=${value} checked=${page.score === value} required /> ${t(`satisfaction.${value}`)}
  </label>`
  return html`<form method="post" action=${page.action} class="form">
    <fieldset class="choices"><legend>${t('satisfaction.question')}</legend>${choice('good')}${choice('bad')}</fieldset>
    ${select({ name: 'reason', label: t('satisfaction.reason'), value: String(page.reason), options: page.reasons })}
    <div class="field">
      <label for="comment">${t('satisfaction.comment')}</label>
      <textarea id="comment" name="comment" rows="5" maxlength=${page.max_chars} dir="auto">${page.comment}</textarea>
    </div>
    <button type="submit" class="button">${t('satisfaction.submit')}</button>
  </form>`
}
