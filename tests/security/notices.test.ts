// Mails that tell of a theft while it can be undone: whoever's ways in change hears of it, at every address that counts and
// in their language, and admins hear of alarms and lock-outs. No mail carries a secret, but for the link that undoes.
import { describe, expect, test } from 'vitest'
import { createToken } from '../../server/access/index.ts'
import { sweepProviders } from '../../server/identity/checks/jobs.ts'
import { MAIL_LOCALES, type MailLocale, mailText } from '../../server/mail/sending/texts.ts'
import type { Person } from '../support/desk.ts'
import { addApp, codeOf, forgetSteps, makeCodes, type Session, sessionOf } from '../support/factors.ts'
import { browser, givePassword, PASSWORD } from '../support/form-browser.ts'
import { pemOf, RSA } from '../support/jwt-desk.ts'
import { newPost, type Post } from '../support/letters.ts'
import { liveProvider } from '../support/live-provider.ts'
import { IDP_ENTITY, IDP_SSO, makeIdpKey } from '../support/saml-idp.ts'

const NEW_PASSWORD = 'seven herons over water'

interface Told {
  to: string[]
  subject: string
  raw: string
  text: string
}

/** Mails that left since the last time one asked. */
function mailbox(post: Post): () => Promise<Told[]> {
  let seen = 0
  return async () => {
    await post.runJobs()
    const all = await post.sent()
    const fresh = all.slice(seen)
    seen = all.length
    return fresh.map(({ raw, to, mail }) => ({ raw, to, subject: mail.subject ?? '', text: mail.text ?? '' }))
  }
}

const subjectOf = (locale: MailLocale, key: string, values: Record<string, string | number> = {}) =>
  mailText(locale, `mail.${key}.subject`, { desk: 'Test desk', ...values })

/** An agent with a second address that is proven and a third that is not, who reads one language. */
async function reader(locale: MailLocale) {
  const post = await newPost()
  const { agent, admin, call } = post
  expect((await call(admin, `PUT /api/v2/users/${agent.id}`, { user: { locale } })).status).toBe(200)
  await call(admin, 'PUT /api/v2/credential_policy', { credential_policy: { own_tokens: 'staff' } })
  const second = `second.${agent.email}`
  const add = (identity: object) => call(admin, `POST /api/v2/users/${agent.id}/identities`, { identity })
  await add({ type: 'email', value: second, verified: true })
  await add({ type: 'email', value: `unproven.${agent.email}` })
  const session = await sessionOf(post, agent)
  const news = mailbox(post)
  await news()
  return { post, session, news, addresses: [agent.email, second].toSorted(), second }
}

type Reader = Awaited<ReturnType<typeof reader>>

/** What somebody does with their account, and what they are told of it. */
const EVENTS: [string, (given: Reader) => Promise<string[]>][] = [
  ['factor_added', async ({ post, session }) => [await addApp(post, session)]],
  ['recovery_codes_made', async ({ session }) => await makeCodes(session)],
  [
    'recovery_code_used',
    async ({ session }) => {
      const codes = await makeCodes(session)
      const proof = { step_up: { method: 'recovery_code', answer: codes[0] } }
      expect((await session.api('POST /api/v2/users/me/step_up', proof)).status).toBe(200)
      return codes
    },
  ],
  [
    'factor_removed',
    async ({ session }) => {
      const [factor] = (await session.api('GET /api/v2/users/me/factors')).body.factors
      expect((await session.api(`DELETE /api/v2/users/me/factors/${factor.id}`)).status).toBe(204)
      return []
    },
  ],
  [
    'token_created',
    async ({ session }) => {
      const made = await session.api('POST /api/v2/api_tokens', { api_token: { description: 'script' } })
      expect(made.status, made.text).toBe(201)
      return [made.body.api_token.full_token]
    },
  ],
  [
    'new_device',
    async ({ post }) => {
      const one = browser(post, '198.51.100.44')
      await one.ask('POST', '/sign-in', { email: post.agent.email, password: PASSWORD })
      return [...one.cookies.values()]
    },
  ],
  [
    'password_changed',
    async ({ session }) => {
      const write = { previous_password: PASSWORD, password: NEW_PASSWORD }
      expect((await session.api(`PUT /api/v2/users/${session.person.id}/password`, write)).status).toBe(200)
      return [PASSWORD, NEW_PASSWORD]
    },
  ],
]

