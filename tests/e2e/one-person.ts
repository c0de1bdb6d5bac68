// What an admin sees and does about one person: how they come in, what they may do and see, and an operator who comes in
// by an owner's consent.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { generateSync } from 'otplib'
import { expect, test } from 'vitest'
import { ROOT } from '../support/steps.ts'
import { waitForMail } from './support/mailbox.ts'
import { checkScreen } from './support/screens.ts'
import { OWNER, openAgentWindow, openWindow, type Stage } from './support/stage.ts'
import type { Visitor } from './support/visitor.ts'

const PETER = { name: 'Peter Person', email: 'peter@desk.example', password: 'seven quiet herons fishing' }
const KEEPER = { name: 'Karla Keeper', email: 'karla@desk.example', password: 'nine loud herons asleep' }
const NARROW = { width: 390, height: 800 }

/** A button that was pressed has just been read out, from a place that axe finds empty once its dialog is closed. */
const SPOKEN = { has_axe: false }

/** Calls the API as the owner's page does. */
async function api({ page }: Visitor, method: 'POST' | 'PUT' | 'GET', path: string, data?: object) {
  const { user: me } = await (await page.request.get('/api/v2/users/me')).json()
  const headers = { 'x-csrf-token': me.authenticity_token }
  const answer = await page.request.fetch(path, { method, headers, ...(data ? { data } : {}) })
  if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`)
  return await answer.json()
}

/** Somebody of the team with a password, signed in at a window of their own. */
async function invited(stage: Stage, owner: Visitor, who: typeof PETER, more: object = {}) {
  const user = { name: who.name, email: who.email, role: 'agent', verified: true, ...more }
  const { id } = (await api(owner, 'POST', '/api/v2/users', { user })).user
  const { invitation } = await api(owner, 'POST', `/api/v2/users/${id}/invitations`)
  const own = await openWindow(stage)
  await own.page.goto(new URL(invitation.url).pathname)
  await own.page.locator('input[type=password]').fill(who.password)
  await own.page.locator('button[type=submit]').click()
  await own.page.waitForURL(/\/agent/)
  return { id: Number(id), own }
}

async function addApp({ page }: Visitor): Promise<void> {
  await page.goto('/account/security')
  await page.getByRole('button', { name: 'Set up an app' }).click()
  const seed = ((await page.locator('.seed code').textContent()) ?? '').replaceAll(' ', '')
  await page.getByLabel('Code').fill(generateSync({ secret: seed }))
  await page.getByRole('button', { name: 'Finish' }).click()
  await page.getByText('It is set up').waitFor()
}

/** The server asks for a fresh proof once; what it answers after that is its own. */
async function askForProofOnce({ page }: Visitor, path: string): Promise<void> {
  let asked = false
  await page.route(path, async (route) => {
    if (asked || route.request().method() === 'GET') return await route.continue()
    asked = true
    const body = JSON.stringify({ error: 'Forbidden', description: 'Prove', code: 'step_up_required' })
    await route.fulfill({ status: 403, contentType: 'application/json', body })
  })
}

async function prove({ page }: Visitor): Promise<void> {
  await page.getByRole('dialog').getByLabel('Password').fill(OWNER.password)
  await page.getByRole('dialog').getByRole('button', { name: 'Confirm' }).click()
}

export function onePerson(stage: () => Stage): void {
  test('how somebody comes in is seen, and taken away piece by piece; suspended, nothing lets them in', async () => {
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    visitor.expectProblem(/status of 403/)
    const { id, own } = await invited(stage(), visitor, PETER)
    await addApp(own)
    await page.goto(`/agent/people/${id}`)
    await page.getByRole('heading', { name: 'Sign-in methods' }).waitFor()
    await page.getByRole('region', { name: 'Second factors' }).getByRole('strong').waitFor()
    await checkScreen(visitor, 'person-security')
    await page.setViewportSize(NARROW)
    await checkScreen(visitor, 'person-security-narrow')
    await page.setViewportSize({ width: 1280, height: 800 })

    await page.getByRole('button', { name: 'Send a reset link' }).click()
    await page.getByText('The link is on its way to them').waitFor()
    await waitForMail(page, PETER.email, '/reset/')

    await page.getByRole('button', { name: 'Reset second factors' }).click()
    await checkScreen(visitor, 'person-factors-reset', SPOKEN)
    await page.getByRole('alertdialog').getByRole('button', { name: 'Reset second factors' }).click()
    await page.getByText('None is set up.').waitFor()
    await waitForMail(page, PETER.email, 'took away all second factors')
    await page.getByText('Not signed in anywhere.').waitFor()
    own.expectProblem(/status of 40[13]/)
    await own.page.goto('/agent/views/all')
    await own.page.waitForURL(/sign-in/)

    await page.getByRole('button', { name: 'Require a new password' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Require a new password' }).click()
    await page.getByText('A new one is asked for').waitFor()
    const form = own.page.locator('form[action="/sign-in"]')
    await form.locator('input[name=email]').fill(PETER.email)
    await form.locator('input[name=password]').fill(PETER.password)
    await form.locator('button').click()
    await own.page.waitForURL(/new-password/)
    await checkScreen(own, 'new-password-required', SPOKEN)
    await own.page.locator('input[type=password]').fill('eight other herons fishing')
    await own.page.locator('button[type=submit]').click()
    await own.page.waitForURL(/\/agent/)

    await page.reload()
    await page.getByRole('button', { name: 'Sign out everywhere' }).waitFor()
    await askForProofOnce(visitor, `**/api/v2/users/${id}/sessions`)
    await page.getByRole('button', { name: 'Sign out everywhere' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out everywhere' }).click()
    await prove(visitor)
    await page.getByText('Not signed in anywhere.').waitFor()
    // With a proof the session gets another secret.
    stage().session = await visitor.context.storageState()

    await page.getByRole('button', { name: 'Suspend' }).click()
    const revoke = page.getByRole('switch', { name: 'Also revoke tokens' })
    expect(await revoke.isChecked()).toBe(true)
    await checkScreen(visitor, 'person-suspend', SPOKEN)
    await page.getByRole('alertdialog').getByRole('button', { name: 'Suspend', exact: true }).click()
    await page.getByText('Suspended', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Let in again' }).click()
    await page.getByRole('button', { name: 'Suspend' }).waitFor()
  })

  test('what somebody may do and why, and who can see a ticket and why, stand where one looks for them', async () => {
    const { customers } = stage()
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    await customers.send({ from: 'Vera Viewer <vera.viewer@kunde.example>', subject: 'Who reads this', text: 'Hello' })
    await page.goto('/agent/views/all')
    await page.locator('[data-row]', { hasText: 'Who reads this' }).or(page.locator('.list-new')).first().waitFor()
    if (await page.locator('.list-new').isVisible()) await page.locator('.list-new').click()
    await page.locator('[data-row]', { hasText: 'Who reads this' }).first().click()
    await page.locator('.bubble').first().waitFor()
    await page.getByRole('button', { name: 'More actions', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Who can see this ticket' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Asked').waitFor()
    await dialog.getByText(OWNER.name).waitFor()
    await checkScreen(visitor, 'ticket-viewers', SPOKEN)
    await page.setViewportSize(NARROW)
    await checkScreen(visitor, 'ticket-viewers-narrow', SPOKEN)
    await page.setViewportSize({ width: 1280, height: 800 })
    await dialog.getByRole('link', { name: 'Vera Viewer' }).click()
    await page.getByText('What this person may do, and why').click()
    await page.getByText('Internal notes they never see').waitFor()
    await checkScreen(visitor, 'person-customer', SPOKEN)

    const { users } = await api(visitor, 'GET', '/api/v2/users?role=agent')
    const agent = users.find((user: { email: string }) => user.email === PETER.email) ?? users[0]
    if (agent) {
      await page.goto(`/agent/people/${agent.id}`)
      await page.locator('summary').focus()
      await page.keyboard.press('Enter')
      await page.getByRole('rowheader', { name: 'Change tickets' }).waitFor()
      await checkScreen(visitor, 'person-rights')
      await page.setViewportSize(NARROW)
      await checkScreen(visitor, 'person-rights-narrow')
    }
  })

  test('an operator comes in by an owner’s consent, the team sees it, and is shut out when it is taken back', async () => {
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    await page.goto('/agent/security/support-access')
    await page.getByText('Nobody from outside may come in').waitFor()
    await checkScreen(visitor, 'support-access-empty')
    await page.getByRole('button', { name: 'Consent to access' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Reason').fill('Views open slowly')
    await dialog.getByLabel('For how many hours').fill('2')
    await checkScreen(visitor, 'support-access-consent', SPOKEN)
    await dialog.getByRole('button', { name: 'Consent', exact: true }).click()
    await page.getByText('Nobody came in by it').waitFor()

    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(ROOT, 'bin/custos'), 'support-access', '--name', 'Otto Operator', '--email', 'otto@operator.example'],
      { env: stage().folder.env },
    )
    const link = /\/welcome\/\S+/.exec(stdout)?.[0] ?? ''
    const operator = await openWindow(stage())
    await operator.page.goto(link)
    await operator.page.locator('input[type=password]').fill('an operator of few words')
    await operator.page.locator('button[type=submit]').click()
    await operator.page.waitForURL(/\/agent/)
    await operator.page.getByText('You are here by consent of this desk’s owner').waitFor()
    await checkScreen(operator, 'operator-own-banner')

    const { user: himself } = await (await operator.page.request.get('/api/v2/users/me')).json()
    await api(operator, 'PUT', `/api/v2/users/${himself.id}`, { user: { phone: '+49 30 123' } })
    await page.goto('/agent/security/support-access')
    await page.getByText('Otto Operator may be in this desk for support until').waitFor()
    await page.getByRole('button', { name: 'What Otto Operator did here' }).click()
    await page.getByRole('dialog').getByText('user.updated').first().waitFor()
    await checkScreen(visitor, 'support-access-acts', SPOKEN)
    await page.keyboard.press('Escape')
    await checkScreen(visitor, 'support-access', SPOKEN)
    await page.setViewportSize(NARROW)
    await checkScreen(visitor, 'support-access-narrow', SPOKEN)
    await page.setViewportSize({ width: 1280, height: 800 })

    await page.getByRole('button', { name: 'Take back' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Take back' }).click()
    await page.getByText('Taken back', { exact: true }).waitFor()
    await expect.poll(() => page.getByText('may be in this desk for support').count()).toBe(0)
    operator.expectProblem(/status of 40[13]/)
    await operator.page.goto('/agent/views/all')
    await operator.page.waitForURL(/sign-in/)
  })

  test('whoever keeps roles sees these, within what they may themselves; a role is given on the page of the team', async () => {
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    const { standard_roles } = await api(visitor, 'GET', '/api/v2/custom_roles/catalog')
    const agent = standard_roles.find((one: { role: string }) => one.role === 'agent')
    const keeping = { manage_roles: 'all-except-self', manage_team_members: 'all-with-self-restriction' }
    const made = await api(visitor, 'POST', '/api/v2/custom_roles', {
      custom_role: { name: 'Keeper of roles', configuration: { ...agent.configuration, ...keeping } },
    })
    await api(visitor, 'POST', '/api/v2/custom_roles', {
      custom_role: { name: 'Maker of rules', configuration: { ...agent.configuration, manage_triggers: true } },
    })
    const { own } = await invited(stage(), visitor, KEEPER)
    await page.goto('/agent/settings/team')
    const row = page.locator('.settings-row', { hasText: KEEPER.name })
    await row.getByRole('button', { name: `Actions for ${KEEPER.name}` }).click()
    await page.getByRole('menuitem', { name: 'Role and groups' }).click()
    await page.getByLabel('Role').selectOption({ label: 'Keeper of roles' })
    await checkScreen(visitor, 'team-custom-role', SPOKEN)
    await page.getByRole('button', { name: 'Save' }).click()
    await row.getByText('Keeper of roles').waitFor()
    expect(made.custom_role.id).toBeGreaterThan(0)

    own.expectProblem(/status of 40[13]/)
    await own.page.goto('/agent/views/all')
    await own.page.waitForURL(/sign-in/)
    const form = own.page.locator('form[action="/sign-in"]')
    await form.locator('input[name=email]').fill(KEEPER.email)
    await form.locator('input[name=password]').fill(KEEPER.password)
    await form.locator('button').click()
    await own.page.waitForURL(/\/agent/)
    await own.page.getByRole('link', { name: 'Security' }).click()
    await own.page.getByRole('heading', { name: 'Maker of rules' }).waitFor()
    await own.page.getByText('More than you may').first().waitFor()
    expect(await own.page.getByRole('button', { name: 'Change Maker of rules' }).isDisabled()).toBe(true)
    expect(await own.page.getByRole('button', { name: 'Change Keeper of roles' }).isDisabled()).toBe(true)
    await checkScreen(own, 'roles-keeper')
    await own.page.getByRole('button', { name: 'Clone Maker of rules' }).click()
    expect(
      await own.page
        .getByRole('switch', { name: /Manage triggers|triggers/i })
        .first()
        .isDisabled(),
    ).toBe(true)
    await own.page.getByLabel('Name', { exact: true }).fill('Reader of rules')
    await checkScreen(own, 'roles-keeper-editor')
    await own.page.getByRole('button', { name: 'Save' }).click()
    await own.page.getByRole('heading', { name: 'Reader of rules' }).waitFor()
    await own.page.goto('/agent/security/audit')
    await own.page.getByText('Ask an admin').or(own.page.getByText('admins')).first().waitFor()
    await own.page.setViewportSize(NARROW)
    await own.page.goto('/agent/security/roles')
    await own.page.getByRole('heading', { name: 'Reader of rules' }).waitFor()
    await checkScreen(own, 'roles-keeper-narrow')
  })

  test('a role is changed by keyboard alone, and what that means is told before it is saved', async () => {
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    const { standard_roles } = await api(visitor, 'GET', '/api/v2/custom_roles/catalog')
    const agent = standard_roles.find((one: { role: string }) => one.role === 'agent')
    await api(visitor, 'POST', '/api/v2/custom_roles', {
      custom_role: { name: 'By keys', configuration: agent.configuration },
    })
    const focused = () =>
      page.evaluate(() => document.activeElement?.closest('label, .field, .roles-right, button')?.textContent ?? '')
    await page.goto('/agent/security/roles')
    await page.getByRole('button', { name: 'Change By keys' }).focus()
    await page.keyboard.press('Enter')
    await page.getByLabel('Search rights').focus()
    await page.keyboard.type('which tickets')
    await page.keyboard.press('Tab')
    expect(await focused()).toContain('Which tickets they see')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Save')
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Which tickets they see: All →').waitFor()
    await checkScreen(visitor, 'roles-preview-keys', SPOKEN)
    await page.setViewportSize(NARROW)
    await checkScreen(visitor, 'roles-preview-narrow', SPOKEN)
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.keyboard.press('Escape')
    await expect.poll(() => dialog.count()).toBe(0)
    expect(await focused()).toBe('Save')
    await page.keyboard.press('Enter')
    await dialog.getByRole('button', { name: 'Save' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'By keys' }).waitFor()
  })

  test('the page of a person and of roles speak German', async () => {
    const visitor = await openAgentWindow(stage(), { locale: 'de-DE' })
    const { page } = visitor
    const { users } = await api(visitor, 'GET', '/api/v2/users?role=agent')
    await page.goto('/agent/settings/preferences')
    await page.locator('.settings-page select').first().selectOption('de')
    await page.locator('html[lang=de]').waitFor()
    await page.goto(`/agent/people/${users[0].id}`)
    await page.getByRole('heading', { name: 'Anmeldewege' }).waitFor()
    await checkScreen(visitor, 'person-security-de')
    await page.getByRole('button', { name: 'Sperren' }).click()
    await checkScreen(visitor, 'person-suspend-de', SPOKEN)
    await page.keyboard.press('Escape')
    await page.goto('/agent/security/support-access')
    await page.getByRole('heading', { name: 'Support-Zugang' }).waitFor()
    await checkScreen(visitor, 'support-access-de')
    await page.setViewportSize(NARROW)
    await page.goto(`/agent/people/${users[0].id}`)
    await page.getByRole('heading', { name: 'Anmeldewege' }).waitFor()
    await page.locator('summary').click()
    await checkScreen(visitor, 'person-security-de-narrow')
  })
}
