// What is true of every screen: it is accessible as far as a machine can tell, nothing overflows sideways, no message is
// missing. A picture of each is kept for people to look at.
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import english from '../../../locales/en/app.json' with { type: 'json' }
import pages from '../../../locales/en/pages.json' with { type: 'json' }
import { ROOT } from '../../support/steps.ts'
import type { Visitor } from './visitor.ts'

const PICTURES = join(ROOT, 'test-results', 'screens')
const AXE = readFileSync(join(ROOT, 'node_modules/axe-core/axe.min.js'), 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const KEYS = [...Object.keys(english), ...Object.keys(pages)]

mkdirSync(PICTURES, { recursive: true })

/** Checks the screen that a window shows and keeps a picture of it under `name`. */
export async function checkScreen(visitor: Visitor, name: string, options: { has_axe?: boolean } = {}): Promise<void> {
  await settle(visitor)
  await visitor.page.screenshot({ path: join(PICTURES, `${name}.png`) })
  const faults = [
    // Where scripts are off, axe cannot run either.
    ...(options.has_axe === false || !visitor.has_javascript ? [] : await findBarriers(visitor)),
    ...(await visitor.page.evaluate(findLayoutFaults)),
    ...(await visitor.page.evaluate(findMissingWords, KEYS)),
  ]
  expect.soft(faults, `screen ${name}`).toEqual([])
}

/** Waits until nothing is loading: placeholders are gone and fonts are there. */
async function settle({ page, has_javascript, waitForQuiet }: Visitor): Promise<void> {
  await waitForQuiet()
  if (!has_javascript) return
  await page.waitForFunction(() => document.querySelector('.skeleton, [aria-busy="true"]') === null)
}

/** axe-core is evaluated by the debugger: the page's policy admits no script of ours. */
async function findBarriers({ cdp }: Visitor): Promise<string[]> {
  await cdp.send('Runtime.evaluate', { expression: AXE })
  const run = `axe.run(document, { runOnly: ${JSON.stringify(RULES)}, iframes: false }).then((result) => JSON.stringify(
    result.violations.map((rule) => rule.id + ': ' + rule.nodes.slice(0, 4).map((node) => node.target.join(' ') + ' – ' +
      [...node.any, ...node.all, ...node.none].map((check) => check.message).join('; ')).join(' | '))))`
  const { result, exceptionDetails } = await cdp.send('Runtime.evaluate', {
    expression: run,
    awaitPromise: true,
    returnByValue: true,
  })
  if (exceptionDetails) throw new Error(`axe could not run: ${exceptionDetails.exception?.description}`)
  return JSON.parse(String(result.value)) as string[] // What `run` builds.
}

/** Runs in the page: does it scroll sideways, does a control stand outside of the window or cut its own words? */
function findLayoutFaults(): string[] {
  const faults: string[] = []
  const width = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth > width + 1)
    faults.push(`the page is ${document.documentElement.scrollWidth} px wide in a window of ${width}`)
  const scrolls = (element: Element | null): boolean =>
    element !== null && (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement))
  for (const control of document.querySelectorAll('a, button, input, select, textarea, h1, h2')) {
    const box = control.getBoundingClientRect()
    const style = getComputedStyle(control)
    if (box.width < 2 || box.height < 2 || style.visibility === 'hidden' || control.closest('.sr-only, .skip')) continue
    const what = `${control.tagName.toLowerCase()} “${(control.textContent || control.getAttribute('aria-label') || '').trim().slice(0, 40)}”`
    if ((box.right > width + 1 || box.left < -1) && !scrolls(control.parentElement))
      faults.push(`${what} stands outside of the window`)
    const is_cut = control.scrollWidth > control.clientWidth + 1 && style.overflowX !== 'visible'
    if (is_cut && control.tagName === 'BUTTON' && style.textOverflow !== 'ellipsis') faults.push(`${what} is cut`)
  }
  return faults
}

/**
 * Runs in the page: a key where words should be, or a placeholder nobody filled. `{{…}}` is one of an admin's texts,
 * `{login}` one of the filters of directories; what is set as code is no words.
 */
function findMissingWords(keys: string[]): string[] {
  const known = new Set(keys)
  const texts: string[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Element)
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) texts.push(node.getAttribute(name) ?? '')
    else if (!node.parentElement?.closest('code, .code')) texts.push(node.textContent ?? '')
  }
  return texts
    .map((text) => text.trim())
    .filter((text) => known.has(text) || /(?<!\{)\{(?!login\})\w+(?:, (?:plural|select))?/.test(text))
    .map((text) => `words are missing: ${text.slice(0, 80)}`)
}
