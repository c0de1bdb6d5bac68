// Where the desk sends what happens, and to whom it gives tickets: a webhook with its secret and log, a target, a group
// that gives out its tickets by turn, and the skills of the team.
import { expect, test } from 'vitest'
import { checkScreen } from './support/screens.ts'
import { openAgentWindow, type Stage } from './support/stage.ts'
import { openList, waitForRow } from './support/tickets.ts'

export function receiving(stage: () => Stage): void {
  test('a webhook is made, tried, and its log says what became of each event', async () => {
    const { customers } = stage()
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    visitor.expectProblem(/status of 40[03]/)
    await page.goto('/agent/settings/webhooks')
    await page.getByText('No webhooks yet').waitFor()
    await page.getByRole('button', { name: 'New webhook' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Warehouse')
    await page.getByLabel('Address', { exact: true }).fill('not an address')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.locator('.field-error').first().waitFor()
    await checkScreen(visitor, 'settings-webhook-declined')
    await page.getByLabel('Address', { exact: true }).fill('https://warehouse.invalid/hook')
    await page.getByLabel('Credentials').selectOption({ label: 'User and password' })
    await page.getByLabel('User', { exact: true }).fill('desk')
    await page.getByLabel('Password', { exact: true }).fill('not a real one')
    await page.getByLabel('Is told of').selectOption({ label: 'Events' })
    await page.getByLabel('comment_added').check()
    await page.getByRole('button', { name: 'Send a test' }).click()
    await page.getByText('The test was not answered').waitFor()
    await checkScreen(visitor, 'settings-webhook')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'Show the secret' }).click()
    const secret = await page.locator('.webhook-secret').textContent()
    await page.getByRole('button', { name: 'Make a new secret' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Make a new secret' }).click()
    await expect.poll(() => page.locator('.webhook-secret').textContent()).not.toBe(secret)

    await customers.send({ from: 'Rosa <rosa@kunde.example>', subject: 'Told to others', text: 'Hello.' })
    const other = await openAgentWindow(stage())
    await openList(other.page)
    await waitForRow(other.page, 'Told to others')
    await expect
      .poll(
        async () => {
          await page.getByRole('button', { name: 'Refresh' }).click()
          return await page.getByRole('button', { name: /^Details of/ }).count()
        },
        { timeout: 20_000 },
      )
      .toBeGreaterThan(1)
    await page
      .getByRole('button', { name: /^Details of/ })
      .first()
      .click()
    await page.getByRole('button', { name: 'Refresh' }).scrollIntoViewIfNeeded()
    await checkScreen(visitor, 'settings-webhook-log')
    await page.goto('/agent/settings/webhooks')
    await page.getByRole('button', { name: 'Warehouse', exact: true }).waitFor()
    await checkScreen(visitor, 'settings-webhooks')
  })

  test('a target is declined at its field, then made', async () => {
    const visitor = await openAgentWindow(stage(), { width: 320, height: 640 })
    const { page } = visitor
    visitor.expectProblem(/status of 422/)
    await page.goto('/agent/settings/targets')
    await page.getByRole('button', { name: 'New target' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Printer')
    await page.getByLabel('Mail address').fill('nowhere')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('is not an address').first().waitFor()
    await checkScreen(visitor, 'settings-target-declined')
    await page.getByLabel('Mail address').fill('printer@desk.example')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'Edit Printer' }).waitFor()
    await checkScreen(visitor, 'settings-targets')
  })

  test('a group gives out its tickets by turn, and skills are ticked in a table', async () => {
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    await page.goto('/agent/settings/routing')
    await page
      .getByRole('button', { name: /^Edit / })
      .first()
      .click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('How tickets are given out').selectOption({ label: 'By turn' })
    await dialog.getByLabel('Open tickets each takes').fill('5')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByText('By turn · 5 tickets each').waitFor()
    await page.getByLabel('New kind of skill', { exact: true }).fill('Language')
    await page.getByRole('button', { name: 'Add: New kind of skill' }).click()
    for (const skill of ['German', 'Dutch']) {
      await page.getByLabel('New skill in Language', { exact: true }).fill(skill)
      await page.getByRole('button', { name: 'Add: New skill in Language' }).click()
      await page.getByRole('columnheader', { name: skill }).waitFor()
    }
    const german = page.getByLabel('Olivia Owner: German')
    await german.click()
    await expect.poll(() => german.isChecked()).toBe(true)
    await page.getByLabel('Olivia Owner takes at most').fill('3')
    await page.getByLabel('Olivia Owner takes at most').blur()
    await page.getByText('Saved').first().waitFor()
    await page.getByRole('button', { name: 'You are: Offline' }).click()
    await page.getByRole('menuitemradio', { name: /^Online/ }).click()
    await page.getByRole('button', { name: 'You are: Online' }).waitFor()
    await expect.poll(() => page.getByLabel('Availability of Olivia Owner').inputValue()).toBe('online')
    await checkScreen(visitor, 'settings-routing')
    await page.reload()
    await expect.poll(() => page.getByLabel('Olivia Owner: German').isChecked()).toBe(true)
    expect(await page.getByLabel('Olivia Owner takes at most').inputValue()).toBe('3')
    const narrow = await openAgentWindow(stage(), { width: 320, height: 640, theme: 'dark' })
    await narrow.page.goto('/agent/settings/routing')
    await narrow.page.getByLabel('Olivia Owner: German').waitFor()
    await checkScreen(narrow, 'settings-routing-narrow')
    // The journeys that follow count on tickets staying where they come in.
    await page
      .getByRole('button', { name: /^Edit / })
      .first()
      .click()
    await dialog.getByLabel('How tickets are given out').selectOption({ label: 'By hand' })
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByText('By turn ·').waitFor({ state: 'detached' })
  })
}
