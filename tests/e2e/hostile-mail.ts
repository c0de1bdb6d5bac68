// Mails that want to run something. Wherever their words are shown, nothing of theirs runs and nothing is asked outside.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { conversationPath, waitForMail } from './support/mailbox.ts'
import { checkScreen } from './support/screens.ts'
import { openAgentWindow, openWindow, type Stage } from './support/stage.ts'
import { openList, openTicket, sendFromComposer } from './support/tickets.ts'

/** What every vector tries to do. */
const RUN = 'top.hacked=parent.hacked=self.hacked=1'
const MALLORY = 'mallory@kunde.example'

const BODIES = [
  `<script>${RUN}</script>`,
  `<img src=x onerror="${RUN}"><svg onload="${RUN}"><animate onbegin="${RUN}" attributeName=x dur=1s></svg>`,
  `<a href="javascript:${RUN}" id="click">click me</a><a href="jav&#x09;ascript:${RUN}">and me</a>`,
  `<a href="data:text/html,<script>${RUN}</script>">data</a><form action="javascript:${RUN}"><button>go</button></form>`,
  `<iframe srcdoc="<script>${RUN}</script>"></iframe><object data="data:text/html,<script>${RUN}</script>"></object>`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=${RUN}&gt;"></table></mtext></math>`,
  `<svg><style><img src=x onerror="${RUN}"></style></svg><noscript><p title="</noscript><img src=x onerror=${RUN}>"></noscript>`,
  `<style>@import url(http://elsewhere.example/a.css); body{background:url(http://elsewhere.example/b.png)}</style>`,
  `<div style="background:url(http://elsewhere.example/c.png);position:fixed;inset:0;z-index:9999">cover</div>`,
  `<meta http-equiv="refresh" content="0;url=http://elsewhere.example/"><base href="http://elsewhere.example/">`,
  `<link rel="stylesheet" href="http://elsewhere.example/d.css"><link rel="prefetch" href="http://elsewhere.example/e">`,
  `<video poster="http://elsewhere.example/f"><source onerror="${RUN}"></video><details open ontoggle="${RUN}">x</details>`,
  `<input autofocus onfocus="${RUN}"><body onload="${RUN}"><marquee onstart="${RUN}">m</marquee>`,
  `<p id="__proto__">clobber</p><form id="app" name="body"><input name="attributes"></form><img name="getElementById">`,
]
const SUBJECT = `Harmless <img src=x onerror="${RUN}"> "><svg onload=${RUN}>`

export function hostileMail(stage: () => Stage): void {
  test('what a mail brings along never runs: in the list, the conversation, its frame, search, the customer page', async () => {
    const { customers } = stage()
    await customers.send({
      from: { name: `<img src=x onerror=${RUN}>`, address: MALLORY },
      subject: SUBJECT,
      text: `plain <script>${RUN}</script>`,
      html: `<h1>Harmless words</h1>${BODIES.join('\n')}`,
      attachments: [
        {
          filename: `"><img src=x onerror=${RUN}>.svg`,
          content: `<svg xmlns="http://www.w3.org/2000/svg" onload="${RUN}"/>`,
        },
        { filename: 'page.html', content: `<script>${RUN}</script>`, contentType: 'text/html' },
      ],
    })
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    await openList(page)
    await openTicket(page, 'Harmless <img')
    const frame = page.frameLocator('.mail-frame')
    await frame.getByText('Harmless words').waitFor()
    await expectNothingRan(page)
    for (const link of await frame.locator('a').all())
      expect((await link.getAttribute('href')) ?? '#').toMatch(/^(https?:|mailto:|tel:|#)/)
    expect(
      await frame.locator('script, iframe, object, form, input, meta[http-equiv], link, base:not([target])').count(),
    ).toBe(0)
    await checkScreen(visitor, 'hostile-mail')
    await page.getByRole('button', { name: 'Show quoted text' }).or(page.locator('.bubble-head')).first().click()

    // Its files leave as downloads, never as pages of ours.
    for (const link of await page.locator('.file').all()) {
      const reply = await page.request.get((await link.getAttribute('href')) ?? '')
      expect(reply.headers()['content-disposition']).toMatch(/^attachment/)
      expect(reply.headers()['content-security-policy']).toContain('sandbox')
    }

    await page.keyboard.press('r')
    await sendFromComposer(page, 'We saw what you did.')
    await page.goto('/agent/search?q=harmless')
    await page.locator('.result', { hasText: 'Harmless <img' }).waitFor()
    await expectNothingRan(page)
    await checkScreen(visitor, 'hostile-search')
    await page.keyboard.press('Control+k')
    await page.locator('.palette input:focus').waitFor()
    await page.keyboard.type('harmless')
    await page.locator('.palette').getByText('Harmless <img').first().waitFor()
    await expectNothingRan(page)

    const mail = await waitForMail(page, MALLORY, 'We saw what you did.')
    const customer = await openWindow(stage())
    await customer.page.goto(conversationPath(mail))
    await customer.page.getByText('Harmless words').or(customer.page.locator('iframe')).first().waitFor()
    for (const shown of await customer.page.locator('iframe').all()) await shown.scrollIntoViewIfNeeded()
    await customer.page.waitForLoadState('networkidle')
    await expectNothingRan(customer.page)
    await checkScreen(customer, 'hostile-customer-page')
  })
}

/** Asks the page and all its frames for the mark that every vector would leave. */
async function expectNothingRan(page: Page): Promise<void> {
  for (const frame of page.frames()) expect(await frame.evaluate(() => 'hacked' in window), frame.url()).toBe(false)
}
