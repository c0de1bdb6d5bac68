import { read } from './request.ts'

const pageSize = 100
/** Three thousand records; beyond that, lists that show everything are not what one wants. */
const mostPages = 30

/** All pages of a list, one after another, up to a limit. */
export async function readAll<Item>(address: string, key: string, signal: AbortSignal): Promise<Item[]> {
  const items: Item[] = []
  let next: string | null = `${address}${address.includes('?') ? '&' : '?'}page[size]=${pageSize}`
  for (let page = 0; page < mostPages && next; page++) {
    const reply: Record<string, unknown> = await read(next, signal)
    items.push(...(reply[key] as Item[])) // the list this address answers with
    const { meta, links } = reply as { meta: { has_more: boolean }; links: { next: string | null } } // cursor paging
    const following: URL | null = meta.has_more && links.next ? new URL(links.next) : null
    next = following && `${following.pathname}${following.search}`
  }
  return items
}
