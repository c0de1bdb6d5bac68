// Sessions as people see them: whose, since when, with which browser, from which network.
import { getUser, isSelf, mayEditUser } from '../people/index.ts'
import { sql } from '../platform/db.ts'
import { notFound, Refusal } from '../platform/errors.ts'
import { listPage, type PagingQuery, type PagingReply } from '../platform/http/paging.ts'
import { requireProof } from '../platform/http/step-up.ts'
import type { Role, Work } from '../platform/work.ts'
import { deviceName, networkOf } from './devices/naming.ts'
import { sessionEnded } from './events.ts'
import { deleteSession } from './queries.ts'
import type { SessionRow, SessionView } from './schema.ts'
import { endSessionsOf } from './sessions.ts'

type StoredSession = SessionRow & { sealed: Buffer; user_role: Role }

const columns = sql`s.id, s.user_id, s.method, s.provider_id, s.device_id, s.created_at, s.last_seen_at, s.proved_at, s.expires_at, s.idle_s, s.sealed, u.role as user_role`
const from = sql`sessions s join users u on u.account_id = s.account_id and u.id = s.user_id`
/** Ended at once; whoever has more asks again. */
const MOST_ENDED = 5_000

function isAdmin(work: Work): boolean {
  const { actor } = work
  return actor.kind === 'system' || (actor.kind === 'user' && (actor.role === 'admin' || actor.role === 'owner'))
}

/** Not expired, and used within its idle time. */
const isOpen = (work: Work) =>
  sql`s.expires_at > ${work.now}::timestamptz and s.last_seen_at + make_interval(secs => s.idle_s) > ${work.now}::timestamptz`

/** 403 for sessions of others, but for admins and people they may edit; 404 for people one does not see. */
async function checkMaySee(work: Work, user_id: number): Promise<void> {
  const user = await getUser(work, user_id)
  if (!isSelf(work.actor, user) && !(isAdmin(work) && mayEditUser(work.actor, user))) throw new Refusal('forbidden')
}

/** Open sessions: of one person, of a role, of everybody; others than admins have their own. */
export async function listOpenSessions(
  work: Work,
  filter: { user_id?: number; role?: Role },
  query: PagingQuery,
  url: URL,
): Promise<{ sessions: SessionView[]; paging: PagingReply }> {
  if (filter.user_id !== undefined) await checkMaySee(work, filter.user_id)
  const own = work.actor.kind === 'user' && !isAdmin(work) ? work.actor.user_id : undefined
  const user_id = filter.user_id ?? own
  const whose = user_id === undefined ? sql`` : sql` and s.user_id = ${user_id}::bigint`
  const role = filter.role === undefined ? sql`` : sql` and u.role = ${filter.role}`
  const { rows, paging } = await listPage<StoredSession>(
    work,
    {
      columns,
      from,
      where: sql`s.account_id = ${work.account_id}::bigint and ${isOpen(work)}${whose}${role}`,
      id: sql`s.id`,
      sorts: {
        id: { by: sql`s.id`, type: 'bigint' },
        last_seen_at: { by: sql`s.last_seen_at`, type: 'timestamptz' },
      },
      default_sort: '-id',
    },
    query,
    url,
  )
  return { sessions: rows.map((row) => view(work, row)), paging }
}

/** One open session. 404 when there is none such. */
export async function getOpenSession(work: Work, user_id: number, session_id: number): Promise<SessionView> {
  await checkMaySee(work, user_id)
  const row = await work.db.first<StoredSession>(sql`
    select ${columns} from ${from}
    where s.account_id = ${work.account_id}::bigint and s.user_id = ${user_id}::bigint and s.id = ${session_id}::bigint and ${isOpen(work)}`)
  if (!row) throw notFound()
  return view(work, row)
}

function view(work: Work, { sealed, ...row }: StoredSession): SessionView {
  const { ip, user_agent } = work.sealing.open<{ ip: string | null; user_agent: string | null }>(
    `sessions/${row.id}/sealed`,
    sealed,
  )
  const is_current = work.actor.kind === 'user' && work.actor.session_id === row.id
  return { ...row, device_name: deviceName(user_agent), network: networkOf(ip), is_current }
}

/**
 * 403 where an open page alone would end other sessions than its own (ASVS 5.0, 7.5.2), of others or of the same person. A
 * token may end those of its person; whoever signs out is never asked.
 */
export function mustHaveProved(work: Work, user_id: number, session_id: number | null): void {
  const { actor } = work
  const is_own = isSelf(actor, { id: user_id })
  if (is_own && actor.kind === 'user' && (actor.session_id === null || actor.session_id === session_id)) return
  requireProof(work)
}

/** Ends one session: one's own, or of somebody an admin may edit. */
export async function endOneSession(work: Work, user_id: number, session_id: number): Promise<void> {
  await getOpenSession(work, user_id, session_id)
  mustHaveProved(work, user_id, session_id)
  await deleteSession(work, session_id)
  const reason = isSelf(work.actor, { id: user_id }) ? 'signed_out' : 'ended_by_staff'
  work.record(sessionEnded, user_id, { session_id, reason })
}

/** Ends all sessions of a person; `keep_current` spares the one that asks. Returns how many ended. */
export async function endAllSessionsOf(
  work: Work,
  user_id: number,
  options: { keep_current?: boolean } = {},
): Promise<number> {
  await checkMaySee(work, user_id)
  const { actor } = work
  mustHaveProved(work, user_id, null)
  const except = options.keep_current === true && actor.kind === 'user' ? actor.session_id : null
  const reason = isSelf(actor, { id: user_id }) ? 'signed_out' : 'ended_by_staff'
  return await endSessionsOf(work, user_id, reason, { except })
}

/** Ends the sessions of a role or of everybody, but the one that asks. Owners' are ended by owners only. */
export async function endSessionsOfRole(work: Work, role: Role | null): Promise<number> {
  if (!isAdmin(work)) throw new Refusal('forbidden')
  const which = role === null ? sql`` : sql` and u.role = ${role}`
  const rows = await work.db.all<{ user_id: number; role: Role }>(sql`
    select distinct s.user_id, u.role from ${from} where s.account_id = ${work.account_id}::bigint${which} order by s.user_id limit ${MOST_ENDED}`)
  let ended = 0
  for (const person of rows) {
    const is_own = isSelf(work.actor, { id: person.user_id })
    if (!is_own && !mayEditUser(work.actor, await getUser(work, person.user_id))) continue
    const except = is_own && work.actor.kind === 'user' ? work.actor.session_id : null
    ended += await endSessionsOf(work, person.user_id, is_own ? 'signed_out' : 'ended_by_staff', { except })
  }
  return ended
}
