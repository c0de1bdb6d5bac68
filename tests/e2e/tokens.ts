// Credentials of programs, as those who hold them use the pages: a token from its making to its end, a service account,
// an agent's own token, and applications that act for somebody. What a secret opens is tried by asking the API with it.
import { expect, test } from 'vitest'
import { checkScreen } from './support/screens.ts'
import { openAgentWindow, openWindow, type Stage } from './support/stage.ts'
import type { Visitor } from './support/visitor.ts'

const AGENT = { name: 'Toni Token', email: 'toni@desk.example', password: 'seven quiet herons fishing' }
const TICKET = { ticket: { subject: 'Kettle', comment: { body: 'It does not boil' } } }

/** What the API answers to a secret. */
async function statusWith(stage: Stage, secret: string, path = '/api/v2/tickets', body?: object): Promise<number> {
  const answer = await fetch(new URL(path, stage.desk.url), {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${secret}`, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  await answer.arrayBuffer()
  return answer.status
}

/** The secret that a page shows this once, put away. */
async function takeSecret({ page }: Visitor): Promise<string> {
  await page.getByText('it is shown this once').waitFor()
  const secret = (await page.getByRole('status').locator('code').textContent()) ?? ''
  await page.getByRole('button', { name: 'I have put it away' }).click()
  return secret
}

/** Asks the API in the session of a window. */
async function inSession({ page }: Visitor, method: string, path: string, data?: object) {
  const { user } = await (await page.request.get('/api/v2/users/me')).json()
  const headers = { 'x-csrf-token': user.authenticity_token }
  return await page.request.fetch(path, { method, headers, ...(data ? { data } : {}) })
}

async function inGerman({ page }: Visitor): Promise<void> {
  await page.goto('/agent/settings/preferences')
  await page.locator('.settings-page select').first().selectOption('de')
  await page.locator('html[lang=de]').waitFor()
}

/** Somebody of the team, with a password, and a window in which they are signed in. */
async function takeIn(stage: Stage, owner: Visitor): Promise<Visitor> {
  const { name, email, password } = AGENT
  const made = await inSession(owner, 'POST', '/api/v2/users', { user: { name, email, role: 'agent', verified: true } })
  const { user } = await made.json()
  const invited = await inSession(owner, 'POST', `/api/v2/users/${user.id}/invitations`)
  const visitor = await openWindow(stage)
  await visitor.page.goto(new URL((await invited.json()).invitation.url).pathname)
  await visitor.page.locator('input[type=password]').fill(password)
  await visitor.page.locator('button[type=submit]').click()
  await visitor.page.waitForURL(/\/agent/)
  return visitor
}

async function signIn(stage: Stage, look: Parameters<typeof openWindow>[1] = {}): Promise<Visitor> {
  const visitor = await openWindow(stage, look)
  await visitor.page.goto('/sign-in')
  await visitor.page.locator('form[action="/sign-in"] input[name=email]').fill(AGENT.email)
  await visitor.page.locator('form[action="/sign-in"] input[name=password]').fill(AGENT.password)
  await visitor.page.locator('form[action="/sign-in"] button').click()
  await visitor.page.waitForURL(/\/agent/)
  return visitor
}

export function tokens(stage: () => Stage): void {
  test('a token is made, copied, used, changed, switched off, renewed and revoked; the audit tells what it did', async () => {
    const visitor = await openAgentWindow(stage())
    const { page, context } = visitor
    visitor.expectProblem(/status of 422/)
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.goto('/agent/security/tokens')
    await page.getByRole('button', { name: 'New token' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('May be used for').selectOption({ label: 'Reading and writing' })
    await dialog.getByLabel('Works for').selectOption({ label: '7 days' })
    await dialog.getByLabel('Description').fill('Importer')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Copy secret' }).click()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    await checkScreen(visitor, 'tokens-made')
    const secret = await takeSecret(visitor)
    expect(copied).toBe(secret)
    expect(await statusWith(stage(), secret, '/api/v2/tickets', TICKET)).toBe(201)

    const card = page.getByRole('listitem').filter({ hasText: 'Importer' })
    await card.getByText('Ends in 7 days').waitFor()
    await page.getByText('A token ends within two weeks').waitFor()
    await card.getByRole('button', { name: 'Change' }).click()
    await dialog.getByLabel('Only from these networks').fill('home')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByText(/is not a network/).waitFor()
    await checkScreen(visitor, 'tokens-change')
    await dialog.getByLabel('Only from these networks').fill('198.51.100.0/24')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await card.getByText('198.51.100.0/24').waitFor()
    expect(await statusWith(stage(), secret)).toBe(403)
    await card.getByRole('button', { name: 'Change' }).click()
    await dialog.getByLabel('Only from these networks').fill('')
    await dialog.getByLabel('May be used for').selectOption({ label: 'Reading' })
    await dialog.getByLabel('Works for').selectOption({ label: '365 days' })
    await dialog.getByRole('button', { name: 'Save' }).click()
    await card.getByText('Everywhere').waitFor()
    expect(await card.getByText('Ends in').count()).toBe(0)
    expect(await statusWith(stage(), secret)).toBe(200)
    expect(await statusWith(stage(), secret, '/api/v2/tickets', TICKET)).toBe(403)

    await card.getByRole('button', { name: 'Switch off' }).click()
    await card.getByText('Switched off').waitFor()
    expect(await statusWith(stage(), secret)).toBe(401)
    await card.getByRole('button', { name: 'Switch on' }).click()
    await card.getByRole('button', { name: 'Switch off' }).waitFor()
    expect(await statusWith(stage(), secret)).toBe(200)
    await card.getByRole('button', { name: 'New secret' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'New secret', exact: true }).click()
    const renewed = await takeSecret(visitor)
    for (const one of [secret, renewed]) expect(await statusWith(stage(), one)).toBe(200)

    await card.getByRole('button', { name: 'History' }).click()
    await dialog.getByText(/ticket\.created/).waitFor()
    await checkScreen(visitor, 'tokens-history')
    await dialog.getByRole('link', { name: 'Show it in the audit' }).click()
    await page.getByRole('button', { name: 'With the token “Importer”' }).waitFor()
    await page.getByRole('button', { name: 'ticket.created' }).click()
    await dialog.getByText('With the token “Importer”').waitFor()
    await checkScreen(visitor, 'tokens-audit-entry')
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    await checkScreen(visitor, 'tokens-audit')

    await inGerman(visitor)
    await page.setViewportSize({ width: 390, height: 800 })
    await page.goto('/agent/security/tokens')
    const german = page.getByRole('listitem').filter({ hasText: 'Importer' })
    await german.waitFor()
    await checkScreen(visitor, 'tokens-german-narrow')
    await german.getByRole('button', { name: 'Ändern' }).click()
    await dialog.getByLabel('Beschreibung').waitFor()
    await checkScreen(visitor, 'tokens-german-change')
    await page.keyboard.press('Escape')
    await german.getByRole('button', { name: 'Widerrufen' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Widerrufen' }).click()
    await expect.poll(() => german.count()).toBe(0)
    expect(await statusWith(stage(), renewed)).toBe(401)
    await checkScreen(visitor, 'tokens-german-rules')
    await page.getByRole('button', { name: 'Widerrufene zeigen' }).or(page.getByLabel('Welche')).first().waitFor()
    if (await page.getByLabel('Welche').count()) await page.getByLabel('Welche').selectOption('revoked')
    else await page.getByRole('button', { name: 'Widerrufene zeigen' }).click()
    await german.getByRole('button', { name: 'Verlauf' }).waitFor()
    await checkScreen(visitor, 'tokens-german-revoked')
  })

  test('a service account gets a token, and loses it when it is switched off', async () => {
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    await page.goto('/agent/security/service-accounts')
    await page.getByText('No service accounts').waitFor()
    await checkScreen(visitor, 'service-accounts-none')
    await page.getByRole('button', { name: 'New service account' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name', { exact: true }).fill('Warehouse sync')
    await dialog.getByLabel('What for').fill('Copies orders every night. Ask Olivia.')
    await dialog.getByLabel('Role').selectOption({ label: 'Light agent' })
    await checkScreen(visitor, 'service-account-new')
    await dialog.getByRole('button', { name: 'Create service account' }).click()
    const card = page.getByRole('listitem').filter({ hasText: 'Warehouse sync' }).first()
    await card.getByText('It has no tokens').waitFor()
    await card.getByRole('button', { name: 'New token' }).click()
    await dialog.getByLabel('Description').fill('Night run')
    await dialog.getByRole('button', { name: 'Create token' }).click()
    const secret = await takeSecret(visitor)
    expect(await statusWith(stage(), secret, '/api/v2/users/me')).toBe(200)
    await card.getByRole('button', { name: 'Change' }).last().click()
    await dialog.getByLabel('What for').fill('Copies orders every hour. Ask Olivia.')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await card.getByText('every hour').waitFor()
    await checkScreen(visitor, 'service-accounts')
    await card.getByRole('button', { name: 'Switch off' }).last().click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Switch off' }).click()
    await card.getByText('its tokens are revoked').waitFor()
    expect(await statusWith(stage(), secret, '/api/v2/users/me')).toBe(401)
    await page.setViewportSize({ width: 390, height: 800 })
    await checkScreen(visitor, 'service-accounts-narrow')
    await page.getByRole('link', { name: 'What it did' }).click()
    await page.waitForURL(/audit\?actor=\d+/)
    await page.getByText('Nothing').or(page.getByRole('table')).first().waitFor()
  })

  test('an agent has tokens once an admin lets the team: in the app, and on pages without scripts', async () => {
    const owner = await openAgentWindow(stage())
    const agent = await takeIn(stage(), owner)
    const { page } = agent
    await page.goto('/agent/settings/tokens')
    await page.getByText('Tokens are for admins here').waitFor()
    await checkScreen(agent, 'own-tokens-not-allowed')

    await owner.page.goto('/agent/security/tokens')
    await owner.page.getByLabel('Who may have tokens of their own').selectOption({ label: 'Everybody in the team' })
    await owner.page.getByRole('button', { name: 'Save' }).click()
    await owner.page.getByText('Saved').waitFor()
    await page.reload()
    await page.getByRole('button', { name: 'New token' }).click()
    await page.getByRole('dialog').getByLabel('Description').fill('My report')
    await page.getByRole('dialog').getByRole('button', { name: 'Create token' }).click()
    const secret = await takeSecret(agent)
    expect(await statusWith(stage(), secret)).toBe(200)
    await checkScreen(agent, 'own-tokens')

    const still = await signIn(stage(), { has_javascript: false })
    still.expectProblem(/status of 422/)
    await still.page.goto('/account/security#tokens')
    await still.page.getByText('My report').waitFor()
    await checkScreen(still, 'own-tokens-page')
    await still.page.getByRole('link', { name: 'New token' }).click()
    await checkScreen(still, 'own-token-page-new')
    await still.page.getByLabel('What uses it').fill('Calendar')
    await still.page.getByLabel('Only from these networks').fill('home')
    await still.page.getByRole('button', { name: 'Create token' }).click()
    await still.page.getByText('One of these is not a network').waitFor()
    await still.page.getByLabel('Only from these networks').fill('127.0.0.0/8 ::1')
    await still.page.getByLabel('May be used for').selectOption({ label: 'Reading and writing' })
    await still.page.getByRole('button', { name: 'Create token' }).click()
    const made = (await still.page.locator('.seed code').textContent()) ?? ''
    await checkScreen(still, 'own-token-page-secret')
    expect(await statusWith(stage(), made, '/api/v2/tickets', TICKET)).toBe(201)
    await still.page.getByRole('link', { name: 'I have put it away' }).click()
    await still.page.getByRole('link', { name: 'History and actions of Calendar' }).click()
    await still.page.getByText('ticket.created').waitFor()
    await checkScreen(still, 'own-token-page-history')
    await still.page.setViewportSize({ width: 390, height: 800 })
    await checkScreen(still, 'own-token-page-history-narrow')
    await still.page.getByRole('button', { name: 'Revoke' }).click()
    await still.page.getByText('The token is revoked').waitFor()
    await checkScreen(still, 'own-tokens-page-narrow')
    expect(await statusWith(stage(), made)).toBe(401)
    expect(await statusWith(stage(), secret)).toBe(200)
    await page.getByRole('button', { name: 'Show revoked ones' }).click()
    const former = page.getByRole('listitem').filter({ hasText: 'Calendar' })
    await former.getByRole('button', { name: 'History' }).click()
    await page
      .getByRole('dialog')
      .getByText(/ticket\.created/)
      .waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
    await checkScreen(agent, 'own-tokens-revoked')
  })

  test('applications that act for somebody are listed and stopped, by that person and by an admin', async () => {
    const owner = await openAgentWindow(stage())
    const agent = await signIn(stage())
    const client = {
      name: 'Wallboard',
      identifier: 'wallboard-2',
      kind: 'public',
      redirect_uri: ['https://w.example/x'],
    }
    const { client: made } = await (await inSession(owner, 'POST', '/api/v2/oauth/clients', { client })).json()
    const give = async (visitor: Visitor): Promise<string> => {
      const token = { client_id: made.id, scopes: ['tickets:read', 'users:read'] }
      return (await (await inSession(visitor, 'POST', '/api/v2/oauth/tokens', { token })).json()).token.full_token
    }
    const first = await give(agent)
    expect(await statusWith(stage(), first)).toBe(200)
    await agent.page.goto('/agent/settings/tokens')
    const line = agent.page.getByRole('listitem').filter({ hasText: 'Wallboard' })
    await line.getByText('tickets:read users:read').waitFor()
    await checkScreen(agent, 'own-applications')
    await line.getByRole('button', { name: 'Remove access' }).click()
    await agent.page.getByRole('alertdialog').getByRole('button', { name: 'Remove access' }).click()
    await agent.page.getByText('You allowed no application').waitFor()
    expect(await statusWith(stage(), first)).toBe(401)

    const [second, third] = [await give(agent), await give(owner)]
    await owner.page.goto('/agent/security/applications')
    await owner.page.getByLabel('Application').selectOption({ label: 'Wallboard' })
    await owner.page.getByLabel('For whom').selectOption({ label: AGENT.name })
    await checkScreen(owner, 'applications')
    await owner.page.getByRole('button', { name: 'Revoke all of these' }).click()
    await owner.page.getByRole('alertdialog').getByRole('button', { name: 'Revoke all of these' }).click()
    await owner.page.getByText('All its tokens are revoked').waitFor()
    expect(await statusWith(stage(), second)).toBe(401)
    expect(await statusWith(stage(), third)).toBe(200)
    await inGerman(owner)
    await owner.page.setViewportSize({ width: 390, height: 800 })
    await owner.page.goto('/agent/security/applications')
    await owner.page.getByRole('heading', { name: 'Zugriffstoken' }).waitFor()
    await checkScreen(owner, 'applications-german-narrow')
  })
}
