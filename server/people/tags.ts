// Tags as the API takes them: lower case, without spaces, each once.
const MAX_TAG = 255

/** Normalised tags in alphabetical order; blank ones are dropped. */
export function normaliseTags(tags: readonly string[]): string[] {
  const clean = tags
    .map((tag) => tag.trim().toLowerCase().replaceAll(/\s+/g, '_').slice(0, MAX_TAG))
    .filter((tag) => tag !== '')
  return [...new Set(clean)].sort()
}
