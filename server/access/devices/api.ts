// Endpoints of the browsers that people signed in with.
import { z } from 'zod'
import { getUser, isSelf, mayEditUser } from '../../people/index.ts'
import { notFound, Refusal } from '../../platform/errors.ts'
import { endpoint, SIGNED_IN } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { pagingQuery, pagingReply, wholeList } from '../../platform/http/paging.ts'
import { apiTime } from '../../platform/instants.ts'
import type { Work } from '../../platform/work.ts'
import { deviceForgotten, sessionEnded } from '../events.ts'
import { deleteSessionsOfDevice } from '../queries.ts'
import { mustHaveProved } from '../session-list.ts'
import { type DeviceView, deleteDevice, listDevices } from './queries.ts'

const deviceSchema = z.object({
  id: z.number(),
  url: z.string(),
  user_id: z.number(),
  name: z.string().describe('What the browser calls itself'),
  network: z.string().nullable().describe('The network of its last sign-in; countries are not looked up'),
  created_at: z.string(),
  last_used_at: z.string().describe('When somebody last signed in with it'),
})

function deviceReply(device: DeviceView, origin_url: string): z.output<typeof deviceSchema> {
  return {
    id: device.id,
    url: `${origin_url}/api/v2/users/${device.user_id}/devices/${device.id}.json`,
    user_id: device.user_id,
    name: device.name,
    network: device.network,
    created_at: apiTime(device.created_at),
    last_used_at: apiTime(device.last_used_at),
  }
}

async function checkMaySee(work: Work, user_id: number): Promise<void> {
  const user = await getUser(work, user_id)
  const { actor } = work
  const is_admin = actor.kind === 'user' && (actor.role === 'admin' || actor.role === 'owner')
  if (!isSelf(actor, user) && !(is_admin && mayEditUser(actor, user))) throw new Refusal('forbidden')
}

/** Forgets a browser and ends its sessions: it is a new one when it comes back. 404 when there is none such. */
export async function forgetDevice(work: Work, user_id: number, device_id: number): Promise<void> {
  await checkMaySee(work, user_id)
  mustHaveProved(work, user_id, null)
  if (!(await deleteDevice(work, user_id, device_id))) throw notFound()
  work.record(deviceForgotten, user_id, { device_id })
  const reason = isSelf(work.actor, { id: user_id }) ? 'signed_out' : 'ended_by_staff'
  for (const session_id of await deleteSessionsOfDevice(work, user_id, device_id))
    work.record(sessionEnded, user_id, { session_id, reason })
}

const list = endpoint({
  route: 'GET /api/v2/users/{user_id}/devices',
  summary: 'List the browsers that a person signed in with',
  allow: SIGNED_IN,
  params: z.object({ user_id: idParam }),
  query: z.object(pagingQuery),
  reply: z.object({ devices: z.array(deviceSchema), ...pagingReply }),
  async run({ work, params: { user_id }, query, origin_url }) {
    await checkMaySee(work, user_id)
    const devices = await listDevices(work, user_id)
    return { devices: devices.map((row) => deviceReply(row, origin_url)), ...wholeList(devices.length, query) }
  },
})

const forget = endpoint({
  route: 'DELETE /api/v2/users/{user_id}/devices/{device_id}',
  summary: 'Forget a browser of a person, and end its sessions',
  allow: SIGNED_IN,
  step_up: 'in sessions',
  params: z.object({ user_id: idParam, device_id: idParam }),
  reply: null,
  async run({ work, params }) {
    await forgetDevice(work, params.user_id, params.device_id)
    return null
  },
})

export const deviceEndpoints = [list, forget]
