// A browser without a screen: keeps cookies, sends forms, follows nothing. For tests of pages and sessions.
import { hashPassword, setPasswordHash } from '../../server/access/index.ts'
import { newAccount, type Person, type TestAccount } from './desk.ts'

export const PASSWORD = 'a quiet lake at dawn'
let hash: Promise<string> | undefined

/** Cookies as a browser keeps them, for one host. */
export function browser({ app, host }: Pick<TestAccount, 'app' | 'host'>, ip = '203.0.113.9') {
  const cookies = new Map<string, string>()
  return {
    cookies,
    async ask(
      method: 'GET' | 'POST' | 'PUT' | 'DELETE',
      url: string,
      form?: Record<string, string>,
      headers: Record<string, string> = {},
    ) {
      const answer = await app.inject({
        method,
        url,
        remoteAddress: ip,
        headers: {
          host,
          accept: 'text/html',
          ...(cookies.size > 0 ? { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') } : {}),
          ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
          ...headers,
        },
        payload: form ? new URLSearchParams(form).toString() : undefined,
      })
      for (const cookie of answer.cookies) {
        if (cookie.maxAge === 0) cookies.delete(cookie.name)
        else cookies.set(cookie.name, cookie.value)
      }
      return answer
    },
  }
}

/** Gives somebody PASSWORD. */
export async function givePassword(account: TestAccount, person: Person): Promise<void> {
  hash ??= hashPassword(PASSWORD)
  const ready = await hash
  await account.work((work) => setPasswordHash(work, person.id, ready, 'operator'))
}

/** An account whose agent has PASSWORD. */
export async function accountWithPassword(): Promise<TestAccount> {
  const account = await newAccount()
  await givePassword(account, account.agent)
  return account
}

/** The same, signed in: with the token that changes need. */
export async function signedIn(person?: (account: TestAccount) => Person) {
  const account = await newAccount()
  const who = person?.(account) ?? account.agent
  await givePassword(account, who)
  const one = browser(account)
  const answer = await one.ask('POST', '/sign-in', { email: who.email, password: PASSWORD })
  if (answer.statusCode !== 303) throw new Error(`the sign-in answered ${answer.statusCode}`)
  const { user } = (await one.ask('GET', '/api/v2/users/me')).json()
  return { account, one, token: user.authenticity_token as string }
}
