// Attack 37 (CVE-2026-84458, CVE-2026-44707): whoever registered somebody's address before they came keeps nothing of it. What
// proves an address is the provider that is believed about its domain; all that was set up before that is void.
import { expect, test } from 'vitest'
import { createToken } from '../../server/access/index.ts'
import { sql } from '../../server/platform/db.ts'
import { newAccount, type Person, type TestAccount } from '../support/desk.ts'
import { addApp, codeOf, forgetSteps, makeCodes, sessionOf } from '../support/factors.ts'
import { browser, PASSWORD } from '../support/form-browser.ts'
import { now, pemOf, RSA } from '../support/jwt-desk.ts'
import { liveProvider } from '../support/live-provider.ts'

async function withPortal(): Promise<TestAccount> {
  const desk = await newAccount()
  await liveProvider(desk, {
    kind: 'jwt',
    settings: {
      algorithm: 'RS256',
      public_key: pemOf(RSA.publicKey),
      remote_login_url: 'https://intranet.example/login',
      allow_unasked: true,
    },
  })
  return desk
}

/** Comes in by the portal, or not. */
async function comeIn(desk: TestAccount, claims: object) {
  const { SignJWT } = await import('jose')
  const jwt = await new SignJWT({ iat: now(), jti: crypto.randomUUID(), name: 'The owner', ...claims })
    .setProtectedHeader({ alg: 'RS256' })
    .sign(RSA.privateKey)
  const one = browser(desk)
  const posted = await one.ask('POST', '/access/jwt', { jwt }, { 'sec-fetch-site': 'cross-site' })
  const first = String(posted.headers.location)
  const done = first.includes('/finish?') ? await one.ask('GET', first) : posted
  return { one, location: String(done.headers.location) }
}

const unprove = (desk: TestAccount, person: Person) =>
  desk.work(async (work) => {
    await work.db.run(sql`
      update user_identities set verified = false, verified_at = null where account_id = ${work.account_id} and user_id = ${person.id}`)
    await work.db.run(
      sql`update users set verified = false where account_id = ${work.account_id} and id = ${person.id}`,
    )
  })

const idOf = async (one: ReturnType<typeof browser>) => (await one.ask('GET', '/api/v2/users/me')).json().user.id

test('a stranger who had the address first loses password, second factors, codes, tokens, browsers and sessions', async () => {
  const desk = await withPortal()
  const squatter = await desk.addPerson('end-user', 'victim@people.example')
  const session = await sessionOf(desk, squatter)
  const seed = await addApp(desk, session)
  const [code = ''] = await makeCodes(session)
  const { full_token } = await desk.work((work) => createToken(work, squatter.id, 'kept'))
  await unprove(desk, squatter)
  const { one, location } = await comeIn(desk, { email: 'victim@people.example' })
  expect([location, await idOf(one)]).toEqual(['/', squatter.id])

  expect(await idOf(session.browser)).toBeNull()
  for (const authorization of [`Bearer ${full_token}`, squatter.authorization])
    expect((await desk.call(null, 'GET /api/v2/requests', undefined, { authorization })).status).toBe(401)
  const back = browser(desk)
  for (const [name, value] of session.browser.cookies) back.cookies.set(name, value)
  const password = await back.ask('POST', '/sign-in', { email: squatter.email, password: PASSWORD })
  expect([password.statusCode, await idOf(back)]).toEqual([422, null])
  const left = await desk.work((work) =>
    work.db.one<{ factors: number; codes: number; devices: number; links: number; since: Date | null }>(sql`
      select (select count(*) from factors where account_id = ${work.account_id} and user_id = ${squatter.id}) as factors,
        (select count(*) from recovery_codes where account_id = ${work.account_id} and user_id = ${squatter.id}) as codes,
        (select count(*) from devices where account_id = ${work.account_id} and user_id = ${squatter.id} and created_at < now() - interval '0 s'
          and id not in (select device_id from sessions where account_id = ${work.account_id} and user_id = ${squatter.id})) as devices,
        (select count(*) from one_time_links where account_id = ${work.account_id} and user_id = ${squatter.id} and used_at is null and purpose <> 'not_me') as links,
        (select second_factor_since from users where account_id = ${work.account_id} and id = ${squatter.id}) as since`),
  )
  expect(left).toEqual({ factors: 0, codes: 0, devices: 0, links: 0, since: null })
  // Nor do they prove anything to the owner's session.
  const { user } = (await one.ask('GET', '/api/v2/users/me')).json()
  await forgetSteps(desk)
  for (const [method, answer] of [
    ['totp', codeOf(seed)],
    ['recovery_code', code],
    ['password', PASSWORD],
  ] as const) {
    const proof = await one.ask('POST', '/account/prove', { csrf_token: user.authenticity_token, method, answer })
    expect([method, proof.statusCode]).toEqual([method, 422])
  }
})

test('somebody whose address was proven keeps what they have, and comes in with their second factor', async () => {
  const desk = await withPortal()
  const session = await sessionOf(desk, desk.agent)
  const seed = await addApp(desk, session)
  const { one, location } = await comeIn(desk, { email: desk.agent.email })
  expect([location, await idOf(one)]).toEqual(['/sign-in/second-factor', null])
  const proved = await one.ask('POST', '/sign-in/second-factor', { method: 'totp', answer: codeOf(seed) })
  expect([proved.headers.location, await idOf(one)]).toEqual(['/agent', desk.agent.id])
  expect(await idOf(session.browser)).toBe(desk.agent.id)
})

test.each([
  ['of a domain that the provider is not believed about', { email: 'owner@elsewhere.example' }],
  ['that the provider says it did not check', { email: 'victim@people.example', email_verified: false }],
  [
    'with a comment, a second sign or another writing of the domain',
    { email: 'victim@people.example(x)@evil.example' },
  ],
  ['in a list', { email: ['victim@people.example'] }],
  ['with letters that only look alike', { email: 'victim@pеople.example' }],
])('an address %s makes nobody of ours of a stranger', async (_what, claims) => {
  const desk = await withPortal()
  const victim = await desk.addPerson('end-user', 'victim@people.example')
  await desk.addPerson('agent', 'owner@elsewhere.example')
  const { one, location } = await comeIn(desk, claims)
  expect([location, await idOf(one)]).toEqual(['/sign-in?refused=1', null])
  expect(victim.id).toBeGreaterThan(0)
})
