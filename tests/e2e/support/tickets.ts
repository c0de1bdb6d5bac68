// Moves that agents make again and again.
import type { Page } from 'playwright-core'

/** Opens the newest ticket whose row says this, waiting until the list has it, without ever reloading the page. */
export async function openTicket(page: Page, words: string): Promise<void> {
  await waitForRow(page, words)
  await page.locator('[data-row]', { hasText: words }).first().click()
  await page.locator('.bubble').first().waitFor()
}

/** Waits until the list has a row that says this; takes in the new ones as an agent does. */
export async function waitForRow(page: Page, words: string): Promise<void> {
  const row = page.locator('[data-row]', { hasText: words }).first()
  const fresh = page.locator('.list-new')
  await row.or(fresh).first().waitFor()
  while (!(await row.isVisible())) {
    await row.or(fresh).first().waitFor()
    if (await fresh.isVisible()) await fresh.click()
  }
}

/** Types into the open composer and sends with the keyboard; resolves when the message stands in the conversation. */
export async function sendFromComposer(page: Page, words: string): Promise<void> {
  await page.locator('.editor-text:focus').waitFor()
  await page.keyboard.type(words)
  const before = await page.locator('.bubble').count()
  await page.keyboard.press('Control+Enter')
  // Formatted words are in a frame.
  const message = page.locator('.bubble').nth(before)
  await message.locator('.mail-frame').contentFrame().getByText(words).waitFor()
}

/** The page of a view, with its rows drawn. */
export async function openList(page: Page, view = 'all'): Promise<void> {
  await page.goto(`/agent/views/${view}`)
  await page.locator('.list').waitFor()
  await page.waitForLoadState('networkidle')
}
