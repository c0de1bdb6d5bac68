// The kinds of values a setting can have. Each reads the text of an environment variable and says, when it cannot,
// what would have been right; config.ts adds the name of the setting in front of that.
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { z } from 'zod'
import { readNetwork } from './outgoing/networks.ts'

/** Reads text with `parse`; `expected` completes the sentence "NAME must be …". */
function kind<Value>(expected: string, parse: (text: string) => Value | undefined) {
  return z.string().transform((text, context): Value => {
    const value = parse(text.trim())
    if (value !== undefined) return value
    context.addIssue({ code: 'custom', message: `must be ${expected}` })
    return z.NEVER
  })
}

/** An absolute path; a relative one starts at the current folder. */
export const path = () => kind('a path', (text) => (text.includes('\0') ? undefined : resolve(text)))

/** A whole number between `least` and `most`, both included. */
export const whole = (least: number, most: number) =>
  kind(`a whole number from ${least} to ${most}`, (text) => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
    return number >= least && number <= most ? number : undefined
  })

export const port = () => whole(0, 65535)

/** A name or address to listen on. */
export const host = () =>
  kind('a host name or IP address, such as 127.0.0.1 or 0.0.0.0', (text) =>
    isIP(text) || /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/i.test(text) ? text : undefined,
  )

export const oneOf = <const Choice extends string>(choices: readonly Choice[]) =>
  kind(`one of ${choices.join(', ')}`, (text) => choices.find((choice) => choice === text))

/** A comma-separated list of some of the choices, each at most once. */
export const someOf = <const Choice extends string>(choices: readonly Choice[]) =>
  kind(`a comma-separated list of ${choices.join(', ')}`, (text) => {
    const parts = listParts(text)
    const found = choices.filter((choice) => parts.includes(choice))
    return found.length === parts.length && found.length > 0 ? found : undefined
  })

/** A URL with one of the schemes (written without `:`). The message never repeats the value: it may hold a password. */
export const url = (schemes: readonly string[], example: string) =>
  kind(`a URL such as ${example}`, (text) => {
    if (!URL.canParse(text)) return undefined
    const parsed = new URL(text)
    return schemes.includes(parsed.protocol.slice(0, -1)) ? text.replace(/\/$/, '') : undefined
  })

/** Comma-separated IP networks, `10.0.0.0/8` or a single address. */
export const networks = () =>
  kind('a comma-separated list of networks such as 10.0.0.0/8, 2001:db8::/32', (text) => {
    const parts = listParts(text)
    return parts.length > 0 && parts.every((part) => readNetwork(part) !== null) ? parts : undefined
  })

/** Comma-separated names of servers, as they call themselves; `expected` says of what. Kept in small letters. */
export const names = (expected: string) =>
  kind(`a comma-separated list of ${expected}`, (text) => {
    const parts = listParts(text.toLowerCase())
    return parts.length > 0 && parts.every((part) => /^[a-z0-9][a-z0-9._-]{0,252}$/.test(part)) ? parts : undefined
  })

/** Comma-separated name servers as `node:dns` takes them: `9.9.9.9`, `9.9.9.9:53`, `[2620:fe::fe]:53`. */
export const nameServers = () =>
  kind('a comma-separated list of addresses such as 9.9.9.9 or 127.0.0.1:5353', (text) => {
    const parts = listParts(text)
    return parts.length > 0 && parts.every(isNameServer) ? parts : undefined
  })

function listParts(text: string): string[] {
  const parts = text.split(',').map((part) => part.trim())
  return [...new Set(parts.filter((part) => part !== ''))]
}

function isNameServer(text: string): boolean {
  const bracketed = /^\[([^\]]+)\](?::(\d{1,5}))?$/.exec(text) ?? /^(\d+\.\d+\.\d+\.\d+)(?::(\d{1,5}))?$/.exec(text)
  const address = bracketed?.[1] ?? text
  return isIP(address) !== 0 && Number(bracketed?.[2] ?? 53) <= 65535
}

/** A token: one word of any form. */
export function secretText() {
  return z.string().max(16_384).regex(/^\S+$/, 'must be one word')
}
