// What customers and the signed-out see: pages that are whole without JavaScript.
import { expect, test } from 'vitest'
import { conversationPath, waitForMail } from './support/mailbox.ts'
import { checkScreen } from './support/screens.ts'
import { OWNER, openAgentWindow, openWindow, type Stage } from './support/stage.ts'
import { openList, openTicket, sendFromComposer } from './support/tickets.ts'

const FINN = 'finn@kunde.example'

export function customerPage(stage: () => Stage): void {
  test('a customer reads and answers with a file, without JavaScript, on a narrow phone', async () => {
    await stage().customers.send({
      from: `Finn <${FINN}>`,
      subject: 'The bicycle squeaks',
      text: 'It squeaks at every turn.\n\nhttps://example.com/a/very/long/address/that/does/not/break/anywhere/abcdefghijklmnop',
    })
    const agent = await openAgentWindow(stage())
    await openList(agent.page)
    await openTicket(agent.page, 'The bicycle squeaks')
    await agent.page.keyboard.press('r')
    await sendFromComposer(agent.page, 'Please send us a picture of the wheel.')
    const path = conversationPath(await waitForMail(agent.page, FINN, 'a picture of the wheel'))

    const phone = await openWindow(stage(), { width: 320, height: 640, has_javascript: false })
    await phone.page.goto(path)
    await checkScreen(phone, 'customer-320')
    phone.expectProblem(/status of 422/)
    await phone.page.getByRole('button', { name: 'Send answer' }).click()
    await phone.page.getByText('There is nothing in your answer yet').waitFor()
    await checkScreen(phone, 'customer-empty-320')
    await phone.page.getByLabel('Message', { exact: true }).fill('Here it is.\nThank you!')
    await phone.page.getByLabel('Add files').setInputFiles({
      name: 'wheel.png',
      mimeType: 'image/png',
      buffer: Buffer.from(
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
        'base64',
      ),
    })
    await phone.page.getByRole('button', { name: 'Send answer' }).click()
    await phone.page.getByText('Your answer has arrived').waitFor()
    await checkScreen(phone, 'customer-sent-320')

    await agent.page.locator('.bubble-customer .file', { hasText: 'wheel.png' }).waitFor()
    for (const theme of ['light', 'dark'] as const) {
      const wide = await openWindow(stage(), { theme })
      await wide.page.goto(path)
      await checkScreen(wide, `customer-${theme}`)
    }
    const stranger = await openWindow(stage())
    stranger.expectProblem(/status of 4(04|10)/)
    await stranger.page.goto(path.slice(0, -4))
    await checkScreen(stranger, 'customer-wrong-link')
    expect(await stranger.page.locator('body').innerText()).not.toContain('squeaks')
  })

  test('signing in works without JavaScript and says what is wrong; signing out ends it', async () => {
    const visitor = await openWindow(stage(), { has_javascript: false, width: 320, height: 640 })
    const { page } = visitor
    visitor.expectProblem(/status of 422/)
    await page.goto('/sign-in')
    await checkScreen(visitor, 'sign-in-320')
    await page.getByLabel('E-mail address').fill(OWNER.email)
    await page.getByLabel('Password').fill('not this one at all')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('The address or the password is not right').waitFor()
    await checkScreen(visitor, 'sign-in-declined-320')
    await page.getByLabel('Password').fill(OWNER.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL(/\/agent/)

    const scripted = await openWindow(stage(), { theme: 'dark' })
    await scripted.page.goto('/sign-in?return_to=/agent/settings/shortcuts')
    await checkScreen(scripted, 'sign-in-dark')
    await scripted.page.getByLabel('E-mail address').fill(OWNER.email)
    await scripted.page.getByLabel('Password').fill(OWNER.password)
    await scripted.page.keyboard.press('Enter')
    await scripted.page.getByRole('heading', { name: 'Shortcuts' }).waitFor()
    await scripted.page.getByRole('button', { name: /My account/ }).click()
    await scripted.page.getByRole('menuitem', { name: 'Sign out' }).click()
    await scripted.page.getByText('Sign in').first().waitFor()
    const reply = await scripted.page.request.get('/api/v2/views/counts')
    expect(reply.status()).toBe(401)
  })
}
