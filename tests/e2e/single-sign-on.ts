// An owner sets up a SAML provider, tries it in a tab and switches it on; then somebody comes in by its button. The
// provider is on another site, as it is in life: its POST brings none of the desk's cookies.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { answerXml, makeIdpKey, requestIdOf, toBase64 } from '../support/saml-idp.ts'
import { checkScreen } from './support/screens.ts'
import { OWNER, openAgentWindow, openWindow, type Stage } from './support/stage.ts'

/** A button that was pressed has just been read out, from a place that axe finds empty. */
const SPOKEN = { has_axe: false }
const ISSUER = 'http://localhost/provider'

/** A provider that believes everybody to be the owner: it answers each request with a form that the visitor sends on. */
async function startProvider(key: ReturnType<typeof makeIdpKey>, desk: { acs_url: string; entity_id: string }) {
  const server = createServer((request, response) => {
    // Browsers ask for an icon, too.
    if (!request.url?.startsWith('/sso?')) return void response.writeHead(204).end()
    const in_response_to = requestIdOf(`http://localhost${request.url}`)
    const xml = answerXml({ key, ...desk, in_response_to, issuer: ISSUER, attributes: { email: [OWNER.email] } })
    response.setHeader('content-type', 'text/html')
    response.end(
      `<form method="post" action="${desk.acs_url}"><input type="hidden" name="SAMLResponse" value="${toBase64(xml)}"><button>Sign in</button></form>`,
    )
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  return { url: `http://localhost:${(server.address() as AddressInfo).port}/sso`, server } // it listens on a port
}

export function singleSignOn(stage: () => Stage): void {
  test('a provider is tried in a tab, switched on, and lets people in by its button', async () => {
    const key = makeIdpKey()
    const desk = { acs_url: '', entity_id: '' }
    const { url, server } = await startProvider(key, desk)
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    await page.goto('/agent/security/single-sign-on')
    await page.getByText('Nobody signs in elsewhere yet').waitFor()
    await checkScreen(visitor, 'sso-empty')
    await page.getByRole('button', { name: 'Add' }).click()
    const ours = async (label: string) =>
      (await page.locator('.sso-value', { hasText: label }).locator('code').innerText()).trim()
    desk.acs_url = await ours('ACS URL')
    desk.entity_id = await ours('Entity ID')
    await page.getByLabel('Name', { exact: true }).first().fill('Harbour login')
    await page.getByLabel('Entity ID (issuer)').fill(ISSUER)
    await page.getByLabel('Address to sign in at').fill(url)
    await page.getByLabel('Certificates').fill(key.certificate)
    await page.getByLabel('Domains of addresses').fill('desk.example')
    await checkScreen(visitor, 'sso-editor', SPOKEN)
    const [tab] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByRole('button', { name: 'Save and try' }).click(),
    ])
    await tab.getByRole('button', { name: 'Sign in' }).click()
    await tab.getByRole('heading', { name: 'The trial succeeded' }).waitFor()
    await tab.close()
    await page.getByText('It works.').waitFor()
    await page.getByRole('cell', { name: OWNER.email }).first().waitFor()
    await page.getByRole('switch', { name: 'Switched on' }).click()
    await page.getByText('People sign in with the settings that were tried last.').waitFor()

    const other = await openWindow(stage())
    await other.page.goto('/sign-in?return_to=/agent/settings')
    await checkScreen(other, 'sso-button')
    await other.page.getByRole('link', { name: 'Sign in with Harbour login' }).click()
    await other.page.getByRole('button', { name: 'Sign in' }).click()
    await other.page.waitForURL(/\/agent\/settings/)
    expect(new URL(other.page.url()).hostname).not.toBe('localhost')
    // Going to the provider is what this is about; nothing else may leave the desk.
    for (const { problems } of [visitor, other]) {
      const left = problems.filter((problem) => !problem.includes(new URL(url).origin))
      problems.splice(0, problems.length, ...left)
    }
    server.close()
  })
}
