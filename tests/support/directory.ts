// A directory that keeps a desk's team, for tests: SCIM switched on, a token, and requests as directories send them.
import type { Answer, TestAccount } from './desk.ts'

export interface Directory {
  token: string
  token_id: number
  /** A request with the token: `GET /Users?count=1`. */
  scim(route: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  patch(path: string, ...operations: object[]): Promise<Answer>
  addUser(parts?: object): Promise<Answer>
}

export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group'
export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
export const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
export const SCIM_JSON = { 'content-type': 'application/scim+json' }

let made = 0

/** `by` makes the token: an admin, or an owner. */
export async function newDirectory(desk: TestAccount, settings: object = {}, by = desk.admin): Promise<Directory> {
  const set = await desk.call(by, 'PUT /api/v2/scim', { scim: { enabled: true, ...settings } })
  if (set.status !== 200) throw new Error(set.text)
  const { body } = await desk.call(by, 'POST /api/v2/scim/tokens', { scim_token: { name: 'Directory' } })
  const { full_token: token, id: token_id } = body.scim_token
  const scim: Directory['scim'] = (route, given, headers = {}) => {
    const [method = '', path = ''] = route.split(' ')
    const text = given === undefined || typeof given === 'string' ? given : JSON.stringify(given)
    return desk.call(null, `${method} /scim/v2${path}`, text, {
      authorization: `Bearer ${token}`,
      ...(text === undefined ? {} : SCIM_JSON),
      ...headers,
    })
  }
  return {
    token,
    token_id,
    scim,
    patch: (path, ...Operations) => scim(`PATCH ${path}`, { schemas: [PATCH_OP], Operations }),
    addUser(parts = {}) {
      made += 1
      const userName = `person${made}-${process.pid}-${Date.now()}@corp.example`
      return scim('POST /Users', {
        schemas: [USER],
        userName,
        name: { givenName: 'Anna', familyName: 'Berg' },
        ...parts,
      })
    },
  }
}
