// Writing: drafts, the question between note and reply, files, and what a mail may not do before somebody asks for it.
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { checkScreen } from './support/screens.ts'
import { openAgentWindow, type Stage } from './support/stage.ts'
import { openList, openTicket, sendFromComposer } from './support/tickets.ts'

const DORA = 'Dora <dora@kunde.example>'
const FILE = { name: 'Prüfbericht.txt', mimeType: 'text/plain', buffer: Buffer.from('The report, line one.\n') }

export function composing(stage: () => Stage): void {
  test('a draft survives a reload, and a note only becomes public when one says so', async () => {
    await stage().customers.send({ from: DORA, subject: 'A draft is kept', text: 'Hello?' })
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    await openList(page)
    await openTicket(page, 'A draft is kept')
    await page.keyboard.press('n')
    await page.keyboard.type('Only we know that Dora is right')
    await page.getByText('Draft saved').waitFor()
    await page.reload()
    const text = page.locator('.editor-text', { hasText: 'Only we know that Dora is right' })
    await text.waitFor()
    await checkScreen(visitor, 'composer-note')
    await page.locator('.composer-mode', { hasText: 'Reply' }).click()
    await page.getByRole('alertdialog').or(page.getByRole('dialog')).getByText('Only we know').waitFor()
    await checkScreen(visitor, 'make-public-question')
    await page.keyboard.press('Escape')
    expect(await page.locator('.composer-note').count()).toBe(1)
    await page.locator('.composer-mode', { hasText: 'Reply' }).click()
    await page.getByRole('button', { name: 'Make it a public reply' }).click()
    await page.locator('.composer-reply .editor-text', { hasText: 'Only we know' }).waitFor()
    await page.getByRole('button', { name: 'Discard the draft' }).click()
    await page.getByRole('button', { name: /^Reply to Dora/ }).waitFor()
  })

  test('a file goes along with a reply and comes back as it was; a promised one that is missing is asked about', async () => {
    await stage().customers.send({ from: DORA, subject: 'Send me the report', text: 'Please.' })
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    await openList(page)
    await openTicket(page, 'Send me the report')
    await page.keyboard.press('r')
    await page.keyboard.type('You find it attached.')
    await page.keyboard.press('Control+Enter')
    await page.getByText('nothing is attached').waitFor()
    await checkScreen(visitor, 'doubts-question')
    await page.keyboard.press('Escape')
    await page.locator('.composer input[type=file]').setInputFiles(FILE)
    await page.locator('.composer-file', { hasText: FILE.name }).getByRole('img').waitFor()
    await page.locator('.editor-text').focus()
    await sendFromComposer(page, ' Regards.')
    const link = page.locator('.bubble-agent .file', { hasText: FILE.name })
    await link.waitFor()
    await checkScreen(visitor, 'reply-with-file', { has_axe: false })
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
    expect(download.suggestedFilename()).toBe(FILE.name)
    expect(await readFile(await download.path())).toEqual(FILE.buffer)
  })

  test('images from elsewhere stay away until asked for, and quoted history is folded', async () => {
    await stage().customers.send({
      from: DORA,
      subject: 'With a picture',
      text: 'See below\n\nOn Monday Olivia wrote:\n> the words of last week\n',
      html: '<p>See below <img src="http://tracker.elsewhere.example/pixel.png" alt="pixel"></p><blockquote type="cite"><p>the words of last week</p></blockquote>',
    })
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    await openList(page)
    await openTicket(page, 'With a picture')
    const frame = page.frameLocator('.mail-frame')
    await frame.getByText('See below').waitFor()
    expect(await frame.locator('img').getAttribute('src')).toBeNull()
    expect(await frame.getByText('the words of last week').count()).toBe(0)
    await page.getByRole('button', { name: 'Show quoted text' }).click()
    await frame.getByText('the words of last week').waitFor()
    await checkScreen(visitor, 'quoted-and-images')
    // The image's owner cannot be reached from here; what counts is that our proxy is asked and nobody else.
    visitor.expectProblem(/Failed to load resource.*\/images\/0/)
    const asked = page.waitForRequest((request) => request.url().endsWith('/images/0'))
    await page.getByRole('button', { name: 'Show images' }).click()
    expect(new URL((await asked).url()).origin).toBe(stage().desk.url)
  })
}
