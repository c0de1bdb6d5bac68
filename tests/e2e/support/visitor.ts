// One person at one browser window, watched: whatever goes wrong in the page is written down and fails the test.
import type { BrowserContext, CDPSession, Page } from 'playwright-core'

export interface Visitor {
  context: BrowserContext
  page: Page
  cdp: CDPSession
  has_javascript: boolean
  /** What went wrong so far, in words. */
  problems: string[]
  /** Says that a problem which fits is expected from here on, e.g. the 422 of a form that is declined. */
  expectProblem(pattern: RegExp): void
}

export interface Window {
  locale?: string
  width?: number
  height?: number
  theme?: 'light' | 'dark'
  has_javascript?: boolean
}

/** Long enough for a busy machine; a step that fails should not cost half a minute. */
const STEP_MAY_TAKE_MS = 15_000

/** Watches a window that shows pages of `origin`. */
export async function watch(context: BrowserContext, origin: string, has_javascript = true): Promise<Visitor> {
  const problems: string[] = []
  const expected: RegExp[] = []
  const note = (problem: string) => {
    if (!expected.some((pattern) => pattern.test(problem))) problems.push(problem)
  }
  await context.exposeBinding('custosViolation', (_source, text: string) => note(`policy violated: ${text}`))
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const report = (window as unknown as { custosViolation(text: string): void }).custosViolation // The binding above.
      report(`${event.effectiveDirective} by ${event.blockedURI} in ${event.documentURI}`)
    })
  })
  context.on('console', (message) => {
    if (message.type() === 'error') note(`console: ${message.text()} (${message.location().url})`)
  })
  context.on('weberror', (error) => note(`page: ${error.error().stack ?? error.error().message}`))
  context.on('request', (request) => {
    const url = new URL(request.url())
    const is_own = url.origin === origin || ['data:', 'blob:', 'about:'].includes(url.protocol)
    if (!is_own) note(`request to another origin: ${request.url()}`)
  })
  context.setDefaultTimeout(STEP_MAY_TAKE_MS)
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  return { context, page, cdp, has_javascript, problems, expectProblem: (pattern) => void expected.push(pattern) }
}
