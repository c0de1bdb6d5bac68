// A conversation beside a ticket: begun from the keyboard, mailed, answered by mail, and unseen by the ticket's customer;
// and a message that becomes a ticket of its own.
import { expect, test } from 'vitest'
import { conversationPath, readMailbox, waitForMail } from './support/mailbox.ts'
import { checkScreen } from './support/screens.ts'
import { openAgentWindow, openWindow, type Stage } from './support/stage.ts'
import { openList, openTicket, sendFromComposer } from './support/tickets.ts'

const OLGA = 'olga@kunde.example'
const SUPPLIER = 'parts@kunde.example'

export function sideConversations(stage: () => Stage): void {
  test('a supplier is asked beside the ticket and answers there; the customer sees nothing of it', async () => {
    const { customers } = stage()
    await customers.send({ from: `Olga <${OLGA}>`, subject: 'The hinge squeaks', text: 'Can I have a new one?' })
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    await openList(page)
    await openTicket(page, 'The hinge squeaks')
    await page.keyboard.press('b')
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Not visible to Olga').waitFor()
    await dialog.getByLabel('To', { exact: true }).fill(SUPPLIER)
    await dialog.getByLabel('Subject').fill('Hinge 17')
    await dialog.locator('.editor-text').click()
    await page.keyboard.type('Is the verdigris hinge in stock?')
    await checkScreen(visitor, 'side-new')
    await page.keyboard.press('Control+Enter')
    await dialog.locator('.side-message', { hasText: 'verdigris' }).waitFor()
    const mail = await waitForMail(page, SUPPLIER, 'verdigris hinge')
    expect(mail.subject).toBe('Hinge 17')
    expect(mail.source).not.toContain('squeaks')
    expect(mail.header('reply-to')).toMatch(/support\+side[a-z2-7]+@desk\.example/)
    await customers.send({
      from: `Parts <${SUPPLIER}>`,
      to: mail.replyTo?.[0]?.address ?? '',
      subject: 'Re: Hinge 17',
      inReplyTo: mail.header('message-id'),
      text: 'Two verdigris hinges are left.',
    })
    await dialog.locator('.side-message', { hasText: 'Two verdigris hinges' }).waitFor()
    await checkScreen(visitor, 'side-thread')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await page.locator('.bubble').count()).toBe(1)
    await page.getByRole('button', { name: /Hinge 17/ }).waitFor()
    await checkScreen(visitor, 'side-card')

    await page.locator('body').press('r')
    await sendFromComposer(page, 'A new hinge is on its way.')
    const reply = await waitForMail(page, OLGA, 'A new hinge is on its way')
    const customer = await openWindow(stage(), { has_javascript: false })
    await customer.page.goto(conversationPath(reply))
    expect(await customer.page.content()).not.toContain('verdigris')
    const to_olga = (await readMailbox(page)).filter((one) => one.to?.some(({ address }) => address === OLGA))
    expect(to_olga.some((one) => one.source.includes('verdigris'))).toBe(false)
  })

  test('a message becomes a ticket of its own, and the palette knows the tickets one looked at', async () => {
    const { customers } = stage()
    await customers.send({ from: `Olga <${OLGA}>`, subject: 'Two matters', text: 'The door, and my invoice.' })
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    await openList(page)
    await openTicket(page, 'Two matters')
    await page.locator('.bubble').getByRole('button', { name: 'Message actions' }).click()
    await page.getByRole('menuitem', { name: 'Split into a new ticket' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Subject').fill('The invoice')
    await checkScreen(visitor, 'split')
    await dialog.getByRole('button', { name: 'Split' }).click()
    await page.getByRole('heading', { name: 'The invoice' }).waitFor()
    await page.locator('.bubble-note').waitFor()
    await page.keyboard.press('Control+k')
    await page.getByText('Recent tickets').waitFor()
    await page.getByRole('option', { name: /Two matters/ }).waitFor()
    // What was announced of the menu, which is gone, goes by itself.
    await page.locator('div[role="img"]').waitFor({ state: 'detached' })
    await checkScreen(visitor, 'palette-recent')
  })
}
