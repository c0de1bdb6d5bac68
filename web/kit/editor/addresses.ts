// Addresses that a link may have.

/** http, https, mailto and tel; no scripts, no relative addresses. */
export function isSafeAddress(href: string | null): boolean {
  return href !== null && /^(https?:\/\/|mailto:|tel:)/i.test(href.trim())
}

/** What a person typed as an address, completed: "example.com" gets https, an e-mail address gets mailto. */
export function completeAddress(text: string): string | null {
  const address = text.trim()
  if (isSafeAddress(address)) return address
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address)) return `mailto:${address}`
  if (/^[^\s/:]+\.[^\s/:]{2,}(\/\S*)?$/.test(address)) return `https://${address}`
  return null
}
