// Whom restrictions would shut out, told from where people are signed in. A session is kept until a day after its end.
import { findSignInUser, listUsersByIds } from '../../people/index.ts'
import { sql } from '../../platform/db.ts'
import type { Role, Work } from '../../platform/work.ts'
import { mayComeFrom } from './policy.ts'
import type { IpRestrictions } from './schema.ts'

/** The newest sessions that are looked at. */
const MAX_LOOKED_AT = 2_000
/** People who are named. */
const MAX_NAMED = 100

export interface ShutOut {
  user_id: number
  name: string
  role: Role
  addresses: string[]
}

export async function shutOut(
  work: Work,
  restrictions: IpRestrictions,
): Promise<{ people: ShutOut[]; looked_at: number }> {
  const sessions = await work.db.all<{ id: number; user_id: number; sealed: Buffer }>(sql`
    select id, user_id, sealed from sessions where account_id = ${work.account_id}::bigint order by id desc limit ${MAX_LOOKED_AT}`)
  const addresses = new Map<number, Set<string>>()
  for (const { id, user_id, sealed } of sessions) {
    const { ip } = work.sealing.open<{ ip: string | null }>(`sessions/${id}/sealed`, sealed)
    if (ip !== null) addresses.set(user_id, (addresses.get(user_id) ?? new Set()).add(ip))
  }
  const people: ShutOut[] = []
  for (const [user_id, from] of addresses) {
    if (people.length >= MAX_NAMED) break
    const user = await findSignInUser(work, user_id)
    if (!user?.active) continue
    const actor = { kind: 'user', role: user.role } as const
    const outside = [...from].filter((ip) => !mayComeFrom(restrictions, actor, ip, work.now))
    if (outside.length > 0) people.push({ user_id, name: '', role: user.role, addresses: outside })
  }
  const named = await listUsersByIds(
    work,
    people.map((one) => one.user_id),
    '',
  )
  const names = new Map(named.map((user) => [user.id, user.name]))
  return {
    people: people.map((one) => ({ ...one, name: names.get(one.user_id) ?? '' })),
    looked_at: sessions.length,
  }
}
