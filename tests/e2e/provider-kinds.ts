// Each kind of provider is set up from nothing: a trial that fails and says why, one that succeeds, what people get, the
// switch; then somebody of the team and a customer come in by its button. And the way in when only providers count.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { generateSync } from 'otplib'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { CLIENT, newSigningKey, type RealProvider, realProvider } from '../support/oidc-provider.ts'
import { checkScreen } from './support/screens.ts'
import { OWNER, openAgentWindow, openWindow, type Stage } from './support/stage.ts'
import type { Visitor } from './support/visitor.ts'

/** A button that was pressed has just been read out, from a place that axe finds empty. */
const SPOKEN = { has_axe: false }
const PAGE = '/agent/security/single-sign-on'
const TALL = { width: 1280, height: 2600 }
const USUAL = { width: 1280, height: 800 }

/** The API with the session of a window. */
async function apiOf(page: Page) {
  const { user } = await (await page.request.get('/api/v2/users/me')).json()
  const headers = { 'x-csrf-token': String(user.authenticity_token) }
  return async (method: 'POST' | 'PUT' | 'DELETE', path: string, data?: object) => {
    const answer = await page.request.fetch(`/api/v2/${path}`, { method, headers, ...(data ? { data } : {}) })
    expect(answer.ok(), `${method} ${path} ${answer.status()}`).toBe(true)
    return answer.status() === 204 ? null : await answer.json()
  }
}

const codeOf = (seed: string, steps: number) =>
  generateSync({ secret: seed, epoch: Math.floor(Date.now() / 1_000) + steps * 30 })

const roleOf = async ({ page }: Visitor): Promise<string> =>
  (await (await page.request.get('/api/v2/users/me')).json()).user.role

/** Going to the provider is what this is about; nothing else may leave the desk. */
function forgive(visitors: readonly Visitor[], origins: readonly string[]): void {
  for (const { problems } of visitors) {
    const left = problems.filter((problem) => !origins.some((origin) => problem.includes(origin)))
    problems.splice(0, problems.length, ...left)
  }
}

async function addProvider(page: Page, title: string, name: string): Promise<void> {
  await page.goto(PAGE)
  await page.getByLabel('New provider').selectOption({ label: title })
  await page.getByRole('button', { name: 'Add' }).click()
  await page.getByRole('heading', { name: title }).and(page.locator(':focus')).waitFor()
  await page.getByLabel('Name', { exact: true }).first().fill(name)
}

const ourValue = async (page: Page, label: string) =>
  (await page.locator('.sso-value', { hasText: label }).locator('code').innerText()).trim()

/** Saves, signs in in the tab as `meanwhile` does, and waits for what the trial found. */
async function tryIt(page: Page, outcome: RegExp, meanwhile?: (tab: Page) => Promise<void>): Promise<void> {
  const [tab] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('button', { name: 'Save and try' }).click(),
  ])
  await meanwhile?.(tab)
  await tab.getByRole('heading', { name: /^The trial (succeeded|failed)/ }).waitFor()
  await tab.waitForLoadState('networkidle')
  await tab.close()
  await page.getByText(outcome).waitFor()
}

/** The line of the claims' table that a claim stands in. */
const claim = (page: Page, name: string, value: string) =>
  page.getByRole('row').filter({ hasText: name }).getByText(value, { exact: true }).first().waitFor()

async function startOidc(redirect_uri: string, real: RealProvider): Promise<void> {
  real.client = { redirect_uris: [redirect_uri], post_logout_redirect_uris: [], backchannel_logout_uri: redirect_uri }
  real.begin([await newSigningKey('first')])
}

/** A server that makes tokens: its sign-in page sends on what `token` made. */
async function startTokenServer(desk_url: string) {
  const keys = await generateKeyPair('RS256', { extractable: true })
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'first', alg: 'RS256' }
  const maker = { claims: {} as Record<string, unknown>, secret: null as string | null }
  const token = async () => {
    const { claims, secret } = maker
    const jwt = new SignJWT({ iat: Math.floor(Date.now() / 1_000), jti: crypto.randomUUID(), ...claims })
    return secret === null
      ? await jwt.setProtectedHeader({ alg: 'RS256', kid: 'first' }).sign(keys.privateKey)
      : await jwt.setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(secret))
  }
  const server = createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1')
      if (url.pathname === '/keys')
        return void response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] }))
      if (url.pathname !== '/login') return void response.writeHead(204).end()
      const back = (url.searchParams.get('return_to') ?? '').replaceAll('&', '&amp;').replaceAll('"', '&quot;')
      response.setHeader('content-type', 'text/html')
      response.end(
        `<form method="post" action="${desk_url}/access/jwt"><input type="hidden" name="jwt" value="${await token()}"><input type="hidden" name="return_to" value="${back}"><button>Sign in</button></form>`,
      )
    })()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, maker, server } // it listens on a port
}

