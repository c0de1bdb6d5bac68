// Many tickets at once: choosing, changing with a preview, taking back, merging.
import { expect, test } from 'vitest'
import { checkScreen } from './support/screens.ts'
import { openAgentWindow, type Stage } from './support/stage.ts'
import { openList, openTicket, waitForRow } from './support/tickets.ts'

export function manyTickets(stage: () => Stage): void {
  test('rows chosen by keyboard are changed together, and put back together', async () => {
    const { customers } = stage()
    for (const number of ['one', 'two', 'three'])
      await customers.send({ from: 'Mia <mia@kunde.example>', subject: `Bulk ${number}`, text: `Kettle ${number}.` })
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    await openList(page)
    for (const number of ['one', 'two', 'three']) await waitForRow(page, `Bulk ${number}`)
    await page.locator('[data-row]', { hasText: 'Bulk three' }).focus()
    await page.keyboard.press('x')
    await page.keyboard.press('Shift+J')
    await page.keyboard.press('Shift+J')
    const bar = page.getByRole('toolbar', { name: 'Chosen tickets' })
    await bar.getByText('3 tickets chosen').waitFor()
    await checkScreen(visitor, 'list-chosen')
    await page.keyboard.press('Shift+E')
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Choose what to change').waitFor()
    await dialog.getByLabel('Priority').selectOption('urgent')
    await dialog.getByLabel('Add tags').fill('kettle ')
    await dialog.getByText('3 tickets change.').waitFor()
    await checkScreen(visitor, 'bulk-change')
    await dialog.getByRole('button', { name: 'Change 3 tickets' }).click()
    await dialog.getByText('3 tickets were changed.').waitFor()
    await dialog.locator('footer').getByRole('button', { name: 'Close' }).click()
    const priorities = () => page.locator('[data-row]', { hasText: 'Bulk' }).filter({ hasText: 'Urgent' }).count()
    await expect.poll(priorities).toBe(3)
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await expect.poll(priorities).toBe(0)
  })

  test('two tickets become one, and the one that stays opens', async () => {
    const { customers } = stage()
    await customers.send({ from: 'Nino <nino@kunde.example>', subject: 'Lamp stays', text: 'The lamp.' })
    await customers.send({ from: 'Nino <nino@kunde.example>', subject: 'Lamp goes', text: 'The same lamp.' })
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    await openList(page)
    await waitForRow(page, 'Lamp stays')
    await openTicket(page, 'Lamp goes')
    await page.keyboard.press('Control+k')
    await page.locator('.palette input:focus').waitFor()
    await page.keyboard.type('merge with')
    await page.getByRole('option', { name: /Merge with another ticket/ }).waitFor()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Lately from the same person').waitFor()
    await checkScreen(visitor, 'merge-find')
    await dialog.getByRole('button', { name: /Lamp stays/ }).click()
    await dialog.getByText('This ticket stays').waitFor()
    await checkScreen(visitor, 'merge')
    await dialog.getByRole('button', { name: /Merge into/ }).click()
    await page.getByRole('heading', { name: 'Lamp stays' }).waitFor()
    await page.locator('.bubble', { hasText: 'was merged into this request' }).waitFor()
  })
}
