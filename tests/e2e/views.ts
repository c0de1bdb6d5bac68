// Saved views: made in the page, listed, ordered, played; and a search that is kept.
import { expect, test } from 'vitest'
import { checkScreen } from './support/screens.ts'
import { openAgentWindow, type Stage } from './support/stage.ts'
import { openList, waitForRow } from './support/tickets.ts'

export function views(stage: () => Stage): void {
  test('a view made in the page lists what it says, by its columns, and can be changed', async () => {
    const { customers } = stage()
    for (const name of ['amber', 'birch', 'cedar'])
      await customers.send({
        from: 'Vera <vera@kunde.example>',
        subject: `Sail of ${name}`,
        text: `A sail of ${name}.`,
      })
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    await openList(page)
    for (const name of ['amber', 'birch', 'cedar']) await waitForRow(page, `Sail of ${name}`)
    await page.getByRole('button', { name: /^All tickets/ }).click()
    await checkScreen(visitor, 'views-menu')
    await page.getByRole('menuitemradio', { name: 'New view' }).click()
    await page.getByRole('heading', { name: 'New view' }).waitFor()
    await page.getByLabel('Name').fill('Sails')
    await page.getByLabel('And they match this search').fill('sail')
    await page
      .getByRole('group', { name: 'All of these must hold' })
      .getByRole('button', { name: 'Add a condition' })
      .click()
    await page.getByLabel('Condition 2: field').selectOption('priority')
    await page.getByLabel('Condition 2: comparison').selectOption('is')
    await page.getByLabel('Condition 2: value').selectOption('')
    await page.getByText('3 tickets would be in this view now.').waitFor()
    await checkScreen(visitor, 'view-form')
    await page.getByRole('button', { name: 'Save view' }).click()
    await page.getByRole('button', { name: /^Sails\s*3/ }).waitFor()
    await expect.poll(() => page.locator('[data-row]').count()).toBe(3)
    await checkScreen(visitor, 'view-table')

    await page.getByRole('button', { name: 'Number', exact: true }).click()
    const subjects = () => page.locator('[data-row] .ticket-row-subject').allInnerTexts()
    await expect.poll(subjects).toEqual(['Sail of cedar', 'Sail of birch', 'Sail of amber'])
    await page.getByRole('button', { name: 'Number, descending' }).click()
    await expect.poll(subjects).toEqual(['Sail of amber', 'Sail of birch', 'Sail of cedar'])

    await page.locator('body').press('j')
    await page.keyboard.press('x')
    await page.getByRole('toolbar', { name: 'Chosen tickets' }).waitFor()
    await page.keyboard.press('x')
    await customers.send({ from: 'Vera <vera@kunde.example>', subject: 'Sail of dogwood', text: 'One more sail.' })
    await waitForRow(page, 'Sail of dogwood')
    await expect.poll(subjects).toHaveLength(4)
  })

  test('a view is played: skipped with a reason, and on to the next', async () => {
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    await page.goto('/agent/views')
    await page.getByRole('heading', { name: 'Personal' }).waitFor()
    await checkScreen(visitor, 'views')
    await page.getByRole('link', { name: 'Open Sails' }).click()
    await page.locator('[data-row]').first().waitFor()
    await page.keyboard.press('Shift+P')
    await page.getByText('Playing “Sails”').waitFor()
    await page.locator('.bubble').first().waitFor()
    const first = page.url()
    await checkScreen(visitor, 'play')
    await page.locator('body').press('Shift+S')
    await page.getByRole('button', { name: 'Not my field' }).click()
    await checkScreen(visitor, 'play-skip')
    await page.getByRole('dialog').getByRole('button', { name: 'Skip', exact: true }).click()
    await page.waitForURL((url) => url.href !== first && url.searchParams.get('play') === '1')
    await page.getByRole('button', { name: 'Stop', exact: true }).click()
    await page.waitForURL((url) => url.searchParams.get('play') === null)
    await page.goto(new URL(first).pathname)
    await page.getByText(/skipped this: Not my field/).waitFor()
    await checkScreen(visitor, 'skipped')
  })

  test('views work on the smallest screens', async () => {
    const visitor = await openAgentWindow(stage(), { width: 320, height: 640 })
    const { page } = visitor
    await page.goto('/agent/views')
    await page.getByRole('link', { name: 'Open Sails' }).waitFor()
    await checkScreen(visitor, 'views-narrow')
    await page.getByRole('button', { name: 'Change Sails' }).click()
    await page.getByLabel('Name').waitFor()
    await page.getByRole('table').waitFor()
    await checkScreen(visitor, 'view-form-narrow')
    await page.getByLabel('Name').fill('Sails and masts')
    await page.getByRole('button', { name: 'Save view' }).click()
    await page.locator('[data-row]').first().waitFor()
    await checkScreen(visitor, 'view-narrow')
    await page.goto('/agent/views')
    await page.getByRole('switch', { name: 'Sails and masts: active' }).click()
    await page.getByLabel('Show').selectOption({ label: 'Views that are off' })
    await page.getByRole('switch', { name: 'Sails and masts: active' }).waitFor()
    await checkScreen(visitor, 'views-inactive')
    await page.getByRole('switch', { name: 'Sails and masts: active' }).click()
    await page.getByText('No view is off').waitFor()
  })
}
