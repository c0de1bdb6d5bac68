// Somebody of the team sets up an app, recovery codes and a passkey, and signs in with each; an admin asks everybody for
// a second factor and confirms who they are on the way.
import { generateSync } from 'otplib'
import { expect, test } from 'vitest'
import { checkScreen } from './support/screens.ts'
import { OWNER, openAgentWindow, openWindow, type Stage } from './support/stage.ts'
import type { Visitor } from './support/visitor.ts'

const FIDO = { name: 'Fiona Faktor', email: 'fiona@desk.example', password: 'seven quiet herons fishing' }

/** Passkeys need a host name: the same desk, by another name than its address. */
function byName(stage: Stage): Stage {
  const url = stage.desk.url.replace('127.0.0.1', 'localhost')
  return { ...stage, desk: Object.create(stage.desk, { url: { value: url } }) as Stage['desk'] } // as its prototype is
}

const codeOf = (seed: string, steps: number) =>
  generateSync({ secret: seed, epoch: Math.floor(Date.now() / 1000) + steps * 30 })

/** The link by which a new person of the team chooses a password. */
async function invite({ page }: Visitor): Promise<string> {
  const { user: owner } = await (await page.request.get('/api/v2/users/me')).json()
  const headers = { 'x-csrf-token': owner.authenticity_token }
  const data = { user: { name: FIDO.name, email: FIDO.email, role: 'agent', verified: true } }
  const { user } = await (await page.request.post('/api/v2/users', { headers, data })).json()
  const made = await page.request.post(`/api/v2/users/${user.id}/invitations`, { headers })
  return new URL((await made.json()).invitation.url).pathname
}

async function firstStep({ page }: Visitor): Promise<void> {
  await page.locator('form[action="/sign-in"] input[name=email]').fill(FIDO.email)
  await page.locator('form[action="/sign-in"] input[name=password]').fill(FIDO.password)
  await page.locator('form[action="/sign-in"] button').click()
  await page.waitForURL(/second-factor/)
}

async function signOut({ page }: Visitor): Promise<void> {
  await page.goto('/account/security')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL(/sign-in/)
}

export function factors(stage: () => Stage): void {
  test('an app, recovery codes and a passkey are set up, and each opens the door', async () => {
    const link = await invite(await openAgentWindow(stage()))
    const visitor = await openWindow(byName(stage()))
    const { page, cdp } = visitor
    await page.goto(link)
    await page.locator('input[type=password]').fill(FIDO.password)
    await page.locator('button[type=submit]').click()
    await page.waitForURL(/\/agent/)

    await page.goto('/account/security')
    await checkScreen(visitor, 'account-security')
    await page.getByRole('button', { name: 'Set up an app' }).click()
    const seed = ((await page.locator('.seed code').textContent()) ?? '').replaceAll(' ', '')
    await checkScreen(visitor, 'factor-app')
    await page.getByLabel('Code').fill(codeOf(seed, -1))
    await page.getByRole('button', { name: 'Finish' }).click()
    await page.getByText('It is set up').waitFor()

    await page.getByRole('button', { name: 'New recovery codes' }).click()
    const code = (await page.locator('.codes code').first().textContent()) ?? ''
    await checkScreen(visitor, 'factor-codes')
    await page.getByLabel('Type one of the codes').fill(code)
    await page.getByRole('button', { name: 'I keep them safe' }).click()
    await page.getByText('10 recovery codes are left').waitFor()

    await cdp.send('WebAuthn.enable')
    const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
    await page.getByRole('link', { name: 'Add a passkey' }).click()
    await checkScreen(visitor, 'factor-passkey')
    await page.getByRole('button', { name: 'Make the passkey' }).click()
    await page.waitForURL(/account\/security/)
    await checkScreen(visitor, 'account-factors')

    const presence = (enabled: boolean) =>
      cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled })
    await presence(false)
    await signOut(visitor)
    await checkScreen(visitor, 'sign-in-passkey')
    await firstStep(visitor)
    await checkScreen(visitor, 'second-step-passkey')
    await presence(true)
    await page.getByRole('button', { name: 'Use the passkey' }).click()
    await page.waitForURL(/\/agent/)

    await presence(false)
    await signOut(visitor)
    // The browser offers the passkey by itself, in the field of the address; touching the authenticator is enough.
    await presence(true)
    await page.waitForURL(/\/agent/)

    await presence(false)
    await signOut(visitor)
    await firstStep(visitor)
    await page.getByRole('link', { name: 'Authenticator app' }).click()
    await checkScreen(visitor, 'second-step-app')
    await page.getByLabel('Code').fill(codeOf(seed, 0))
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.waitForURL(/\/agent/)
  })

  test('without scripts the second step is whole: a recovery code and an app', async () => {
    const visitor = await openWindow(stage(), { has_javascript: false })
    const { page } = visitor
    await page.goto('/sign-in')
    await firstStep(visitor)
    await checkScreen(visitor, 'second-step-no-script')
    expect(await page.getByRole('link', { name: 'Recovery code' }).count()).toBe(1)
  })

  test('an admin asks for second factors; a dangerous change asks who is there, and goes on by itself', async () => {
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    await page.goto('/agent/security/factors')
    await page.getByRole('heading', { name: 'Agents' }).waitFor()
    await checkScreen(visitor, 'security-factors')
    let refused = 0
    visitor.expectProblem(/status of 403/)
    await page.route('**/api/v2/factor_requirements/agent', async (route) => {
      refused += 1
      if (refused > 1) return await route.continue()
      const body = JSON.stringify({ error: 'Forbidden', description: 'Prove', code: 'step_up_required' })
      await route.fulfill({ status: 403, contentType: 'application/json', body })
    })
    const agents = page.getByRole('region', { name: 'Agents' })
    await agents.getByRole('switch', { name: 'A second factor is required' }).check()
    await agents.getByLabel('From this day').fill(new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10))
    await agents.getByRole('button', { name: 'Save for Agents' }).click()
    // Where agents have none, the page says whom it means first.
    await page.getByRole('dialog').waitFor()
    const preview = page.getByRole('dialog', { name: 'Agents: ask for a second factor' })
    if ((await preview.count()) > 0) await preview.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('dialog').getByLabel('Password').fill(OWNER.password)
    await checkScreen(visitor, 'step-up')
    await page.getByRole('dialog').getByRole('button', { name: 'Confirm' }).click()
    await page.getByText('Saved').first().waitFor()
    expect(refused).toBe(2)
    const owners = page.getByRole('region', { name: 'Owners' })
    await owners.getByRole('button', { name: /without/ }).click()
    await owners.getByText(OWNER.email).waitFor()
    await checkScreen(visitor, 'security-factors-people', { has_axe: false })
    // The agents of later journeys come in without.
    await agents.getByRole('switch', { name: 'A second factor is required' }).uncheck()
    const saved = page.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.ok())
    await agents.getByRole('button', { name: 'Save for Agents' }).click()
    await saved
  })
}
