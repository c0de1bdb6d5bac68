// How people sign in and stay signed in, as an admin sets it and as everybody meets it: policies with their preview,
// second factors by role, sessions and lock-outs, and one's own security.
import { expect, test } from 'vitest'
import { checkScreen } from './support/screens.ts'
import { OWNER, openAgentWindow, openWindow, type Stage } from './support/stage.ts'
import type { Visitor } from './support/visitor.ts'

const NEW_PASSWORD = 'nine grey geese over a barn'
let invited = 0

interface Invited {
  id: number
  name: string
  email: string
  password: string
}

/** Calls the API in the name of whoever is at a window. */
async function call(visitor: Visitor, method: string, path: string, data?: object) {
  const { request } = visitor.context
  const { user } = await (await request.get('/api/v2/users/me')).json()
  const answer = await request.fetch(`/api/v2/${path}`, {
    method,
    headers: { 'x-csrf-token': user.authenticity_token },
    ...(data ? { data } : {}),
  })
  expect(answer.ok(), `${method} ${path}: ${await answer.text()}`).toBe(true)
  return answer.status() === 204 ? null : await answer.json()
}

/** Somebody new with a password, and a window in which they are signed in. */
async function invite(
  stage: Stage,
  owner: Visitor,
  role: 'agent' | 'end-user',
  look: Parameters<typeof openWindow>[1] = {},
): Promise<{ person: Invited; visitor: Visitor }> {
  invited += 1
  const name = role === 'agent' ? `Paula Policy ${invited}` : `Kurt Kunde ${invited}`
  const email = `person-${invited}@policies.example`
  const locale = look.locale === 'de-DE' ? 'de' : 'en'
  const { user } = await call(owner, 'POST', 'users', { user: { name, email, role, locale, verified: true } })
  const visitor = await openWindow(stage, look)
  const password = 'seven quiet herons fishing'
  if (role === 'agent') {
    const { invitation } = await call(owner, 'POST', `users/${user.id}/invitations`)
    await visitor.context.request.post(new URL(invitation.url).pathname, { form: { password } })
  } else {
    const policy = (admins_set_passwords: boolean) =>
      call(owner, 'PUT', 'sign_in_policies/end_user', { sign_in_policy: { admins_set_passwords } })
    await policy(true)
    await call(owner, 'POST', `users/${user.id}/password`, { password })
    await policy(false)
    await visitor.context.request.post('/sign-in', { form: { email, password } })
  }
  return { person: { id: user.id, name, email, password }, visitor }
}

/** The app in German, as somebody chooses it for their browser. */
async function inGerman(visitor: Visitor): Promise<Visitor> {
  await visitor.page.goto('/agent/settings/preferences')
  await visitor.page.locator('.settings-page select').first().selectOption('de')
  await visitor.page.locator('html[lang=de]').waitFor()
  return visitor
}

