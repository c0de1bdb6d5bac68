// A new desk: the account with its first group and, where they are known already, its first owner. Otherwise a one-time
// link to the set-up page, which makes the owner.
import { type AccountMaker, accountSettings, createAccount, finishSetUp, type NewAccount } from '../accounts/index.ts'
import { addMember, createFirstGroup, createUser, findFirstGroup } from '../people/index.ts'
import type { Work } from '../platform/work.ts'
import { createLink } from './links/links.ts'
import { newPersonsHash } from './passwords/choosing.ts'
import { setPasswordHash } from './sessions.ts'

const FIRST_GROUP = 'Support'

export interface NewOwner {
  name: string
  email: string
  password: string
}

export interface NewDesk extends NewAccount {
  owner?: NewOwner
}

export interface CreatedDesk {
  account_id: number
  group_id: number
  owner_id: number | null
  /** The last part of `/setup/…`, where no owner was given. Shown once; valid for a day. */
  setup_token: string | null
}

/** Creates a desk in one transaction. 422 for a weak password or a bad address, `collision` for a host that is taken. */
export async function createDesk(maker: AccountMaker, { owner, ...account }: NewDesk): Promise<CreatedDesk> {
  const hash = owner && (await newPersonsHash(owner.password, [owner.email, owner.name, account.name]))
  const { account_id, furnished } = await createAccount(maker, account, async (work) => {
    const group_id = await createFirstGroup(work, FIRST_GROUP)
    if (!owner || !hash) return { group_id, owner_id: null, setup_token: await createLink(work, 'setup', null) }
    return { group_id, owner_id: await createOwner(work, owner, hash), setup_token: null }
  })
  if (!furnished) throw new Error('an account was created without what belongs to it')
  return { account_id, ...furnished }
}

/** The first owner, with a password, in the first group. Ends the set-up: of two at once, one gets 410. */
export async function createOwner(
  work: Work,
  owner: Omit<NewOwner, 'password'>,
  password_hash: string,
): Promise<number> {
  const user = await createUser(work, { name: owner.name, email: owner.email, is_owner: true, verified: true })
  await setPasswordHash(work, user.id, password_hash, 'invitation')
  const group = await findFirstGroup(work)
  if (group) await addMember(work, user.id, group.id)
  await finishSetUp(work, user.id)
  return user.id
}

/** A fresh set-up link, or null when the desk is set up. Earlier ones stop working. */
export async function renewSetupLink(work: Work): Promise<string | null> {
  const { is_set_up } = await accountSettings(work)
  return is_set_up ? null : await createLink(work, 'setup', null)
}
