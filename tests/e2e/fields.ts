// An admin shapes the desk: a drop-down with options, the order of fields from the keyboard, a form with a condition, a
// status of their own.
import { expect, test } from 'vitest'
import { checkScreen } from './support/screens.ts'
import { openAgentWindow, type Stage } from './support/stage.ts'

export function fields(stage: () => Stage): void {
  test('a drop-down is made, declined at its field, and put in order from the keyboard', async () => {
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    visitor.expectProblem(/status of 422/)
    await page.goto('/agent/settings/ticket-fields')
    await page.getByRole('row', { name: 'Subject' }).waitFor()
    await checkScreen(visitor, 'settings-fields')
    await page.getByRole('button', { name: 'New field' }).click()
    await page.getByLabel('Title', { exact: true }).fill('Size')
    await page.getByLabel('Type').selectOption({ label: 'Drop-down' })
    for (const [place, name] of ['Small', 'Large'].entries()) {
      await page.getByRole('button', { name: 'Add an option' }).click()
      await page.getByLabel('Name of the option').nth(place).fill(name)
    }
    await page.getByLabel('Tag of Large').fill('small')
    await page.getByLabel('Customers see this field').click()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('already used').waitFor()
    await checkScreen(visitor, 'settings-field-declined')
    await page.getByLabel('Tag of Large').fill('')
    await page.getByRole('button', { name: 'Save' }).click()
    const row = page.getByRole('row', { name: 'Size' })
    await row.waitFor()
    await row.getByRole('button', { name: /^Drag/ }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Home')
    await page.keyboard.press('Enter')
    await expect.poll(async () => await page.getByRole('row').first().textContent()).toContain('Size')
    await page.reload()
    await row.waitFor()
    expect(await page.getByRole('row').first().textContent()).toContain('Size')
    await checkScreen(visitor, 'settings-fields-reordered')
  })

  test('a form shows a field when another has a value', async () => {
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    await page.goto('/agent/settings/ticket-fields')
    await page.getByRole('button', { name: 'New field' }).click()
    await page.getByLabel('Title', { exact: true }).fill('Why so small')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('row', { name: 'Why so small' }).waitFor()
    await page.goto('/agent/settings/ticket-forms')
    await page.getByRole('row', { name: 'Default ticket form' }).waitFor()
    await page.getByRole('button', { name: 'New form' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Returns')
    await page.getByLabel('Add a field').selectOption({ label: 'Size' })
    await page.getByLabel('Add a field').selectOption({ label: 'Why so small' })
    await page.getByRole('button', { name: 'Add a condition' }).first().click()
    await page.getByLabel('When', { exact: true }).selectOption({ label: 'Size' })
    await page.getByLabel('show', { exact: true }).selectOption({ label: 'Why so small' })
    await checkScreen(visitor, 'settings-form')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('row', { name: 'Returns' }).waitFor()
    await checkScreen(visitor, 'settings-forms')
    await page.getByRole('button', { name: 'Edit Returns' }).click()
    await expect.poll(async () => await page.getByLabel('is', { exact: true }).inputValue()).toBe('small')
  })

  test('a field that a condition needs is kept, and the editors fit on a narrow screen', async () => {
    const visitor = await openAgentWindow(stage(), { width: 320, height: 640, theme: 'dark' })
    const { page } = visitor
    visitor.expectProblem(/status of 422/)
    await page.goto('/agent/settings/ticket-fields')
    await page.getByRole('button', { name: 'Delete Size' }).click()
    await page.getByRole('button', { name: 'Delete the field' }).click()
    await page.getByText('The form Returns has a condition with this field').waitFor()
    await checkScreen(visitor, 'settings-field-kept-narrow')
    await page.getByRole('button', { name: 'Edit Size' }).click()
    await page.getByLabel('Name of the option').first().waitFor()
    await checkScreen(visitor, 'settings-field-narrow')
    await page.goto('/agent/settings/ticket-forms')
    await page.getByRole('button', { name: 'Edit Returns' }).click()
    await page.getByLabel('When', { exact: true }).waitFor()
    await checkScreen(visitor, 'settings-form-narrow')
  })

  test('a status is made and becomes the default of its category', async () => {
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    await page.goto('/agent/settings/statuses')
    await page.getByRole('button', { name: 'New status' }).click()
    await page.getByLabel('What the team reads').fill('In repair')
    await checkScreen(visitor, 'settings-status')
    await page.getByRole('button', { name: 'Save' }).click()
    const row = page.getByRole('listitem').filter({ hasText: 'In repair' })
    await row.getByRole('button', { name: 'Make default' }).click()
    await row.getByText('Default').waitFor()
    await checkScreen(visitor, 'settings-statuses')
    // What other journeys expect of a desk stays as it was.
    await page.getByRole('listitem').filter({ hasText: 'Open' }).getByRole('button', { name: 'Make default' }).click()
    await row.getByRole('button', { name: 'Make default' }).waitFor()
  })
}
