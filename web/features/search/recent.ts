/** The last searches of this browser's reader: kept for the session only, as searches can hold customers' words. */
const storageKey = 'custos.searches'
const most = 8

export function recentSearches(): string[] {
  return read(sessionStorage.getItem(storageKey))
}

/** Puts a search on top; the same one stands there once. */
export function rememberSearch(query: string): void {
  if (query.trim() === '') return
  const next = [query, ...recentSearches().filter((other) => other !== query)].slice(0, most)
  sessionStorage.setItem(storageKey, JSON.stringify(next))
}

export function forgetSearches(): void {
  sessionStorage.removeItem(storageKey)
}

/** What was stored; damaged storage counts as none. */
function read(text: string | null): string[] {
  try {
    const stored: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(stored) ? stored.filter((one) => typeof one === 'string').slice(0, most) : []
  } catch (error) {
    if (error instanceof SyntaxError) return []
    throw error
  }
}
