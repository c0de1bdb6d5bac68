// A customer's mail becomes a ticket, an agent answers it by keyboard, and the customer's mailbox gets what it should.
import { expect, test } from 'vitest'
import { conversationPath, readMailbox, waitForMail } from './support/mailbox.ts'
import { checkScreen } from './support/screens.ts'
import { openAgentWindow, openWindow, type Stage } from './support/stage.ts'
import { openList, openTicket, sendFromComposer, waitForRow } from './support/tickets.ts'

const ANNA = 'anna@kunde.example'

export function mainJob(stage: () => Stage): void {
  test('a mail appears without reloading, is answered by keyboard, undone, sent, and answered again by mail', async () => {
    const { customers } = stage()
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    await openList(page, 'unsolved')
    const message_id = await customers.send({
      from: `Anna Muster <${ANNA}>`,
      subject: 'The lamp arrived broken',
      text: 'Good morning,\n\nthe reading lamp arrived with a cracked shade. What can I do?\n\nAnna Muster',
      html: '<p>Good morning,</p><p>the reading lamp arrived with a <b>cracked shade</b>. What can I do?</p><p>Anna Muster</p>',
    })
    await waitForRow(page, 'The lamp arrived broken')
    await checkScreen(visitor, 'list-new-mail')

    // From here on the keyboard alone.
    await page.locator('body').press('j')
    while (!(await page.locator('[data-row]:focus').innerText()).includes('The lamp arrived broken'))
      await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    await page.keyboard.press('Enter')
    await page.locator('.bubble').waitFor()
    await page.getByRole('button', { name: 'Sender verified' }).waitFor()
    await page.frameLocator('.mail-frame').getByText('cracked shade').waitFor()
    await checkScreen(visitor, 'ticket')
    // Nobody waits for the editor.
    await page.keyboard.press('r')
    await page.keyboard.type('Dear Anna, we send a new shade today.')
    await page.getByText('Draft saved').waitFor()
    await checkScreen(visitor, 'composer-reply')
    await page.keyboard.press('Control+Enter')
    await page.locator('.undo').waitFor()
    await checkScreen(visitor, 'reply-undo', { has_axe: false })
    await page.keyboard.press('z')
    await page.locator('.editor-text', { hasText: 'we send a new shade today' }).waitFor()
    expect(await page.locator('.bubble').count()).toBe(1)
    expect(await page.locator('.editor-text').evaluate((element) => element.contains(document.activeElement))).toBe(
      true,
    )
    await page.keyboard.press('Control+Enter')
    const reply = page.locator('.bubble-agent')
    await reply.locator('.mail-frame').contentFrame().getByText('we send a new shade today').waitFor()
    await reply.locator('.delivery', { hasText: 'Sent' }).waitFor()
    await checkScreen(visitor, 'reply-sent')

    const mail = await waitForMail(page, ANNA, 'we send a new shade today')
    expect(mail.header('reply-to')).toMatch(/support\+id[a-z2-7]+@desk\.example/)
    expect(mail.header('message-id')).toMatch(/^<custos\.[a-z2-7]+@desk\.example>$/)
    expect(mail.header('in-reply-to')).toBe(message_id)
    expect(mail.header('references')).toContain(message_id)
    expect(mail.header('dkim-signature')).toMatch(/d=desk\.example/)
    const sent = (await readMailbox(page)).filter((other) => other.text?.includes('we send a new shade today'))
    expect(sent).toHaveLength(1)

    // A note, which only the team reads; the focus stands on the message just sent.
    await page.keyboard.press('n')
    await sendFromComposer(page, 'Anna is a marmalade customer')
    await page.locator('.bubble-note').waitFor()

    const reply_to = mail.replyTo?.[0]?.address ?? ''
    await customers.send({
      from: `Anna Muster <${ANNA}>`,
      to: reply_to,
      subject: 'Re: The lamp arrived broken',
      inReplyTo: mail.header('message-id'),
      text: 'That is kind, thank you!\n\n> Dear Anna, we send a new shade today.\n',
    })
    await page.locator('.bubble-customer', { hasText: 'Anna' }).nth(1).waitFor()
    await checkScreen(visitor, 'conversation')
    await page.keyboard.press('i')
    await page.keyboard.press('u')
    await page.locator('[data-row]:focus', { hasText: 'The lamp arrived broken' }).waitFor()

    const customer = await openWindow(stage(), { has_javascript: false })
    await customer.page.goto(conversationPath(mail))
    const words = await customer.page.locator('body').innerText()
    expect(words).toContain('we send a new shade today')
    expect(words).toContain('That is kind, thank you!')
    expect(await customer.page.content()).not.toContain('marmalade')
    expect((await readMailbox(page)).some((other) => other.source.includes('marmalade'))).toBe(false)
  })

  test('a forged sender is called one', async () => {
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    await openList(page)
    await stage().customers.send({
      from: 'Anna Muster <anna@kunde.example>',
      subject: 'Please change my bank details',
      text: 'New account: DE00 0000',
      is_unsigned: true,
    })
    await openTicket(page, 'Please change my bank details')
    await page.getByRole('button', { name: 'Sender refuted' }).click()
    await page.getByText('Treat it as forged').waitFor()
    await checkScreen(visitor, 'sender-refuted')
  })

  test('somebody whom an unproven mail copies waits for an agent', async () => {
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    await openList(page)
    await stage().customers.send({
      from: 'Bert <bert@nowhere.example>',
      cc: 'Carla <carla@elsewhere.example>',
      subject: 'Two of us ask',
      text: 'Carla should know as well.',
    })
    await openTicket(page, 'Two of us ask')
    await page.getByRole('button', { name: 'Sender not proven' }).waitFor()
    await page.locator('.pending', { hasText: 'carla@elsewhere.example' }).waitFor()
    await checkScreen(visitor, 'pending-person')
    await page.getByRole('button', { name: 'Let them in' }).click()
    await page.locator('.pending').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: /^Reply to Bert/ }).click()
    await page.locator('.composer-ccs', { hasText: 'carla@elsewhere.example' }).waitFor()
    await sendFromComposer(page, 'Now Carla knows as well.')
    await waitForMail(page, 'carla@elsewhere.example', 'Now Carla knows as well.')
  })
}
