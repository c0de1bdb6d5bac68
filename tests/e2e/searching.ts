// Finding things, and the keys that lead there.
import { expect, test } from 'vitest'
import { checkScreen } from './support/screens.ts'
import { openAgentWindow, type Stage } from './support/stage.ts'
import { openList } from './support/tickets.ts'

export function searching(stage: () => Stage): void {
  test('a word, a phrase and a filter find the ticket they should', async () => {
    const { customers } = stage()
    await customers.send({
      from: 'Emil <emil@kunde.example>',
      subject: 'Quarterly xylophone',
      text: 'The xylophone has a crimson mallet.',
    })
    await customers.send({
      from: 'Emil <emil@kunde.example>',
      subject: 'Another matter',
      text: 'A mallet that is crimson, and a xylophone.',
    })
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    await openList(page)
    await page.keyboard.press('/')
    await page.locator('.search-input:focus').waitFor()
    await checkScreen(visitor, 'search-start')
    const results = page.locator('.result')
    const search = async (query: string) => {
      await page.locator('.search-input').fill(query)
      await page.keyboard.press('Enter')
      await page.waitForURL((url) => url.searchParams.get('q') === query)
      await page.waitForLoadState('networkidle')
    }
    await expect
      .poll(
        async () => {
          await page.reload()
          await search('xylophone')
          return await results.count()
        },
        { timeout: 20_000 },
      )
      .toBe(2)
    await checkScreen(visitor, 'search-results')
    await search('"crimson mallet"')
    await expect.poll(() => results.allInnerTexts()).toEqual([expect.stringContaining('Quarterly xylophone')])
    await search('xylophone status:solved')
    await page.getByText('Nothing found').waitFor()
    await checkScreen(visitor, 'search-nothing')
    await search('xylophone')
    await page.getByRole('button', { name: 'Unassigned' }).click()
    await page.waitForURL(/assignee/)
    await expect.poll(() => results.count()).toBe(2)
    await page.getByRole('button', { name: 'Urgent' }).click()
    await page.getByText('Nothing found').waitFor()
  })

  test('the palette and the sheet know the keys; single keys can be switched off', async () => {
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    await openList(page)
    await page.keyboard.press('Control+k')
    await page.locator('.palette input:focus').waitFor()
    await checkScreen(visitor, 'palette')
    await page.keyboard.type('suspended')
    const wanted = page.getByRole('option', { name: /suspended mails/ })
    await wanted.waitFor()
    while ((await wanted.getAttribute('data-focused')) === null) await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Suspended mails' }).waitFor()
    await page.keyboard.press('?')
    await page.locator('.sheet').waitFor()
    await checkScreen(visitor, 'shortcut-sheet')
    await page.keyboard.press('Escape')
    await page.locator('.sheet').waitFor({ state: 'detached' })

    await page.goto('/agent/settings/preferences')
    const single_keys = page.getByRole('switch', { name: 'Single-key shortcuts' })
    await single_keys.press(' ')
    await openList(page)
    await page.keyboard.press('/')
    await page.keyboard.press('?')
    await page.keyboard.press('g')
    await page.keyboard.press('s')
    await page.keyboard.press('Control+k')
    await page.locator('.palette').waitFor()
    expect(await page.locator('.sheet').count()).toBe(0)
    expect(new URL(page.url()).pathname).toBe('/agent/views/all')
  })
}
