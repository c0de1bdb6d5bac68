// Finding people and organisations by the beginning of their names, and the name of one that is known by its id.
import { queryOptions } from '@tanstack/react-query'
import { read } from './request.ts'
import type { Organization, User } from './shapes.ts'

export type RecordKind = 'user' | 'organization'

export interface FoundRecord {
  id: string
  label: string
  detail?: string
}

const mostFound = 20
const root = '/api/v2'

/** Records whose name (or address, or domain) begins so. */
export async function findRecords(of: RecordKind, text: string, signal?: AbortSignal): Promise<FoundRecord[]> {
  const query = `autocomplete?name=${encodeURIComponent(text)}&per_page=${mostFound}`
  if (of === 'organization') {
    const reply = await read<{ organizations: Organization[] }>(`${root}/organizations/${query}`, signal)
    return reply.organizations.map(({ id, name }) => ({ id: String(id), label: name }))
  }
  const { users } = await read<{ users: User[] }>(`${root}/users/${query}`, signal)
  return users.map(({ id, name, email }) => ({ id: String(id), label: name, ...(email ? { detail: email } : {}) }))
}

/** What a record is called; its number when it is gone. */
export function recordNameQuery(of: RecordKind, id: number) {
  return queryOptions({
    queryKey: ['records', of, 'name', id],
    retry: false,
    staleTime: 300_000,
    queryFn: async ({ signal }): Promise<string> => {
      const path = `${root}/${of === 'user' ? 'users' : 'organizations'}/${id}`
      const reply = await read<{ user?: User; organization?: Organization }>(path, signal)
      return reply.user?.name ?? reply.organization?.name ?? String(id)
    },
  })
}