describe.each(MAIL_LOCALES)('somebody who reads %s', (locale) => {
  test('hears at each proven address of factors, codes, tokens, browsers and passwords, without a secret', async () => {
    const given = await reader(locale)
    const { session, news, addresses } = given
    for (const [key, happen] of EVENTS) {
      const secrets = await happen(given)
      const told = (await news()).filter(({ subject }) => subject === subjectOf(locale, key))
      const to = told.flatMap((mail) => mail.to).toSorted()
      // Making codes for the next step is told of, too.
      expect([key, [...new Set(to)]]).toEqual([key, addresses])
      expect([key, to.length]).toEqual([key, 2])
      for (const {
        raw,
        text,
        to: [address = ''],
      } of told) {
        expect(text).toMatch(/\/not-me\/[\w-]{43}/)
        expect([key, text.includes(address)]).toEqual([key, true])
        for (const secret of [...secrets, ...session.browser.cookies.values()])
          expect([key, secret.length > 5 && `${raw}${text}`.includes(secret)]).toEqual([key, false])
      }
    }
  })

  test('hears of a provider that says who they are, and of its end', async () => {
    const { post, news, addresses } = await reader(locale)
    const provider = await liveProvider(post, {
      kind: 'jwt',
      name: 'Portal',
      settings: {
        algorithm: 'RS256',
        public_key: pemOf(RSA.publicKey),
        remote_login_url: 'https://in.example/',
        allow_unasked: true,
      },
    })
    await signInByToken(post, post.agent)
    const linked = (await news()).filter(({ subject }) => subject === subjectOf(locale, 'sign_in_linked'))
    expect(linked.flatMap(({ to }) => to).toSorted()).toEqual(addresses)
    for (const { text } of linked) expect(text).toMatch(/Portal[\s\S]*\/not-me\//)
    await signInByToken(post, post.agent)
    expect((await news()).filter(({ subject }) => subject === subjectOf(locale, 'sign_in_linked'))).toEqual([])
    const { identity_links } = (await post.call(post.admin, `GET /api/v2/users/${post.agent.id}/identity_links`)).body
    await post.call(post.admin, `DELETE /api/v2/users/${post.agent.id}/identity_links/${identity_links[0].id}`)
    const unlinked = (await news()).filter(({ subject }) => subject === subjectOf(locale, 'sign_in_unlinked'))
    expect(unlinked.flatMap(({ to }) => to).toSorted()).toEqual(addresses)
    expect(provider.id).toBeGreaterThan(0)
  })

  test('is an admin, and hears of alarms, lock-outs and reports of others', async () => {
    const post = await newPost()
    const { admin, agent, owner, call } = post
    await call(admin, `PUT /api/v2/users/${admin.id}`, { user: { locale } })
    await call(owner, `PUT /api/v2/users/${owner.id}`, { user: { locale: 'en' } })
    const session = await sessionOf(post, agent)
    const news = mailbox(post)
    await news()
    const expectTold = async (key: string, values: Record<string, string | number> = {}) => {
      const told = await news()
      const toAdmin = told.filter(({ to }) => to.includes(admin.email))
      const subjects = toAdmin.map(({ subject }) => subject)
      expect([key, subjects]).toEqual([key, expect.arrayContaining([subjectOf(locale, key, values)])])
      // The other admin reads another language; nobody else is told.
      const named = told.filter(({ subject }) =>
        [subjectOf(locale, key, values), subjectOf('en', key, values)].includes(subject),
      )
      expect([key, named.flatMap(({ to }) => to).toSorted()]).toEqual([key, [admin.email, owner.email].toSorted()])
      return toAdmin
    }
    const person = { person: 'A agent' }
    const guess = (n: number) =>
      browser(post, '198.51.100.7').ask('POST', '/sign-in', { email: agent.email, password: `wrong guess ${n}` })
    for (let n = 0; n < 12; n++) await guess(n)
    for (const { raw } of await expectTold('alarm_many_failures')) expect(raw).not.toContain('wrong guess')
    const seed = await addApp(post, session)
    await news()
    const [factor] = (await session.api('GET /api/v2/users/me/factors')).body.factors
    await session.api(`DELETE /api/v2/users/me/factors/${factor.id}`)
    for (const { raw } of await expectTold('alarm_factor_removed', person)) expect(raw).not.toContain(seed)
    await call(admin, 'PUT /api/v2/sign_in_policies/end_user', { sign_in_policy: { magic_link_enabled: true } })
    await expectTold('alarm_security_changed')
    const raised = await post.addPerson('agent')
    await news()
    await call(owner, `PUT /api/v2/users/${raised.id}`, { user: { role: 'admin' } })
    await news()
    await call(owner, `PUT /api/v2/users/${raised.id}`, { user: { role: 'agent' } })
    await givePassword(post, agent)
    await browser(post, '203.0.113.99').ask('POST', '/sign-in', { email: agent.email, password: PASSWORD })
    const toAgent = (await news()).find(({ to, text }) => to.includes(agent.email) && text.includes('/not-me/'))
    const link = /\/not-me\/[\w-]{43}/.exec(toAgent?.text ?? '')?.[0] ?? 'no link'
    expect((await browser(post).ask('POST', link, {})).statusCode).toBe(200)
    await expectTold('not_me', person)
  })
})

async function signInByToken(post: Post, person: Person): Promise<void> {
  const { SignJWT } = await import('jose')
  const iat = Math.floor(Date.now() / 1_000)
  const jwt = await new SignJWT({ iat, jti: crypto.randomUUID(), email: person.email, name: 'An agent' })
    .setProtectedHeader({ alg: 'RS256' })
    .sign(RSA.privateKey)
  const one = browser(post)
  const posted = await one.ask('POST', '/access/jwt', { jwt }, { 'sec-fetch-site': 'cross-site' })
  const done = await one.ask('GET', String(posted.headers.location))
  expect(done.headers.location).toBe('/agent')
}

describe('a thief who writes an address of their own into an account', () => {
  const changed = subjectOf('en', 'addresses_changed')

  async function stolen() {
    const { post, news, second } = await reader('en')
    const { agent, admin, call } = post
    const path = `/api/v2/users/${agent.id}/identities`
    const idOf = async (value: string) =>
      (await call(admin, `GET ${path}`)).body.identities.find((one: { value: string }) => one.value === value).id
    return { post, news, path, idOf, second, ...post }
  }

  test('is given away: every address that counted hears of one more, of another first one, and of one less', async () => {
    const { news, path, idOf, call, admin, agent, second } = await stolen()
    const thief = 'thief@evil.example'
    const heard = async () =>
      (await news())
        .filter(({ subject }) => subject === changed)
        .flatMap(({ to }) => to)
        .toSorted()
    await call(admin, `POST ${path}`, { identity: { type: 'email', value: thief, verified: true } })
    expect(await heard()).toEqual([agent.email, second, thief].toSorted())
    await call(admin, `PUT ${path}/${await idOf(thief)}/make_primary`)
    expect(await heard()).toEqual([agent.email, second, thief].toSorted())
    for (const own of [agent.email, second]) {
      await call(admin, `DELETE ${path}/${await idOf(own)}`)
      expect(await heard()).toContain(own)
    }
    // What nobody had proven may be a stranger's: it hears nothing.
    await call(admin, `DELETE ${path}/${await idOf(`unproven.${agent.email}`)}`)
    expect(await heard()).toEqual([thief])
  })

  test('cannot void the link in the mail to the owner by causing another mail', async () => {
    const { post, news, path, idOf, call, admin, agent } = await stolen()
    const thief = 'thief@evil.example'
    await call(admin, `POST ${path}`, { identity: { type: 'email', value: thief, verified: true } })
    const first = (await news()).find(({ to }) => to.includes(agent.email))
    await call(admin, `PUT ${path}/${await idOf(thief)}/make_primary`)
    await call(admin, `DELETE ${path}/${await idOf(agent.email)}`)
    const session: Session = await sessionOf(post, { ...agent, email: thief })
    await addApp(post, session)
    await news()
    const link = /\/not-me\/[\w-]{43}/.exec(first?.text ?? '')?.[0] ?? 'no link'
    expect((await browser(post).ask('POST', link, {})).statusCode).toBe(200)
    expect((await session.browser.ask('GET', '/api/v2/users/me')).json().user.id).toBeNull()
  })
})

test('a program, and whoever runs the server, cause no mail about tokens; a customer whose address an agent mends gets none', async () => {
  const post = await newPost()
  const news = mailbox(post)
  await news()
  await post.work((work) => createToken(work, post.agent.id, 'from the command line'))
  const admin = await sessionOf(post, post.admin)
  const program = await admin.api('POST /api/v2/service_accounts', { service_account: { name: 'Sync', role: 'agent' } })
  const user_id = program.body.service_account.id
  const made = await admin.api('POST /api/v2/api_tokens', { api_token: { description: 'x', user_id } })
  expect(made.status, made.text).toBe(201)
  await post.call(post.agent, `POST /api/v2/users/${post.customer.id}/identities`, {
    identity: { type: 'email', value: `work.${post.customer.email}`, verified: true },
  })
  const told = (await news()).filter(({ subject }) => !/sign-in|administrator|security/i.test(subject))
  expect(told.map(({ subject, to }) => [subject, to])).toEqual([])
})

test('whoever guesses the second factor, or resets it, is told of too', async () => {
  const { post, session, news, addresses } = await reader('nl')
  const seed = await addApp(post, session)
  await forgetSteps(post)
  await news()
  for (let round = 0; round < 3; round++) {
    const one = browser(post, '198.51.100.8')
    await one.ask('POST', '/sign-in', { email: post.agent.email, password: PASSWORD })
    for (let n = 0; n < 5; n++) await one.ask('POST', '/sign-in/second-factor', { method: 'totp', answer: '000000' })
  }
  const guessed = (await news()).filter(({ subject }) => subject === subjectOf('nl', 'factor_guessed'))
  expect(guessed.flatMap(({ to }) => to).toSorted()).toEqual(addresses)
  for (const { raw } of guessed) expect(raw.includes(seed) || raw.includes(codeOf(seed))).toBe(false)
  await post.call(post.admin, `DELETE /api/v2/users/${post.agent.id}/factors`)
  const reset = (await news()).filter(({ subject }) => subject === subjectOf('nl', 'factors_reset'))
  expect(reset.flatMap(({ to }) => to).toSorted()).toEqual(addresses)
})

test('the end of a provider’s certificate is told to the admins, each in their language, and to nobody else', async () => {
  const post = await newPost()
  const { owner, admin, call } = post
  await call(admin, `PUT /api/v2/users/${admin.id}`, { user: { locale: 'de' } })
  await call(owner, `PUT /api/v2/users/${owner.id}`, { user: { locale: 'it' } })
  const ends = makeIdpKey(new Date(Date.now() - 100 * 86_400_000), 129)
  await liveProvider(post, {
    kind: 'saml',
    settings: { idp_entity_id: IDP_ENTITY, sso_url: IDP_SSO, certificates: [ends.certificate] },
  })
  const news = mailbox(post)
  await news()
  await post.work(sweepProviders)
  const told = await news()
  expect(told.flatMap(({ to }) => to).toSorted()).toEqual([admin.email, owner.email].toSorted())
  for (const [locale, person] of [
    ['de', admin],
    ['it', owner],
  ] as const) {
    const { subject = '', raw = '' } = told.find(({ to }) => to.includes(person.email)) ?? {}
    const values = { desk: 'Test desk', provider: 'Company', date: '@' }
    for (const part of mailText(locale, 'mail.provider_certificate_ends.subject', values).split('@'))
      expect(subject).toContain(part)
    expect(raw).not.toContain('BEGIN CERTIFICATE')
  }
})
