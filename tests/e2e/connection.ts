// The server goes away and comes back, while somebody is writing.
import { expect, test } from 'vitest'
import { startDesk } from '../support/desk-process.ts'
import { checkScreen } from './support/screens.ts'
import { openAgentWindow, type Stage } from './support/stage.ts'
import { openList, openTicket, waitForRow } from './support/tickets.ts'

export function connection(stage: () => Stage): void {
  test('a page that lost its server says so, keeps what is typed, and is true again afterwards', async () => {
    await stage().customers.send({ from: 'Gus <gus@kunde.example>', subject: 'Before the break', text: 'One' })
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    await openList(page)
    await openTicket(page, 'Before the break')
    visitor.expectProblem(/WebSocket connection|ERR_CONNECTION|Failed to load resource/)
    await stage().desk.kill('custos')
    await page.locator('.banner').waitFor()
    await page.keyboard.press('r')
    await page.keyboard.type('Typed while nobody listened')
    await page.getByText('Draft kept on this device only').waitFor()
    await checkScreen(visitor, 'offline')
    stage().desk = await startDesk(stage().folder)
    await page.locator('.banner').waitFor({ state: 'detached', timeout: 60_000 })
    await stage().customers.send({ from: 'Gus <gus@kunde.example>', subject: 'After the break', text: 'Two' })
    await waitForRow(page, 'After the break')
    expect(await page.locator('.editor-text').innerText()).toContain('Typed while nobody listened')
    await checkScreen(visitor, 'online-again')
  })
}
