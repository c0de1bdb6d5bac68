// Attacks on what an admin does about one person (lines 43, 47 and 54 of the threat model): a page that asks who is there
// while the API does not, somebody switched off who keeps a way in, a role that somebody gives themself.
import { expect, test } from 'vitest'
import { createToken } from '../../server/access/index.ts'
import { AGENT_RIGHTS } from '../../server/platform/rights.ts'
import { newAccount } from '../support/desk.ts'
import { ageProof, sessionOf } from '../support/factors.ts'
import { browser, givePassword, PASSWORD } from '../support/form-browser.ts'

test('attack 43: an open page of an admin takes nobody over, by no path of the API', async () => {
  const desk = await newAccount()
  const victim = await desk.addPerson('admin')
  await givePassword(desk, victim)
  const page = await sessionOf(desk, desk.admin)
  await ageProof(desk, desk.admin, 11)
  const user = `/api/v2/users/${victim.id}`
  const { identities } = (await page.api(`GET ${user}/identities`)).body
  const tries: [string, object?][] = [
    [`POST ${user}/invitations`],
    [`POST ${user}/password`, { password: 'chosen by a stranger' }],
    [`POST ${user}/password/require_new`],
    [`DELETE ${user}/factors`],
    [`DELETE ${user}/api_tokens`],
    [`DELETE ${user}/sessions`],
    [`POST ${user}/suspension`, { suspension: {} }],
    [`POST ${user}/identities`, { identity: { type: 'email', value: 'stranger@people.example', primary: true } }],
    [`PUT ${user}/identities/${identities[0].id}`, { identity: { value: 'stranger@people.example' } }],
    [`PUT ${user}`, { user: { email: 'stranger@people.example' } }],
    ['POST /api/v2/users', { user: { name: 'S', email: 's@people.example', role: 'admin' } }],
    ['POST /api/v2/users/create_or_update', { user: { name: 'S', email: desk.agent.email, role: 'admin' } }],
    ['POST /api/v2/custom_roles', { custom_role: { name: 'All', configuration: AGENT_RIGHTS } }],
    ['POST /api/v2/service_accounts', { service_account: { name: 'S' } }],
  ]
  for (const [route, body] of tries) {
    const answer = await page.api(route, body)
    expect([route, answer.status, answer.body?.code]).toEqual([route, 403, 'step_up_required'])
  }
  // A link by mail goes to whoever has the mailbox, and shows nothing to whoever asked.
  expect((await page.api(`POST ${user}/password/reset_link`)).text).toBe('{}')
})

test('attack 47: whoever is suspended is out by every way in, and comes back with none but the password', async () => {
  const desk = await newAccount()
  const page = await sessionOf(desk, desk.agent)
  const { full_token } = await desk.work((work) => createToken(work, desk.agent.id, 'second'))
  const bearer = { ...desk.agent, authorization: `Bearer ${full_token}` }
  const invitation = await desk.call(desk.admin, `POST /api/v2/users/${desk.agent.id}/invitations`)
  const link = new URL(invitation.body.invitation.url).pathname
  const ways = async () => [
    (await page.browser.ask('GET', '/api/v2/users/me')).json().user.id === desk.agent.id,
    (await desk.call(desk.agent, 'GET /api/v2/tickets')).status === 200,
    (await desk.call(bearer, 'GET /api/v2/tickets')).status === 200,
    (await browser(desk).ask('GET', link)).statusCode === 200,
  ]
  const form = { email: desk.agent.email, password: PASSWORD }
  const signsIn = async () => (await browser(desk).ask('POST', '/sign-in', form)).headers.location === '/agent'
  expect(await ways()).toEqual([true, true, true, true])
  await desk.call(desk.admin, `POST /api/v2/users/${desk.agent.id}/suspension`, { suspension: {} })
  expect([await ways(), await signsIn()]).toEqual([[false, false, false, false], false])
  await desk.call(desk.admin, `PUT /api/v2/users/${desk.agent.id}`, { user: { suspended: false } })
  expect([await ways(), await signsIn()]).toEqual([[false, false, false, false], true])
})

test('attack 54: whoever keeps roles and the team gives neither themself nor a friend more than they have', async () => {
  const desk = await newAccount()
  const role = async (name: string, more: object) =>
    (
      await desk.call(desk.admin, 'POST /api/v2/custom_roles', {
        custom_role: { name, configuration: { ...AGENT_RIGHTS, ...more } },
      })
    ).body.custom_role.id
  const keeping = { manage_roles: 'all-except-self', manage_team_members: 'all-with-self-restriction' }
  const own = await role('Keeper', keeping)
  const more = await role('More', { ...keeping, manage_triggers: true })
  const keeper = await desk.addPerson('agent')
  await desk.call(desk.admin, `PUT /api/v2/users/${keeper.id}`, { user: { custom_role_id: own } })
  const friend = await desk.addPerson('agent')
  for (const [route, body] of [
    [`PUT /api/v2/users/${keeper.id}`, { user: { custom_role_id: more } }],
    [`PUT /api/v2/users/${keeper.id}`, { user: { role: 'admin' } }],
    [`PUT /api/v2/users/${keeper.id}`, { user: { custom_role_id: null } }],
    [`PUT /api/v2/users/${friend.id}`, { user: { custom_role_id: more } }],
    [`PUT /api/v2/users/${friend.id}`, { user: { role: 'admin' } }],
    [`PUT /api/v2/custom_roles/${own}`, { custom_role: { name: 'Mine' } }],
    [`PUT /api/v2/custom_roles/${more}`, { custom_role: { configuration: { manage_triggers: false } } }],
    ['POST /api/v2/custom_roles', { custom_role: { name: 'New', configuration: { manage_triggers: true } } }],
    [`POST /api/v2/users/${desk.admin.id}/suspension`, { suspension: {} }],
    [`DELETE /api/v2/users/${friend.id}/api_tokens`, undefined],
  ] as const)
    expect([route, (await desk.call(keeper, route, body)).status]).toEqual([route, 403])
  expect((await desk.call(friend, 'GET /api/v2/users/me')).body.user.rights.manage_triggers).toBe(false)
})
