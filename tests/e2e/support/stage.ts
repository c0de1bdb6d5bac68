// What all journeys share: one desk as `bin/custos start` runs it, one browser, the invented customers, and windows
// that are closed and asked for their problems after each test.
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { expect } from 'vitest'
import { CHROMIUM } from '../../support/browser-install.ts'
import {
  type DeskFolder,
  type DeskProcess,
  newDeskFolder,
  removeDeskFolder,
  startDesk,
} from '../../support/desk-process.ts'
import { freePorts } from '../../support/free-ports.ts'
import { ROOT } from '../../support/steps.ts'
import { type Customers, inventCustomers, SUPPORT_ADDRESS } from './customers.ts'
import { type NameServer, startNameServer } from './name-server.ts'
import { type Visitor, type Window, watch } from './visitor.ts'

/** Whoever sets the desk up. */
export const OWNER = { name: 'Olivia Owner', email: 'olivia@desk.example', password: 'a quiet lake in november' }
export const DESK_NAME = 'Harbour Lights'

const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export interface Stage {
  desk: DeskProcess
  folder: DeskFolder
  customers: Customers
  browser: Browser
  names: NameServer
  windows: Visitor[]
  /** The owner's cookies, once somebody signed in. */
  /** How many tests failed so far. */
  failures: number
  session: Awaited<ReturnType<Visitor['context']['storageState']>> | null
}

export async function openStage(): Promise<Stage> {
  const names = await startNameServer()
  const [http = 0, smtp = 0, metrics = 0] = await freePorts(3)
  // Providers that people sign in at stand on this machine, too.
  const settings = { CUSTOS_DNS_SERVERS: names.address, CUSTOS_WEBHOOK_NETWORKS: '127.0.0.1' }
  const folder = await newDeskFolder({ http, smtp, metrics }, settings)
  const desk = await startDesk(folder)
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_FLAGS })
  const customers = inventCustomers(names, smtp)
  return { desk, folder, browser, names, customers, windows: [], failures: 0, session: null }
}

export async function closeStage(stage: Stage | undefined): Promise<void> {
  if (!stage) return
  await stage.browser.close()
  await stage.desk.stop()
  stage.names.stop()
  await removeDeskFolder(stage.folder)
}

/** A window of somebody who is not signed in. */
export async function openWindow(stage: Stage, look: Window = {}, session: Stage['session'] = null): Promise<Visitor> {
  const context = await stage.browser.newContext({
    baseURL: stage.desk.url,
    locale: look.locale ?? 'en-GB',
    timezoneId: 'Europe/Berlin',
    viewport: { width: look.width ?? 1280, height: look.height ?? 800 },
    colorScheme: look.theme ?? 'light',
    reducedMotion: 'reduce',
    javaScriptEnabled: look.has_javascript ?? true,
    ...(session ? { storageState: session } : {}),
  })
  const visitor = await watch(context, stage.desk.url, look.has_javascript)
  stage.windows.push(visitor)
  return visitor
}

/** A window of the desk's owner, who sets the desk up and signs in when nobody did before. */
export async function openAgentWindow(stage: Stage, look: Window = {}): Promise<Visitor> {
  await makeSureOfOwner(stage)
  return await openWindow(stage, look, stage.session)
}

/** Sets the desk up when nobody did before, and signs its owner in. */
export async function makeSureOfOwner(stage: Stage): Promise<void> {
  stage.session ??= await signIn(stage)
}

/** The address of the page that sets the desk up, as the start printed it. */
export function setupPath(stage: Stage): string {
  const path = /\/setup\/\S+/.exec(stage.desk.output.join('\n'))?.[0]
  if (!path) throw new Error('the start printed no set-up link')
  return path
}

/** Closes all windows; fails when something went wrong in one of them. Keeps pictures of what a failed test saw last. */
export async function closeWindows(stage: Stage, has_failed: boolean): Promise<void> {
  const windows = stage.windows.splice(0)
  if (has_failed) {
    for (const [index, { page }] of windows.entries())
      await page.screenshot({ path: join(ROOT, 'test-results', `failed-${stage.failures}-${index}.png`) })
    stage.failures += 1
  }
  for (const { context } of windows) await context.close()
  expect(windows.flatMap(({ problems }) => problems)).toEqual([])
  const log = stage.desk.output.filter((line) => /"level":(?:50|60)|\b(?:ERROR|FATAL)\b/.test(line))
  expect(log, 'errors in the log of the server').toEqual([])
}

async function signIn(stage: Stage): Promise<NonNullable<Stage['session']>> {
  const context = await stage.browser.newContext({ baseURL: stage.desk.url })
  const { email, password, name } = OWNER
  const signed = await context.request.post('/sign-in', { form: { email, password } })
  if (!signed.url().includes('/agent')) {
    const form = { name, email, password, desk_name: DESK_NAME, support_address: SUPPORT_ADDRESS, locale: 'en' }
    await context.request.post(setupPath(stage), { form })
  }
  const session = await context.storageState()
  await context.close()
  return session
}
