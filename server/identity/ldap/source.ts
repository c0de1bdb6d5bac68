// Directories as a source for the password form: asked with what was typed, outside of any transaction; whom they mean
// is settled in the request's own.
import type { PasswordSource } from '../../access/index.ts'
import { doWork } from '../../platform/work.ts'
import { identityRefused } from '../events.ts'
import { activeProviders, findProvider, listProviders } from '../queries.ts'
import { resolveIdentity } from '../resolving.ts'
import type { ProviderRow } from '../schema.ts'
import { askDirectory } from './directory.ts'

/** Each is asked in turn until one knows the person; more would make a sign-in slow. */
const MAX_DIRECTORIES = 5

export const directories: PasswordSource = {
  takesNames: async (work) => (await activeProviders(work)).some((one) => one.kind === 'ldap' && one.is_live),
  async check(engine, account_id, origin, { login, password }) {
    if (login.trim() === '' || password === '') return null
    const request = { account_id, actor: { kind: 'anonymous' }, origin, audience: 'customer', read_only: true } as const
    const asked = await doWork(engine, request, async (work) =>
      (await activeProviders(work)).some((one) => one.kind === 'ldap')
        ? (await listProviders(work)).filter((one) => one.kind === 'ldap' && one.active && one.live)
        : [],
    )
    for (const provider of asked.slice(0, MAX_DIRECTORIES)) {
      const answer = await ask(provider, login, password)
      if (answer) return answer
    }
    return null
  },
}

/** What is to be done in the request's unit of work; null where this directory knows no such person. */
async function ask(provider: ProviderRow, login: string, password: string): ReturnType<PasswordSource['check']> {
  if (!provider.live) return null
  const finding = await askDirectory(provider.live, provider.mapping, login, password)
  if ('problem' in finding) {
    if (finding.problem === 'not_found' || finding.problem === 'wrong_credentials') return null
    return async (work) => {
      work.record(identityRefused, 0, { provider_id: provider.id, problem: finding.problem }, { email: null })
      return null
    }
  }
  return async (work) => {
    // It may have been switched off while it was asked.
    const now = await findProvider(work, provider.id)
    if (!now?.active) return null
    const resolved = await resolveIdentity(work, now, finding.identity)
    if (resolved.outcome === 'refused') return null
    return { user_id: resolved.user_id, method: 'ldap', provider_id: now.id }
  }
}
