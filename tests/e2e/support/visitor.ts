// One person at one browser window, watched: whatever goes wrong in the page is written down and fails the test.
import { setTimeout as delay } from 'node:timers/promises'
import type { BrowserContext, CDPSession, Page } from 'playwright-core'

export interface Visitor {
  context: BrowserContext
  page: Page
  cdp: CDPSession
  has_javascript: boolean
  /** Resolves when no request has been under way for a moment. */
  waitForQuiet(): Promise<void>
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
/** What a page asks next, it asks within this time. */
const QUIET_MS = 120
const LOOK_EVERY_MS = 20

/** Watches a window that shows pages of `origin`. */
export async function watch(context: BrowserContext, origin: string, has_javascript = true): Promise<Visitor> {
  const problems: string[] = []
  const expected: RegExp[] = []
  const note = (problem: string) => {
    if (!expected.some((pattern) => pattern.test(problem))) problems.push(problem)
  }
  await context.exposeBinding('custosProblem', (_source, text: string) => note(text))
  await context.addInitScript(() => {
    const report = (window as unknown as { custosProblem(text: string): void }).custosProblem // The binding above.
    document.addEventListener('securitypolicyviolation', (event) =>
      report(`policy violated: ${event.effectiveDirective} by ${event.blockedURI} in ${event.documentURI}`),
    )
    window.addEventListener('unhandledrejection', ({ reason }) =>
      report(`nobody caught: ${reason?.constructor?.name} ${JSON.stringify(reason)} ${reason?.stack ?? reason}`),
    )
  })
  context.on('console', (message) => {
    if (message.type() === 'error') note(`console: ${message.text()} (${message.location().url})`)
  })
  context.on('weberror', (error) => note(`page: ${error.error().stack ?? error.error().message}`))
  let under_way = 0
  let quiet_since = performance.now()
  const ended = () => {
    under_way -= 1
    quiet_since = performance.now()
  }
  context.on('requestfinished', ended)
  context.on('requestfailed', ended)
  context.on('request', (request) => {
    under_way += 1
    const url = new URL(request.url())
    const is_own = url.origin === origin || ['data:', 'blob:', 'about:'].includes(url.protocol)
    if (!is_own) note(`request to another origin: ${request.url()}`)
  })
  context.setDefaultTimeout(STEP_MAY_TAKE_MS)
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  const waitForQuiet = async () => {
    const give_up_at = performance.now() + STEP_MAY_TAKE_MS
    while (under_way > 0 || performance.now() - quiet_since < QUIET_MS) {
      if (performance.now() > give_up_at) throw new Error(`${under_way} requests never ended`)
      await delay(LOOK_EVERY_MS)
    }
  }
  return {
    context,
    page,
    cdp,
    has_javascript,
    waitForQuiet,
    problems,
    expectProblem: (pattern) => void expected.push(pattern),
  }
}
