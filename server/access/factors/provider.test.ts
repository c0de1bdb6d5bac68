// A second factor that the identity provider checked: counted where the requirement of the role says so, and only there.
import { expect, test } from 'vitest'
import { newAccount } from '../../../tests/support/desk.ts'
import { addApp, sessionOf } from '../../../tests/support/factors.ts'
import { newId } from '../../platform/ids.ts'
import { admitPerson } from '../admission/admission.ts'

test('the provider’s second factor is enough where policy says so; else one’s own is asked for', async () => {
  const account = await newAccount()
  const { call, admin, agent, customer } = account
  await addApp(account, await sessionOf(account, agent))
  const request = { origin_url: `https://${account.host}`, cookie: () => undefined, header: () => undefined }
  const comes = async (user_id: number, second_factor_proved: boolean) =>
    await account.work(async (work) => {
      const proved = { user_id, method: 'oidc', provider_id: newId(), second_factor_proved } as const
      return (await admitPerson(work, proved, request)).headers.location
    })
  expect(await comes(agent.id, true)).toBe('/sign-in/second-factor')
  const change = { factor_requirement: { is_required: true, provider_counts: true } }
  for (const role of ['agent', 'end-user']) await call(admin, `PUT /api/v2/factor_requirements/${role}`, change)
  expect(await comes(agent.id, true)).toBe('/agent')
  expect(await comes(agent.id, false)).toBe('/sign-in/second-factor')
  expect(await comes(customer.id, true)).toBe('/')
  expect(await comes(customer.id, false)).toBe('/sign-in/set-up')
})
