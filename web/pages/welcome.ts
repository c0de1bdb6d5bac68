// The page of an invitation: its holder chooses a password.
import { field } from './field.ts'
import { html } from './html.ts'
import { type PageFrame, renderPage } from './layout.ts'

export interface WelcomePage extends Omit<PageFrame, 'title'> {
  token: string
  name: string
  email: string
  error: string | null
  min_password: number
}

export function renderWelcome(page: WelcomePage): string {
  const { t, name, email } = page
  return renderPage(
    { ...page, title: t('welcome.title', { name }) },
    html`
    <h1>${t('welcome.title', { name })}</h1>
    <p class="lead">${t('welcome.lead', { email })}</p>
    <form method="post" action=${`/welcome/${page.token}`} class="form">
      <input type="hidden" name="username" value=${email} autocomplete="username" />
      ${field({
        name: 'password',
        label: t('setup.password'),
        type: 'password',
        autocomplete: 'new-password',
        has_focus: true,
        error: page.error,
        hint: t('setup.password_hint', { min: page.min_password }),
      })}
      <button type="submit" class="button">${t('welcome.submit')}</button>
    </form>`,
  )
}
