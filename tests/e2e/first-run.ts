// From the link that the start prints to a desk that sends its first mail.
import { expect, test } from 'vitest'
import { SUPPORT_ADDRESS } from './support/customers.ts'
import { waitForMail } from './support/mailbox.ts'
import { checkScreen } from './support/screens.ts'
import { DESK_NAME, OWNER, openAgentWindow, openWindow, type Stage, setupPath } from './support/stage.ts'

/** Replies wait this long in the journeys, so that nobody waits ten seconds for each. */
const UNDO_S = '4'

export function firstRun(stage: () => Stage): void {
  test('the link of the start creates the owner and names the desk, and tells what is wrong first', async () => {
    const visitor = await openWindow(stage())
    const { page } = visitor
    visitor.expectProblem(/status of 422/)
    await page.goto('/')
    await checkScreen(visitor, 'not-set-up')
    await page.goto(setupPath(stage()))
    await checkScreen(visitor, 'setup')
    await page.getByLabel('Your name').fill(OWNER.name)
    await page.getByLabel('Your e-mail address').fill(OWNER.email)
    await page.getByLabel('Password').fill('aaaaaaaaaaaaaaaaaaaaaaaa')
    await page.getByLabel('Name of the desk').fill(DESK_NAME)
    await page.getByLabel('Support address').fill(SUPPORT_ADDRESS)
    await page.getByRole('button', { name: 'Create the desk' }).click()
    await page.getByText('too easy to guess').waitFor()
    await checkScreen(visitor, 'setup-declined')
    await page.getByLabel('Password').fill(OWNER.password)
    await page.getByRole('button', { name: 'Create the desk' }).click()
    await page.getByRole('heading', { name: `${DESK_NAME} is ready` }).waitFor()
    await checkScreen(visitor, 'setup-done')
    stage().session = await visitor.context.storageState()
  })

  test('an empty desk says what to do, and a test mail arrives in the development mailbox', async () => {
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    await page.goto('/agent')
    await page.getByText('No tickets yet').waitFor()
    await checkScreen(visitor, 'list-first-use')
    await page.goto('/setup/done')
    await page.getByRole('link', { name: 'Send yourself a test mail' }).click()
    await page.getByLabel('Seconds to undo sending').fill(UNDO_S)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Send a test mail' }).click()
    await page.getByText('On its way').waitFor()
    await checkScreen(visitor, 'settings-mail-sent')
    const mail = await waitForMail(page, OWNER.email, DESK_NAME)
    expect(mail.from?.address).toBe(SUPPORT_ADDRESS)
    await page.goto('/dev/mailbox')
    await checkScreen(visitor, 'dev-mailbox')
    await page.locator('a[href^="/dev/mailbox/"]').first().click()
    await page.getByRole('heading', { name: 'Headers' }).waitFor()
    await checkScreen(visitor, 'dev-mail')
  })

  test('sample data fills the desk when one asks for it', async () => {
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    await page.goto('/agent/settings/sample-data')
    await page.getByRole('button', { name: 'Create sample data' }).click()
    await expect
      .poll(async () => (await (await page.request.get('/api/v2/sample_data')).json()).sample_data?.state, {
        timeout: 90_000,
      })
      .toBe('done')
    await checkScreen(visitor, 'settings-sample-data')
    await page.goto('/agent')
    await page.locator('[data-row]').first().waitFor()
    await checkScreen(visitor, 'list')
  })
}