const pressSignIn = (tab: Page) => tab.getByRole('button', { name: 'Sign in' }).click()

export function providerKinds(stage: () => Stage): void {
  test('OpenID Connect: fails for a wrong secret and a missing address, then lets the team and customers in', async () => {
    const real = await realProvider()
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    const api = await apiOf(page)
    await api('POST', 'groups', { group: { name: 'Night shift' } })
    await api('POST', 'organizations', { organization: { name: 'Rowing club' } })
    await addProvider(page, 'OpenID Connect', 'Club login')
    await startOidc(await ourValue(page, 'Redirect address'), real)
    await page.getByLabel('For whom').selectOption({ label: 'The team and customers' })
    await page.getByLabel('Issuer', { exact: true }).fill(real.issuer)
    await page.getByLabel('Client ID').fill(CLIENT.client_id)
    await page.getByLabel('Client secret').fill('not the secret')
    await page.getByLabel('Scopes, one a line').fill('openid\nemail\nprofile\ngroups')
    await page.getByLabel('Domains of addresses').fill('desk.example\nrowing.example')
    await tryIt(page, /It failed: the provider does not accept the client ID and secret/)
    await checkScreen(visitor, 'sso-oidc-wrong-secret', SPOKEN)

    real.person = { name: 'Nobody Known', groups: ['crew'] }
    await page.getByLabel('Client secret').fill(CLIENT.client_secret)
    await tryIt(page, /It failed: there is no account here/)
    await claim(page, 'name', 'Nobody Known')
    await page.getByRole('switch', { name: 'Make accounts for new people' }).click()
    await tryIt(page, /An account would be made/)

    const line = async (number: number, value: string, kind: string, pick: string) => {
      await page.getByRole('button', { name: 'Add a line' }).click()
      await page.getByLabel(`Value of line ${number}`).fill(value)
      await page.getByLabel(`What line ${number} gives`).selectOption({ label: kind })
      await page.getByRole('button', { name: `Which one line ${number} gives` }).click()
      await page.getByRole('combobox', { name: `Which one line ${number} gives` }).fill(pick.slice(0, 4))
      await page.locator('.picker').getByRole('option', { name: pick }).waitFor()
      await page.keyboard.press('Enter')
      await page.getByRole('button', { name: `Which one line ${number} gives: ${pick}` }).waitFor()
    }
    await page.getByLabel('The table applies').selectOption({ label: 'At every sign-in, and takes away again' })
    await line(1, 'crew', 'Group', 'Night shift')
    await line(2, 'rowers', 'Organization', 'Rowing club')
    await line(3, 'helpers', 'Role', 'Light agent')
    await page.setViewportSize(TALL)
    await checkScreen(visitor, 'sso-oidc-mapping', SPOKEN)
    await page.setViewportSize(USUAL)

    real.person = { email: OWNER.email, email_verified: true, name: OWNER.name, groups: ['crew'] }
    await tryIt(page, /It works\./)
    await claim(page, 'groups', 'crew')
    await claim(page, 'Group', 'Night shift')
    await checkScreen(visitor, 'sso-oidc-works', SPOKEN)
    await page.getByRole('switch', { name: 'Switched on' }).click()
    await expect.poll(() => page.getByRole('switch', { name: 'Switched on' }).isChecked()).toBe(true)

    const colleague = await openWindow(stage())
    await colleague.page.goto('/sign-in?return_to=/agent/settings')
    await checkScreen(colleague, 'sso-oidc-button')
    await colleague.page.getByRole('link', { name: 'Sign in with Club login' }).click()
    await colleague.page.waitForURL(/\/agent\/settings/)
    const { user } = await (await colleague.page.request.get('/api/v2/users/me')).json()
    const { groups } = await (await colleague.page.request.get(`/api/v2/users/${user.id}/groups`)).json()
    expect(groups.map((group: { name: string }) => group.name)).toContain('Night shift')

    real.subject = 'member-7'
    real.person = { email: 'rita@rowing.example', email_verified: true, name: 'Rita Rower', groups: ['rowers'] }
    const customer = await openWindow(stage())
    await customer.page.goto('/sign-in')
    await customer.page.getByRole('link', { name: 'Sign in with Club login' }).click()
    await customer.page.waitForURL((url) => url.origin === stage().desk.url && url.pathname === '/')
    expect(await roleOf(customer)).toBe('end-user')
    await checkScreen(customer, 'sso-oidc-customer')

    real.subject = 'helper-3'
    real.person = { email: 'hugo@desk.example', email_verified: true, name: 'Hugo Helper', groups: ['helpers'] }
    const helper = await openWindow(stage())
    await helper.page.goto('/sign-in')
    await helper.page.getByRole('link', { name: 'Sign in with Club login' }).click()
    await helper.page.waitForURL(/\/agent/)
    const { custom_roles } = await (await page.request.get('/api/v2/custom_roles')).json()
    const light = custom_roles.find((role: { name: string }) => role.name === 'Light agent')
    const { user: hugo } = await (await helper.page.request.get('/api/v2/users/me')).json()
    expect([hugo.role, hugo.custom_role_id]).toEqual(['agent', light.id])
    forgive([visitor, colleague, customer, helper], [real.issuer])
    await real.close()
  })

  test('JSON Web Tokens: a wrong secret, audience and claim are told apart; HS256, then keys at an address', async () => {
    const { origin, maker, server } = await startTokenServer(stage().desk.url)
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    const secret = 'a shared secret of more than thirty-two bytes'
    await addProvider(page, 'JSON Web Token', 'Intranet')
    await page.getByLabel('Algorithm').selectOption('HS256')
    await page.getByLabel('Shared secret, at least 32 characters').fill(secret)
    await page.getByLabel('Audience that tokens must name').fill('the-desk')
    await page.getByLabel('Remote sign-in address').fill(`${origin}/login`)
    await page.getByLabel('For whom').selectOption({ label: 'The team and customers' })
    await page.getByLabel('Domains of addresses').fill('desk.example\nrowing.example')
    const good = { aud: 'the-desk', email: OWNER.email, name: OWNER.name }
    Object.assign(maker, { claims: good, secret: 'some other secret of more than thirty-two bytes' })
    await tryIt(page, /It failed: the signature is missing or not made with the key/, pressSignIn)
    Object.assign(maker, { claims: { ...good, aud: 'another-service' }, secret })
    await tryIt(page, /It failed: it is meant for another service/, pressSignIn)
    await claim(page, 'aud', 'another-service')
    await checkScreen(visitor, 'sso-jwt-wrong-audience', SPOKEN)
    maker.claims = { aud: 'the-desk', email: OWNER.email }
    await tryIt(page, /It failed: a claim that is needed is missing/, pressSignIn)
    await claim(page, 'email', OWNER.email)
    maker.claims = good
    await tryIt(page, /It works\./, pressSignIn)
    await page.getByRole('switch', { name: 'Switched on' }).click()
    await expect.poll(() => page.getByRole('switch', { name: 'Switched on' }).isChecked()).toBe(true)

    const comeIn = async (there: RegExp, from: string) => {
      const one = await openWindow(stage())
      await one.page.goto(from)
      await one.page.getByRole('link', { name: 'Sign in with Intranet' }).click()
      await pressSignIn(one.page)
      await one.page.waitForURL(there)
      return one
    }
    const colleague = await comeIn(/\/agent\/settings/, '/sign-in?return_to=/agent/settings')

    // The same provider, now with keys that it publishes.
    await page.getByLabel('Algorithm').selectOption('RS256')
    await page.getByLabel('Address of the keys (JWKS)').fill(`${origin}/keys`)
    await page.getByRole('switch', { name: 'Make accounts for new people' }).click()
    maker.secret = null
    await page.setViewportSize(TALL)
    await checkScreen(visitor, 'sso-jwt-keys', SPOKEN)
    await page.setViewportSize(USUAL)
    await tryIt(page, /It works\./, pressSignIn)
    const again = await comeIn(/\/agent/, '/sign-in')
    maker.claims = { ...good, email: 'rolf@rowing.example', name: 'Rolf Rower' }
    const customer = await comeIn(/:\d+\/$/, '/sign-in')
    expect(await roleOf(customer)).toBe('end-user')
    forgive([visitor, colleague, again, customer], [origin])
    server.close()
  })

  test('social networks, SAML and directories: their forms, and what is declined', async () => {
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    visitor.expectProblem(/status of 422/)
    await addProvider(page, 'Google', 'Google accounts')
    await page.setViewportSize(TALL)
    await checkScreen(visitor, 'sso-form-google', SPOKEN)
    await page.getByLabel('For whom').selectOption({ label: 'The team' })
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('name the Workspace domains of the team first').waitFor()
    await checkScreen(visitor, 'sso-form-google-declined', SPOKEN)
    await page.getByLabel('For whom').selectOption({ label: 'Customers' })
    await page.getByRole('switch', { name: 'Switched on' }).click()
    await page.getByText(/sign in with these settings once/).waitFor()
    await tryIt(page, /It failed: the other system cannot be reached, or its address is missing/)
    await page.getByLabel('Network').selectOption('apple')
    await page.getByLabel('Private key (.p8)').fill('not a key')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('must be the .p8 file').waitFor()
    for (const [title, name] of [
      ['Okta (SAML)', 'saml'],
      ['OpenLDAP', 'ldap'],
      ['Microsoft Entra ID (OpenID Connect)', 'entra'],
      ['X', 'x'],
    ] as const) {
      await addProvider(page, title, `Form of ${name}`)
      await checkScreen(visitor, `sso-form-${name}`, SPOKEN)
      await page.setViewportSize({ width: 390, height: 3400 })
      await checkScreen(visitor, `sso-form-${name}-narrow`, SPOKEN)
      await page.setViewportSize(TALL)
    }
  })

  test('single sign-on only: who would be locked out is said first, and the owner comes in past it with two factors', async () => {
    const real = await realProvider()
    const visitor = await openAgentWindow(stage())
    const { page } = visitor
    const api = await apiOf(page)
    const { identity_provider } = await api('POST', 'identity_providers', {
      identity_provider: {
        kind: 'oidc',
        name: 'Only login',
        audiences: ['staff'],
        domains: ['desk.example'],
        settings: { issuer: real.issuer, client_id: CLIENT.client_id },
        secrets: { client_secret: CLIENT.client_secret },
      },
    })
    const { id, our_values } = identity_provider
    await startOidc(our_values.redirect_uri, real)
    real.person = { email: OWNER.email, email_verified: true, name: OWNER.name }
    real.subject = 'owner-1'
    visitor.expectProblem(/status of 422/)
    const team = page.getByRole('region', { name: 'The team' })
    const askForIt = async () => {
      await page.goto('/agent/security/sign-in')
      await team.getByRole('switch', { name: 'Single sign-on only' }).click()
      await team.getByText('No owner has a second factor').waitFor()
    }

    // Nobody tried the provider yet, and others are off: the page says so, and the server declines.
    const { identity_providers } = await (await page.request.get('/api/v2/identity_providers')).json()
    for (const other of identity_providers)
      if (other.active) await api('PUT', `identity_providers/${other.id}`, { identity_provider: { active: false } })
    await askForIt()
    await team.getByText('No provider that was tried').waitFor()
    await checkScreen(visitor, 'sso-only-untried')
    await team.getByRole('button', { name: 'Save' }).click()
    await team.getByText(/needs an active identity provider/).waitFor()

    const { trial } = await api('POST', `identity_providers/${id}/trials`, {})
    await page.goto(trial.start_url)
    await page.getByRole('heading', { name: 'The trial succeeded' }).waitFor()
    await page.goto('/agent/security/sign-in')
    await api('PUT', `identity_providers/${id}`, { identity_provider: { active: true } })
    const { factor, seed } = await api('POST', 'users/me/factors', { factor: { kind: 'totp', name: 'Phone' } })
    await api('PUT', `users/me/factors/${factor.id}/confirm`, { code: codeOf(seed, -1) })
    try {
      await page.goto('/agent/security/sign-in')
      await team.getByRole('switch', { name: 'Single sign-on only' }).click()
      await team.getByText('A provider that was tried is switched on').waitFor()
      await team.getByText('1 of 1 owner can come in').waitFor()
      await checkScreen(visitor, 'sso-only-guard')
      await team.getByRole('button', { name: 'Save' }).click()
      await checkScreen(visitor, 'sso-only-sure')
      await page.getByRole('alertdialog').getByRole('button', { name: 'Yes, single sign-on only' }).click()
      await page.getByText('Saved', { exact: true }).waitFor()

      const owner = await openWindow(stage())
      owner.expectProblem(/status of 422/)
      await owner.page.goto('/sign-in')
      await checkScreen(owner, 'sso-only-sign-in')
      await owner.page.goto('/sign-in/break-glass')
      await checkScreen(owner, 'break-glass')
      await owner.page.getByLabel('E-mail address').fill(OWNER.email)
      await owner.page.getByLabel('Password').fill(OWNER.password)
      await owner.page.getByRole('button', { name: 'Sign in', exact: true }).click()
      await owner.page.waitForURL(/second-factor/)
      await checkScreen(owner, 'break-glass-second-factor')
      await owner.page.getByLabel('Code').fill('000000')
      await owner.page.getByRole('button', { name: 'Continue' }).click()
      await owner.page.getByRole('alert').waitFor()
      await owner.page.getByLabel('Code').fill(codeOf(seed, 0))
      await owner.page.getByRole('button', { name: 'Continue' }).click()
      await owner.page.waitForURL(/\/agent/)
      expect(await roleOf(owner)).toBe('admin')
    } finally {
      // The journeys after this one sign in with a password.
      await api('PUT', 'sign_in_policies/staff', { sign_in_policy: { sso_only: false } })
      await api('DELETE', `users/me/factors/${factor.id}`)
    }
    forgive([visitor], [real.issuer])
    await real.close()
  })
}
