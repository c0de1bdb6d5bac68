// A browser without a screen, for tests of sessions: keeps cookies, sends forms, follows nothing.
import { hashPassword, setPasswordHash } from '../../server/access/index.ts'
import type { Person, TestAccount } from './desk.ts'

const PASSWORD = 'a quiet lake at dawn'
let hashed: Promise<string> | null = null

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** Asks one account from one address. `signIn` gives the person a password first. */
export async function newBrowser({ app, host, work }: TestAccount, ip = '203.0.113.9') {
  const cookies = new Map<string, string>()
  const ask = async (
    method: Method,
    url: string,
    form?: Record<string, string>,
    headers: Record<string, string> = {},
  ) => {
    const is_json = headers['content-type'] === 'application/json'
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
      payload: form && (is_json ? JSON.stringify(form) : new URLSearchParams(form).toString()),
    })
    for (const cookie of answer.cookies) {
      if (cookie.maxAge === 0) cookies.delete(cookie.name)
      else cookies.set(cookie.name, cookie.value)
    }
    return answer
  }
  return {
    cookies,
    ask,
    password: PASSWORD,
    async signIn(person: Person, form: Record<string, string> = {}) {
      hashed ??= hashPassword(PASSWORD)
      const hash = await hashed
      await work((unit) => setPasswordHash(unit, person.id, hash, 'operator'))
      return await ask('POST', '/sign-in', { email: person.email, password: PASSWORD, ...form })
    },
    async signOut() {
      const { user } = (await ask('GET', '/api/v2/users/me')).json()
      return await ask('POST', '/sign-out', {}, { 'x-csrf-token': user.authenticity_token })
    },
  }
}
