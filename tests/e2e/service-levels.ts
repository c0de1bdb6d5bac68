// An admin says when the team works and how fast customers are answered; the ticket then shows the time left.
import { expect, test } from 'vitest'
import { checkScreen } from './support/screens.ts'
import { openAgentWindow, type Stage } from './support/stage.ts'
import { openList } from './support/tickets.ts'

/** Asks the API as the page would, with the session's token. */
async function createTicket(): Promise<number> {
  const { user } = await (await fetch('/api/v2/users/me')).json()
  const reply = await fetch('/api/v2/tickets', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-csrf-token': user.authenticity_token },
    body: JSON.stringify({
      ticket: {
        subject: 'The lamp flickers',
        priority: 'high',
        comment: { body: 'Since yesterday' },
        requester: { name: 'Lena', email: 'lena@kunde.example' },
      },
    }),
  })
  return reply.status
}

export function serviceLevels(stage: () => Stage): void {
  test('a week, a holiday and a policy are set, and a ticket shows the time left', async () => {
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    await page.goto('/agent/settings/schedules')
    await page.getByRole('button', { name: 'New schedule' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Support')
    await page.getByLabel('Monday, open from').fill('08:00')
    await page.getByRole('button', { name: 'Add hours on Saturday' }).press('Enter')
    await page.getByLabel('Saturday, open until').fill('12:00')
    await checkScreen(visitor, 'settings-schedule')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'Edit Support' }).click()
    expect(await page.getByLabel('Monday, open from').inputValue()).toBe('08:00')
    expect(await page.getByLabel('Saturday, open until').inputValue()).toBe('12:00')
    await page.getByLabel('Holiday').fill('New Year')
    await page.getByLabel('First day').fill('2027-01-01')
    await page.getByRole('button', { name: 'Add holiday' }).click()
    await page.getByText('2027-01-01').waitFor()
    await page.getByRole('button', { name: 'Cancel' }).click()

    await page.goto('/agent/settings/slas')
    await page.getByRole('button', { name: 'New policy' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Everybody')
    await page.getByLabel('Requester wait, High: minutes').fill('45')
    await checkScreen(visitor, 'settings-sla')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'Edit Everybody' }).waitFor()

    expect(await page.evaluate(createTicket)).toBe(201)
    await openList(page)
    await page
      .getByText(/^4[0-4] min left$/)
      .first()
      .waitFor()
    await checkScreen(visitor, 'list-sla')
  })
}