export function signInPolicies(stage: () => Stage): void {
  test('a policy says what a change means before it is saved, declines what would lock everybody out, and is put back', async () => {
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    visitor.expectProblem(/status of 422/)
    await page.goto('/agent/security/sign-in')
    const team = page.getByRole('region', { name: 'The team' })
    const customers = page.getByRole('region', { name: 'Customers' })
    await team.getByText('Recommended', { exact: true }).waitFor()
    await checkScreen(visitor, 'policies')

    // By the keyboard: from the level that is chosen to another one.
    await team.getByRole('radio', { name: 'Length' }).focus()
    for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowDown')
    expect(await team.getByRole('radio', { name: 'High' }).isChecked()).toBe(true)
    await team.getByText('Not saved yet').waitFor()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Password level: Length → High').waitFor()
    await dialog.getByText('Passwords that exist stay').waitFor()
    await checkScreen(visitor, 'policies-preview')
    await page.keyboard.press('Escape')
    await expect.poll(() => dialog.count()).toBe(0)

    // What is not saved is not lost by leaving: by a link, and by the browser's button.
    await page.getByRole('link', { name: 'Roles' }).click()
    await page.getByRole('alertdialog', { name: 'Leave without saving?' }).waitFor()
    await checkScreen(visitor, 'policies-unsaved')
    await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click()
    expect(await team.getByRole('radio', { name: 'High' }).isChecked()).toBe(true)
    await team.getByRole('button', { name: 'Discard changes' }).click()
    expect(await team.getByRole('radio', { name: 'Length' }).isChecked()).toBe(true)

    // Rules of one's own: a wrong value is told at its field, in words.
    await customers.getByRole('radio', { name: 'Custom' }).check()
    await customers.getByLabel('Characters at least').fill('3')
    await customers.getByRole('button', { name: 'Save: Customers' }).click()
    await customers.getByText('Enter a whole number from 8 to 64.').waitFor()
    await checkScreen(visitor, 'policies-fault')
    await customers.getByLabel('Characters at least').fill('12')
    await customers.getByRole('switch', { name: 'A number' }).check()
    await customers.getByLabel('Days until a new one is asked for').fill('365')
    await customers.getByRole('switch', { name: 'Sign in by a link in a mail' }).check()
    await customers.getByLabel('Minutes until an unused session ends').fill('60')
    await customers.getByText('That is 1 hour.').waitFor()
    await customers.getByRole('button', { name: 'Save: Customers' }).click()
    await dialog.getByText('Minutes until an unused session ends: 8 hours → 1 hour').waitFor()
    await checkScreen(visitor, 'policies-preview-customers')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved').first().waitFor()
    const { sign_in_policy } = await call(visitor, 'GET', 'sign_in_policies/end_user')
    expect(sign_in_policy).toMatchObject({
      password_level: 'custom',
      password_rules: { min_length: 12, numbers: true, symbols: false, history: 0, max_age_days: 365 },
      magic_link_enabled: true,
      session_idle_minutes: 60,
      session_absolute_minutes: 10_080,
    })
    await customers.getByRole('button', { name: 'Put back what was before' }).click()
    await customers.getByRole('button', { name: 'Save: Customers' }).click()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect
      .poll(async () => (await call(visitor, 'GET', 'sign_in_policies/end_user')).sign_in_policy)
      .toMatchObject({ password_level: 'recommended', magic_link_enabled: false, session_idle_minutes: 480 })

    // Guards: the server declines, and the page says what to do first.
    await team.getByRole('switch', { name: 'Sign in with a password' }).uncheck()
    await team.getByRole('button', { name: 'Save: The team' }).click()
    await team.getByText('Add a passkey or a tested identity provider first').waitFor()
    await checkScreen(visitor, 'policies-guard')
    await team.getByRole('button', { name: 'Discard changes' }).click()

    // A number that is being typed is none yet.
    await team.getByLabel('Minutes a session lasts at most').fill('')
    await team.getByRole('button', { name: 'Save: The team' }).click()
    await team.getByText('Enter a whole number from 5').waitFor()
    await team.getByRole('button', { name: 'Discard changes' }).click()
    expect(await team.getByLabel('Minutes a session lasts at most').inputValue()).toBe('720')

    for (const [name, look] of [
      ['de', { locale: 'de-DE' }],
      ['de-narrow', { locale: 'de-DE', width: 390, height: 844 }],
    ] as const) {
      const german = await inGerman(await openAgentWindow(stage(), look))
      await german.page.goto('/agent/security/sign-in')
      const form = german.page.getByRole('region', { name: 'Das Team' })
      await form.getByRole('radio', { name: 'Hoch' }).check()
      await form.getByRole('button', { name: 'Speichern' }).click()
      await german.page.getByRole('dialog').getByText('Passwortstufe: Länge → Hoch').waitFor()
      await checkScreen(german, `policies-preview-${name}`)
      await german.page.keyboard.press('Escape')
      await checkScreen(german, `policies-${name}`)
      await form.getByRole('button', { name: 'Änderungen verwerfen' }).click()
    }
  })

  test('a role of the desk’s own is asked for a second factor, or follows agents', async () => {
    const owner = await openAgentWindow(stage())
    const { page } = owner
    const { custom_role } = await call(owner, 'POST', 'custom_roles', { custom_role: { name: 'Night shift' } })
    const { person } = await invite(stage(), owner, 'agent')
    await call(owner, 'PUT', `users/${person.id}`, { user: { custom_role_id: custom_role.id } })
    await page.goto('/agent/security/factors')
    const role = page.getByRole('region', { name: 'Night shift' })
    await role.getByRole('switch', { name: 'As for agents' }).uncheck()
    await role.getByRole('switch', { name: 'A second factor is required' }).check()
    await role.getByRole('button', { name: 'Save for Night shift' }).click()
    await page.getByRole('dialog').getByText('one has none and must set one up').waitFor()
    await checkScreen(owner, 'factors-preview')
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved').first().waitFor()
    await role.getByRole('button', { name: 'One person without' }).click()
    await role.getByText(person.email).waitFor()
    await checkScreen(owner, 'factors-own-role')
    // Nobody among the admins has one: it cannot be asked of them at once.
    owner.expectProblem(/status of 422/)
    const owners = page.getByRole('region', { name: 'Owners' })
    await owners.getByRole('switch', { name: 'A second factor is required' }).check()
    await owners.getByRole('button', { name: 'Save for Owners' }).click()
    await owners.getByText('Set one up for yourself first').waitFor()
    await checkScreen(owner, 'factors-guard')
    await owners.getByRole('button', { name: 'Discard changes' }).click()
    await role.getByRole('switch', { name: 'As for agents' }).check()
    await role.getByRole('button', { name: 'Save for Night shift' }).click()
    await role.getByText('as from agents').waitFor()
    await call(owner, 'DELETE', `users/${person.id}`)
    await call(owner, 'DELETE', `custom_roles/${custom_role.id}`)
  })

  test('sessions carry names, are found by role and person, and end one by one and together; a lock-out is lifted', async () => {
    const owner = await openAgentWindow(stage())
    const { page } = owner
    const { person, visitor } = await invite(stage(), owner, 'agent')
    const phone = await openWindow(stage())
    await phone.context.request.post('/sign-in', { form: { email: person.email, password: person.password } })
    const { person: customer } = await invite(stage(), owner, 'end-user')
    const stranger = await openWindow(stage())
    for (let at = 0; at < 11; at++)
      await stranger.context.request.post('/sign-in', { form: { email: 'victim@policies.example', password: 'wrong' } })

    await page.goto('/agent/security/sessions')
    const list = page.getByRole('list', { name: 'Sessions & lock-outs' })
    const of = (name: string) => list.getByRole('listitem').filter({ hasText: name })
    await of(person.name).first().waitFor()
    expect(await of(customer.name).count()).toBe(1)
    await checkScreen(owner, 'sessions')
    await page.getByLabel('Role').selectOption('end-user')
    await expect.poll(() => of(person.name).count()).toBe(0)
    await expect.poll(() => of(customer.name).count()).toBe(1)
    await of(customer.name)
      .getByRole('button', { name: `End: session of ${customer.name}` })
      .click()
    await expect.poll(() => of(customer.name).count()).toBe(0)

    // A person is found by the keyboard, and all their sessions end at once.
    await page.getByRole('button', { name: 'Person: Everybody' }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.type(person.name)
    await page.getByRole('option', { name: person.name }).waitFor()
    await page.keyboard.press('Enter')
    await expect.poll(() => of(person.name).count()).toBe(2)
    await checkScreen(owner, 'sessions-person')
    await page.getByRole('button', { name: `End all sessions of ${person.name}` }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'End' }).click()
    await page.getByText('No sessions match this filter').waitFor()
    for (const { context } of [visitor, phone])
      expect((await (await context.request.get('/api/v2/users/me')).json()).user.id).toBeNull()
    await page.getByRole('button', { name: 'Show everybody' }).click()
    await of(OWNER.name).getByText('This one').first().waitFor()

    const locked = page.getByRole('list', { name: 'Locked out for a while' })
    await locked.getByText('victim@policies.example').waitFor()
    await checkScreen(owner, 'lock-outs')
    await locked.getByRole('button', { name: 'Lift for victim@policies.example' }).click()
    await page.getByText('Lifted').waitFor()
    await expect.poll(() => locked.getByText('victim@policies.example').count()).toBe(0)

    const german = await inGerman(await openAgentWindow(stage(), { locale: 'de-DE', width: 390, height: 844 }))
    await german.page.goto('/agent/security/sessions')
    await german.page.getByText('Gesperrt').first().waitFor()
    await checkScreen(german, 'sessions-de-narrow')
  })

  test('a customer who signs in finds their account, ends other sessions and signs out, without JavaScript', async () => {
    const owner = await openAgentWindow(stage())
    for (const look of [
      { locale: 'de-DE', width: 390, height: 844, has_javascript: false },
      { locale: 'en-GB' },
    ] as const) {
      const name = look.locale === 'de-DE' ? 'de-narrow' : 'en-wide'
      const { person } = await invite(stage(), owner, 'end-user', { locale: look.locale })
      const visitor = await openWindow(stage(), look)
      const { page } = visitor
      await page.goto('/sign-in')
      await page.locator('form[action="/sign-in"] input[name=email]').fill(person.email)
      await page.locator('form[action="/sign-in"] input[name=password]').fill(person.password)
      await page.locator('form[action="/sign-in"] button').click()
      await page.locator('.account-bar').getByText(person.name).waitFor()
      await checkScreen(visitor, `home-${name}`)
      await page.locator('.tile').click()
      await page.waitForURL(/account\/security/)
      await checkScreen(visitor, `own-security-${name}`)
      for (const section of ['password', 'factors', 'sessions', 'devices'])
        expect(await page.locator(`section#${section}`).count(), section).toBe(1)
      await page.locator('button', { hasText: /^(Alle anderen Sitzungen beenden|End all other sessions)$/ }).click()
      await page.locator('.notice').waitFor()
      expect(await page.locator('#sessions li').count()).toBe(1)
      // The way back, and the way out, by the keyboard.
      await page.locator('.account-bar a').first().focus()
      await page.keyboard.press('Enter')
      await page.locator('.tile').waitFor()
      await page.locator('.account-bar button').focus()
      await page.keyboard.press('Enter')
      await page.waitForURL(/sign-in\?signed_out/)
    }
  })

  test('an agent changes their password in the app and sees how strong it is; an admin sets one where the policy lets them', async () => {
    const owner = await openAgentWindow(stage())
    const { person, visitor } = await invite(stage(), owner, 'agent')
    const { page } = visitor
    visitor.expectProblem(/status of 422/)
    await page.goto('/agent/')
    await page.getByRole('button', { name: /My account/ }).click()
    await page.getByRole('menuitem', { name: 'Security of my account' }).click()
    await page.getByRole('heading', { name: 'Security of my account' }).waitFor()
    await page.getByText('must have at least 15 characters').waitFor()
    await checkScreen(visitor, 'own-security-app')
    await page.getByLabel('Current password').fill('not this one')
    await page.getByLabel('New password').fill('herons')
    await page.getByText(/^Weak/).waitFor()
    await page.getByLabel('New password').fill('passwordpassword')
    await page.getByText(/known from leaks/).waitFor()
    await checkScreen(visitor, 'own-security-weak')
    await page.getByLabel('New password').fill(NEW_PASSWORD)
    await page.getByText('Strong', { exact: true }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByText('This is not your current password').waitFor()
    await checkScreen(visitor, 'own-security-wrong')
    await page.getByLabel('Current password').fill(person.password)
    await page.keyboard.press('Enter')
    await page.getByText('Your password is changed').waitFor()
    const phone = await openWindow(stage())
    await phone.context.request.post('/sign-in', { form: { email: person.email, password: NEW_PASSWORD } })
    await page.reload()
    await page.getByRole('button', { name: 'End all other sessions' }).click()
    await expect.poll(() => page.getByRole('button', { name: 'End all other sessions' }).count()).toBe(0)
    expect((await (await phone.context.request.get('/api/v2/users/me')).json()).user.id).toBeNull()
    await page.getByRole('link', { name: 'Second factors, browsers, tokens and apps' }).click()
    await page.getByRole('link', { name: 'To the tickets' }).waitFor()
    await checkScreen(visitor, 'own-security-agent')

    // Off by default: the button is there only where the policy lets admins.
    owner.expectProblem(/status of 422/)
    await owner.page.goto(`/agent/people/${person.id}`)
    await owner.page.getByRole('heading', { name: person.name }).waitFor()
    expect(await owner.page.getByRole('button', { name: 'Set a password' }).count()).toBe(0)
    await call(owner, 'PUT', 'sign_in_policies/staff', { sign_in_policy: { admins_set_passwords: true } })
    await owner.page.reload()
    await owner.page.getByRole('button', { name: 'Set a password' }).click()
    const dialog = owner.page.getByRole('dialog')
    await dialog.getByLabel('New password').fill('twelve red boats on a grey sea')
    await dialog.getByText('Strong', { exact: true }).waitFor()
    await checkScreen(owner, 'set-password')
    await dialog.getByRole('button', { name: 'Set a password' }).click()
    await owner.page.getByText(`${person.name} has the new password`).waitFor()
    await call(owner, 'PUT', 'sign_in_policies/staff', { sign_in_policy: { admins_set_passwords: false } })

    const german = await invite(stage(), owner, 'agent', { locale: 'de-DE', width: 390, height: 844 })
    await german.visitor.page.goto('/agent/settings/security')
    await german.visitor.page.getByLabel('Neues Passwort').fill('reiher')
    await german.visitor.page.getByText(/^Schwach/).waitFor()
    await checkScreen(german.visitor, 'own-security-app-de-narrow')
  })
}
