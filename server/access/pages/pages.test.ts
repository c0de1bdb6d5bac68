import { expect, test } from 'vitest'
import { newAccount } from '../../../tests/support/desk.ts'
import { browser } from '../../../tests/support/form-browser.ts'

test('pages are never kept, bring no script or inline style, and know four languages', async () => {
  const account = await newAccount()
  const words = { en: 'Password', de: 'Passwort', nl: 'Wachtwoord', it: 'Password' }
  for (const [language, word] of Object.entries(words)) {
    const answer = await browser(account).ask('GET', '/sign-in', undefined, { 'accept-language': language })
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.payload).toContain(`<html lang="${language}">`)
    expect(answer.payload).toContain(word)
    // The one script, which asks the browser for a passkey; without it the page is whole.
    expect(answer.payload.replace('<script type="module" src="/agent/passkeys.js"></script>', '')).not.toMatch(
      /<script|<style|style=|\son\w+=/,
    )
    expect(answer.payload.length).toBeLessThan(10_000)
  }
  const css = await browser(account).ask('GET', '/assets/pages.css')
  expect(css.headers['content-type']).toContain('text/css')
  expect(css.payload.length).toBeLessThan(18_000)
})
