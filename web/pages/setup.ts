// The set-up page of a new desk, and the page that follows it.
import { field, notice, select } from './field.ts'
import { html } from './html.ts'
import { type PageFrame, renderPage } from './layout.ts'

/** The languages by their own names. */
const LANGUAGE_NAMES = [
  { value: 'en', label: 'English', lang: 'en' },
  { value: 'de', label: 'Deutsch', lang: 'de' },
  { value: 'nl', label: 'Nederlands', lang: 'nl' },
  { value: 'it', label: 'Italiano', lang: 'it' },
]

export type SetupField = 'name' | 'email' | 'password' | 'desk_name' | 'support_address'
export type SetupErrors = Partial<Record<SetupField, string>>

export interface SetupPage extends Omit<PageFrame, 'title' | 'desk'> {
  token: string
  values: { name: string; email: string; desk_name: string; support_address: string; locale: string }
  errors: SetupErrors
  min_password: number
  has_support_address: boolean
}

export function renderSetup(page: SetupPage): string {
  const { t, values, errors } = page
  const count = Object.keys(errors).length
  // The first field that needs another look, or simply the first one.
  const focus = (Object.keys(errors)[0] ?? 'name') as SetupField // its keys are fields
  return renderPage(
    { ...page, desk: null, title: t('setup.title'), width: 'wide' },
    html`
    <h1>${t('setup.title')}</h1>
    <p class="lead">${t('setup.lead')}</p>
    ${count > 0 && notice('alert', t('setup.error.summary', { count }))}
    <form method="post" action=${`/setup/${page.token}`} class="form">
      <fieldset>
        <legend>${t('setup.part_you')}</legend>
        ${field({ name: 'name', label: t('setup.name'), value: values.name, error: errors.name, autocomplete: 'name', max_length: 255, has_focus: focus === 'name' })}
        ${field({ name: 'email', label: t('setup.email'), type: 'email', value: values.email, error: errors.email, autocomplete: 'username', max_length: 254, has_focus: focus === 'email' })}
        ${field({
          has_focus: focus === 'password',
          name: 'password',
          label: t('setup.password'),
          type: 'password',
          error: errors.password,
          autocomplete: 'new-password',
          hint: t('setup.password_hint', { min: page.min_password }),
        })}
      </fieldset>
      <fieldset>
        <legend>${t('setup.part_desk')}</legend>
        ${field({ name: 'desk_name', label: t('setup.desk_name'), value: values.desk_name, error: errors.desk_name, hint: t('setup.desk_name_hint'), autocomplete: 'organization', max_length: 200, has_focus: focus === 'desk_name' })}
        ${
          page.has_support_address &&
          field({
            name: 'support_address',
            label: t('setup.support_address'),
            type: 'email',
            value: values.support_address,
            error: errors.support_address,
            hint: t('setup.support_address_hint'),
            is_required: false,
            max_length: 254,
            has_focus: focus === 'support_address',
          })
        }
        ${select({ name: 'locale', label: t('setup.language'), value: values.locale, options: LANGUAGE_NAMES })}
      </fieldset>
      <button type="submit" class="button">${t('setup.submit')}</button>
    </form>`,
  )
}

/** What is worth doing once the owner exists. */
export function renderReady(page: Omit<PageFrame, 'title' | 'desk'> & { desk: string }): string {
  const { t, desk } = page
  const steps = [
    { href: '/agent/settings/mail', title: t('ready.test.title'), text: t('ready.test.text') },
    { href: '/agent/settings/sample-data', title: t('ready.sample.title'), text: t('ready.sample.text') },
    { href: '/agent', title: t('ready.start.title'), text: t('ready.start.text') },
  ]
  return renderPage(
    { ...page, title: t('ready.done', { desk }), width: 'wide' },
    html`
    <h1>${t('ready.done', { desk })}</h1>
    <p class="lead">${t('ready.lead')}</p>
    <ul class="steps">
      ${steps.map((step) => html`<li><a href=${step.href} class="step"><strong>${step.title}</strong><span>${step.text}</span></a></li>`)}
    </ul>`,
  )
}
