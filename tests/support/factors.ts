// People with a session and a second factor, for tests of what factors do.
import { generateSync } from 'otplib'
import { sql } from '../../server/platform/db.ts'
import type { Answer, Person, TestAccount } from './desk.ts'
import { browser, givePassword, PASSWORD } from './form-browser.ts'

export interface Session {
  person: Person
  browser: ReturnType<typeof browser>
  /** Calls the API as the page does: with the session's cookie and its token. */
  api(route: string, body?: unknown): Promise<Answer>
}

/** The code that an authenticator app shows now, or some steps of half a minute before or after. */
export function codeOf(seed: string, steps = 0): string {
  return generateSync({ secret: seed, epoch: Math.floor(Date.now() / 1000) + steps * 30 })
}

/** Signs somebody in with their password. Throws when anything but the session is the answer. */
export async function sessionOf(account: TestAccount, person: Person): Promise<Session> {
  await givePassword(account, person)
  const one = browser(account)
  const answer = await one.ask('POST', '/sign-in', { email: person.email, password: PASSWORD })
  if (answer.statusCode !== 303 || !/^\/(agent)?$/.test(String(answer.headers.location)))
    throw new Error(`the sign-in answered ${answer.statusCode} ${answer.headers.location}`)
  return await withSession(account, person, one)
}

/** The API for a browser that is signed in. */
export async function withSession(
  account: TestAccount,
  person: Person,
  one: ReturnType<typeof browser>,
): Promise<Session> {
  let token = ''
  const api: Session['api'] = async (route, body) => {
    const [method, url] = route.split(' ') as ['GET', string] // a route is a method and a path
    const answer = await account.app.inject({
      method,
      url,
      remoteAddress: '203.0.113.9',
      headers: {
        host: account.host,
        cookie: [...one.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        'x-csrf-token': token,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      payload: body === undefined ? undefined : JSON.stringify(body),
    })
    for (const cookie of answer.cookies) one.cookies.set(cookie.name, cookie.value)
    const is_json = String(answer.headers['content-type']).includes('json')
    return {
      status: answer.statusCode,
      body: is_json ? answer.json() : null,
      text: answer.payload,
      headers: answer.headers,
    }
  }
  token = (await api('GET /api/v2/users/me')).body.user.authenticity_token
  return { person, browser: one, api }
}

/** Sets an authenticator app up and returns its seed. Its time step is forgotten, so that the same code works again. */
export async function addApp(account: TestAccount, session: Session, name = 'Phone'): Promise<string> {
  const begun = await session.api('POST /api/v2/users/me/factors', { factor: { kind: 'totp', name } })
  const { seed, factor } = begun.body
  const confirmed = await session.api(`PUT /api/v2/users/me/factors/${factor.id}/confirm`, { code: codeOf(seed) })
  if (confirmed.status !== 200) throw new Error(`the app was not confirmed: ${confirmed.text}`)
  await forgetSteps(account)
  return seed
}

/** As if time had gone on: codes that were used work again. */
export async function forgetSteps(account: TestAccount): Promise<void> {
  await account.work((work) =>
    work.db.run(sql`update factors set counter = 0 where account_id = ${work.account_id}::bigint and kind = 'totp'`),
  )
}

/** As if the sessions of somebody had been proved some minutes ago. */
export async function ageProof(account: TestAccount, person: Person, minutes: number): Promise<void> {
  await account.work((work) =>
    work.db.run(sql`
      update sessions set proved_at = ${new Date(Date.now() - minutes * 60_000)}
      where account_id = ${work.account_id}::bigint and user_id = ${person.id}::bigint`),
  )
}

/** Recovery codes of somebody, confirmed. */
export async function makeCodes(session: Session): Promise<string[]> {
  const codes: string[] = (await session.api('POST /api/v2/users/me/recovery_codes')).body.recovery_codes
  await session.api('PUT /api/v2/users/me/recovery_codes/confirm', { code: codes[0] })
  return codes
}
