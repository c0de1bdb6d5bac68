// The Security center as an admin uses it: restrictions tried and confirmed, the audit read and verified, alarms,
// credentials of programs.
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { checkScreen } from './support/screens.ts'
import { OWNER, openAgentWindow, type Stage } from './support/stage.ts'
import type { Visitor } from './support/visitor.ts'

const PAGES = [
  'sign-in',
  'factors',
  'sessions',
  'single-sign-on',
  'scim',
  'ip-restrictions',
  'roles',
  'tokens',
  'service-accounts',
  'applications',
  'support-access',
  'alarms',
  'audit',
]

export function securityCenter(stage: () => Stage): void {
  test('each page is whole in German on a telephone and in English on a desk', async () => {
    const looks = [
      { name: 'de-narrow', locale: 'de', width: 390, height: 844 },
      { name: 'en-wide', locale: 'en' },
    ]
    for (const { name, ...look } of looks) {
      const visitor = await openAgentWindow(stage(), look)
      // What somebody chose counts more than the language of their account.
      await visitor.context.addInitScript(
        (locale) => localStorage.setItem('custos.preferences', JSON.stringify({ locale })),
        look.locale,
      )
      for (const page of PAGES) {
        await visitor.page.goto(`/agent/security/${page}`)
        await visitor.page.getByRole('heading', { level: 1 }).waitFor()
        expect(await visitor.page.locator('html').getAttribute('lang')).toBe(look.locale)
        await checkScreen(visitor, `security-${page}-${name}`)
      }
    }
  })

  test('IP restrictions are tried, shown to be on trial, kept, and switched off again', async () => {
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    visitor.expectProblem(/status of 422/)
    await page.goto('/agent/security/ip-restrictions')
    await page.getByRole('button', { name: 'Add a range' }).click()
    await page.getByLabel('Range 1', { exact: true }).fill('not a network')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText(/is no network/).waitFor()
    await checkScreen(visitor, 'security-ip-declined')
    await page.getByRole('button', { name: /^Remove/ }).click()
    await page.getByRole('button', { name: 'Add your own address' }).click()
    await page.getByLabel('What range 1 is').fill('Here')
    await page.getByText('Only let people in from these ranges').click()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('This is on trial').waitFor()
    await checkScreen(visitor, 'security-ip-trial')
    await page.getByRole('button', { name: 'Keep it' }).click()
    await expect.poll(() => page.getByText('This is on trial').count()).toBe(0)
    await page.getByText('Only let people in from these ranges').click()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved').waitFor()
  })

  test('the audit says what was changed from what to what, and is verified', async () => {
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    await page.goto('/agent/security/audit')
    await page.getByRole('button', { name: 'ip_restrictions.*' }).click()
    await page.getByRole('button', { name: 'ip_restrictions.changed' }).first().click()
    await page
      .getByRole('dialog')
      .getByText('ranges.0.label')
      .or(page.getByRole('dialog').getByText('enabled'))
      .first()
      .waitFor()
    await checkScreen(visitor, 'security-audit-entry')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Verify the audit' }).click()
    await page
      .getByText(/as they were sealed|as it was sealed|sealed within a minute/)
      .first()
      .waitFor()
    await checkScreen(visitor, 'security-audit')
  })

  test('the audit is narrowed by person, object and day, and what is left is had as a file', async () => {
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    const { user } = await (await page.request.get('/api/v2/users/me')).json()
    const headers = { 'x-csrf-token': user.authenticity_token }
    const data = { organization: { name: 'Audited harbour' } }
    const { organization } = await (await page.request.post('/api/v2/organizations', { headers, data })).json()
    await page.goto('/agent/security/audit')
    await page.locator('.audit-table').getByRole('button', { name: OWNER.name }).first().click()
    await page.getByRole('button', { name: `By ${OWNER.name}` }).waitFor()
    await expect.poll(() => page.getByRole('cell', { name: 'System' }).count()).toBe(0)
    await page
      .getByRole('button', { name: `organization ${organization.id}` })
      .first()
      .click()
    await expect.poll(() => page.locator('.audit-table tbody tr').count()).toBe(1)
    await checkScreen(visitor, 'security-audit-narrowed')
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'As CSV' }).click(),
    ])
    const lines = (await readFile(await file.path(), 'utf8')).trim().split('\r\n')
    expect([lines.length, lines[1]?.includes('organization.created')]).toEqual([2, true])
    await page.getByLabel('Since').fill('2099-01-01')
    await page.getByText('Nothing matches').waitFor()
    await checkScreen(visitor, 'security-audit-nothing')
    await page.getByRole('button', { name: 'Show everything' }).click()
    await page.locator('.audit-table tbody tr').nth(1).waitFor()
    // Its columns stand side by side on a telephone; the table is scrolled, by keyboard too.
    await page.setViewportSize({ width: 390, height: 844 })
    const table = page.locator('.audit-scroll')
    await table.focus()
    await page.keyboard.press('End')
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => table.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0)
    await checkScreen(visitor, 'security-audit-telephone')
  })

  test('alarms and their rules stand where an admin looks for them', async () => {
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    await page.goto('/agent/security/alarms')
    await page.getByRole('heading', { name: 'What admins are told' }).waitFor()
    await checkScreen(visitor, 'security-alarms')
  })

  test('a role is made from another, compared, and its change told before it is saved', async () => {
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    await page.goto('/agent/security/roles')
    await page.getByRole('button', { name: 'Clone Light agent' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Second line')
    await page.getByLabel('Which tickets they see').selectOption('within-groups')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('heading', { name: 'Second line' }).waitFor()
    await checkScreen(visitor, 'security-roles')
    await page.getByRole('button', { name: 'Change Second line' }).click()
    await page.getByLabel('Search rights').fill('delete tickets')
    await page.getByRole('switch', { name: /Delete tickets/ }).check()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('dialog').getByText('Delete tickets: No → Yes').waitFor()
    await checkScreen(visitor, 'security-role-preview')
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'Compare' }).click()
    await page.getByLabel('The other').selectOption({ label: 'Second line' })
    await page.getByRole('rowheader', { name: 'Change tickets' }).waitFor()
    await checkScreen(visitor, 'security-roles-compared')
  })

  test('a token is made, its secret is shown once, and it is revoked', async () => {
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    await page.goto('/agent/security/tokens')
    await page.getByRole('button', { name: 'New token' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Description').fill('Nightly report')
    await checkScreen(visitor, 'security-token-new')
    await dialog.getByRole('button', { name: 'Create token' }).click()
    await page.getByText('it is shown this once').waitFor()
    const secret = (await page.getByRole('status').locator('code').textContent()) ?? ''
    expect(secret.length).toBeGreaterThan(30)
    const card = page.getByRole('listitem').filter({ hasText: 'Nightly report' })
    await card.getByText('read', { exact: true }).waitFor()
    await checkScreen(visitor, 'security-token-made')
    await page.getByRole('button', { name: 'I have put it away' }).click()
    expect(await page.content()).not.toContain(secret)
    await card.getByRole('button', { name: 'History' }).click()
    await page.getByText('Nothing was changed with it.').waitFor()
    await page.keyboard.press('Escape')
    await card.getByRole('button', { name: 'New secret' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'New secret', exact: true }).click()
    await page.getByText('it is shown this once').waitFor()
    expect(await page.getByRole('status').locator('code').textContent()).not.toBe(secret)
    await card.getByText('Former secret works until').waitFor()
    await page.getByLabel('Longest life of a token, in days').fill('30')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved').waitFor()
    await page.getByRole('button', { name: 'New token' }).click()
    expect(await page.getByLabel('Works for').locator('option').allTextContents()).toEqual(['7 days', '30 days'])
    await page.keyboard.press('Escape')
    await page.setViewportSize({ width: 390, height: 800 })
    await checkScreen(visitor, 'security-tokens-narrow')
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.getByLabel('Longest life of a token, in days').fill('')
    await page.getByRole('button', { name: 'Save' }).click()
    await card.getByRole('button', { name: 'Revoke' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click()
    await page.getByText('The token is revoked').waitFor()
    await expect.poll(() => card.count()).toBe(0)
  })

  test('an OAuth client is registered and deleted', async () => {
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    await page.goto('/agent/security/applications')
    await page.getByRole('button', { name: 'New client' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name', { exact: true }).fill('Wallboard')
    await dialog.getByLabel('Identifier (client_id)').fill('wallboard')
    await dialog.getByLabel('Redirect addresses').fill('https://wallboard.example/callback')
    await dialog.getByRole('button', { name: 'Create client' }).click()
    await page.getByText('it is shown this once').waitFor()
    const secret = (await page.getByRole('status').locator('code').textContent()) ?? ''
    const card = page.getByRole('listitem').filter({ hasText: 'wallboard.example' })
    await card.waitFor()
    await checkScreen(visitor, 'security-client-made')
    await letDeviceIn(visitor, secret)
    await page.goto('/agent/security/applications')
    await card.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
    await page.getByText('The client is deleted').waitFor()
    await expect.poll(() => card.count()).toBe(0)
  })

  test('passwords on the API are switched on and off again', async () => {
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    await page.goto('/agent/security/tokens')
    const passwords = page.getByRole('switch', { name: 'Passwords on the API' })
    expect(await passwords.isChecked()).toBe(false)
    await passwords.check()
    await page.getByText('The API takes passwords', { exact: true }).waitFor()
    await checkScreen(visitor, 'security-api-passwords')
    await passwords.uncheck()
    await page.getByText('The API takes no passwords').waitFor()
    await page.reload()
    expect(await passwords.isChecked()).toBe(false)
  })
}

/** The client is opened for devices, one asks, and its code is typed on the page. */
async function letDeviceIn(visitor: Visitor, client_secret: string): Promise<void> {
  const { page } = visitor
  const card = page.getByRole('listitem').filter({ hasText: 'wallboard.example' })
  await card.getByText('Ways in').click()
  await card.getByRole('switch', { name: 'Devices without a browser' }).check()
  await page.getByText('Saved').waitFor()
  await checkScreen(visitor, 'security-client-ways')
  const form = { client_id: 'wallboard', client_secret, scope: 'tickets:read' }
  const asked = await page.request.post('/oauth/device_authorization', { form })
  const { user_code, device_code } = await asked.json()
  await page.goto('/oauth/device')
  await page.getByLabel('Code').fill(user_code.toLowerCase())
  await checkScreen(visitor, 'device-code')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByText('Your device must show this code').waitFor()
  await checkScreen(visitor, 'device-consent')
  await page.getByRole('button', { name: 'Allow this device' }).click()
  await page.getByRole('heading', { name: 'The device is allowed' }).waitFor()
  const grant_type = 'urn:ietf:params:oauth:grant-type:device_code'
  const tokens = await page.request.post('/oauth/tokens', { form: { ...form, grant_type, device_code } })
  expect((await tokens.json()).access_token).toMatch(/^custos_at_/)
}
