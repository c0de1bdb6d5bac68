// Where a token's sender wants the browser to go: a path of ours, or the address of one under a host of this account.
import { localPath } from '../../access/index.ts'

const RETURN = /^\/access\/jwt\/(\d{1,16})\/return\?state=([\w-]{43})$/

/** The path of ours that an address means; null for anywhere else. `origins` are the account's own. */
export function pathOf(text: string | undefined, origins: readonly string[]): string | null {
  if (text === undefined) return null
  const own = origins.find((origin) => text === origin || text.startsWith(`${origin}/`))
  return localPath(own === undefined ? text : text.slice(own.length) || '/')
}

/** Where the remote server sends a visitor back to, so that we know what was asked. */
export function returnAddress(origin_url: string, provider_id: number, state: string): string {
  return `${origin_url}/access/jwt/${provider_id}/return?state=${state}`
}

/** The question that an answer belongs to. */
export function questionOf(path: string | null): { provider_id: number; state: string } | null {
  const [, provider_id, state] = RETURN.exec(path ?? '') ?? []
  return provider_id === undefined || state === undefined ? null : { provider_id: Number(provider_id), state }
}
