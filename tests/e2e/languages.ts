// Every main screen in each language, wide and narrow, light and dark.
import { describe, expect, test } from 'vitest'
import { checkScreen } from './support/screens.ts'
import { openAgentWindow, openWindow, type Stage } from './support/stage.ts'

const LANGUAGES = ['en', 'de', 'nl', 'it'] as const
const SETTINGS = [
  'preferences',
  'shortcuts',
  'desk',
  'team',
  'groups',
  'addresses',
  'domains',
  'mail',
  'ticket-fields',
  'ticket-forms',
  'statuses',
  'user-fields',
  'organization-fields',
  'slas',
  'schedules',
  'brands',
  'dynamic-content',
  'sample-data',
]
const WIDTHS = [
  { width: 1280, height: 800, theme: 'light' },
  { width: 320, height: 640, theme: 'dark' },
] as const

export function languages(stage: () => Stage): void {
  describe.each(LANGUAGES)('%s', (locale) => {
    test.each(WIDTHS)('the screens of the team at $width px, $theme', async (look) => {
      const visitor = await openAgentWindow(stage(), { locale, ...look })
      const { page } = visitor
      const name = (screen: string) => `${locale}-${look.width}-${screen}`
      await page.goto('/agent/settings/preferences')
      await page.locator('.settings-page select').first().selectOption(locale)
      await page.locator(`html[lang=${locale}]`).waitFor()
      await page.goto('/agent/views/all')
      await page.locator('[data-row]').first().waitFor()
      expect(await page.locator('html').getAttribute('lang')).toBe(locale)
      await checkScreen(visitor, name('list'))
      await page.locator('[data-row]').nth(1).click()
      await page.locator('.bubble').first().waitFor()
      await checkScreen(visitor, name('ticket'))
      await page.keyboard.press('r')
      await page.locator('.editor-text:focus').waitFor()
      await checkScreen(visitor, name('composer'))
      await page.keyboard.press('Escape')
      for (const place of ['new', 'search', 'search?q=status:open', 'suspended', 'views/mine']) {
        await page.goto(`/agent/${place}`)
        await page.locator('#place').waitFor()
        await checkScreen(visitor, name(place.replace(/\W+/g, '-')))
      }
      for (const place of SETTINGS) {
        await page.goto(`/agent/settings/${place}`)
        await page.locator('.settings-page .page-title').waitFor()
        await checkScreen(visitor, name(`settings-${place}`))
      }
      // The other theme, on the screens that hold most.
      await page.emulateMedia({ colorScheme: look.theme === 'light' ? 'dark' : 'light' })
      await page.goto('/agent/views/all')
      await page.locator('[data-row]').nth(1).click()
      await page.locator('.bubble').first().waitFor()
      await checkScreen(visitor, name('ticket-other-theme'))
    })

    test.each(WIDTHS)('the pages of everybody at $width px, $theme', async (look) => {
      const visitor = await openWindow(stage(), { locale, ...look })
      const { page } = visitor
      await page.goto('/sign-in')
      expect(await page.locator('html').getAttribute('lang')).toBe(locale)
      await checkScreen(visitor, `${locale}-${look.width}-sign-in`)
      visitor.expectProblem(/status of 404/)
      await page.goto('/no-such-page')
      await checkScreen(visitor, `${locale}-${look.width}-not-found`)
    })
  })
}
