// Making and changing service accounts. Only in a session: a program that makes or frees programs would go on when its
// own token is revoked.
import { createUser, findUser, mayEditUser, type UserRow, updateUser } from '../../people/index.ts'
import { invalid, notFound, Refusal } from '../../platform/errors.ts'
import type { Work } from '../../platform/work.ts'
import { newSecret } from '../secrets.ts'
import { revokeTokensOf } from './actions.ts'
import { serviceAccountChanged, serviceAccountCreated } from './events.ts'
import {
  findServiceAccountRow,
  insertServiceAccount,
  listServiceAccounts,
  MAX_SERVICE_ACCOUNTS,
  type ServiceAccountRow,
  savePurpose,
} from './service-accounts.ts'

const ADDRESS_DOMAIN = 'service.invalid'

export interface ServiceAccountWrite {
  name: string
  role: 'agent' | 'admin'
  /** What an agent may do; null is all that agents may. */
  custom_role_id: number | null
  purpose: string
}

export interface ServiceAccount {
  row: ServiceAccountRow
  user: UserRow
}

/** One that was not deleted. 404 otherwise. */
export async function getServiceAccount(work: Work, id: number): Promise<ServiceAccount> {
  const [row, user] = [await findServiceAccountRow(work, id), await findUser(work, id)]
  if (!row || !user?.active) throw notFound()
  return { row, user }
}

function refuseTokens({ actor }: Work): void {
  if (actor.kind !== 'system' && (actor.kind !== 'user' || actor.session_id === null)) throw new Refusal('forbidden')
}

/** 403 with a token, and for a role that is not the actor's to give; 422 for a role that is none. */
export async function createServiceAccount(work: Work, write: ServiceAccountWrite): Promise<ServiceAccount> {
  refuseTokens(work)
  if ((await listServiceAccounts(work)).length >= MAX_SERVICE_ACCOUNTS)
    throw invalid('base', `An account has at most ${MAX_SERVICE_ACCOUNTS} service accounts: delete one first`)
  const { purpose, ...person } = write
  const email = `service-${newSecret().slice(0, 12).replaceAll(/[-_]/g, 'x').toLowerCase()}@${ADDRESS_DOMAIN}`
  const user = await createUser(work, { ...person, email, verified: true })
  const created_by_id = work.actor.kind === 'user' ? work.actor.user_id : null
  const row = { user_id: user.id, purpose, created_by_id, created_at: work.now }
  await insertServiceAccount(work, row)
  work.record(serviceAccountCreated, user.id, { role: write.role })
  return { row, user }
}

/**
 * Changes a service account. Switched off, it is suspended and all its tokens are revoked: switched on again, it needs
 * new ones. 403 with a token and for those above the actor, 422 for roles that are none.
 */
export async function changeServiceAccount(
  work: Work,
  id: number,
  change: { [Key in keyof ServiceAccountWrite]?: ServiceAccountWrite[Key] | undefined } & {
    active?: boolean | undefined
  },
): Promise<ServiceAccount> {
  refuseTokens(work)
  const { row, user } = await getServiceAccount(work, id)
  if (!mayEditUser(work.actor, user)) throw new Refusal('forbidden')
  const was_active = !user.suspended
  const { purpose = row.purpose, active = was_active, ...person } = change
  await updateUser(work, id, { ...person, suspended: !active })
  if (purpose !== row.purpose) await savePurpose(work, id, purpose)
  const tokens_revoked = active ? 0 : await revokeTokensOf(work, { user_id: id })
  const fields = [...(purpose === row.purpose ? [] : ['purpose']), ...(active === was_active ? [] : ['active'])]
  if (fields.length > 0)
    work.record(
      serviceAccountChanged,
      id,
      { fields, previous_active: was_active, active, tokens_revoked },
      { before: { purpose: row.purpose }, after: { purpose } },
    )
  return await getServiceAccount(work, id)
}
