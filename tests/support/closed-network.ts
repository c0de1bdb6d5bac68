// Closes the network for tests: a connection or a name look-up that would leave this machine throws, and fails the test
// even when the code under test swallows the error. Name servers on the loopback address (a test's own) are allowed.
import dns from 'node:dns'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'
import { afterEach } from 'vitest'

const STATE = Symbol.for('custos.closed-network')
const state: { [STATE]?: string[] } = globalThis as object // Only our own symbol is used on it.

if (state[STATE] === undefined) {
  state[STATE] = []
  closeNetwork(state[STATE])
}
const violations = state[STATE]

afterEach(() => {
  const seen = violations.splice(0)
  if (seen.length > 0) throw new Error(`The test tried to leave this machine: ${seen.join(', ')}`)
})

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown
type Methods = Record<string, AnyFunction>

function closeNetwork(seen: string[]): void {
  const refuse = (what: string): never => {
    seen.push(what)
    throw new Error(`The network is closed in tests: ${what}`)
  }
  guard(net.Socket.prototype as unknown as Methods, 'connect', (_, args) => {
    // Methods are replaced by name, whatever their signatures.
    const host = hostOf(args)
    if (host !== undefined && !isHere(host)) refuse(`connection to ${host}`)
  })
  for (const module of [dns, dns.promises] as unknown as Methods[]) {
    // As above.
    guard(module, 'lookup', (_, [name]) => {
      if (!isHere(String(name)) && net.isIP(String(name)) === 0) refuse(`look-up of ${name}`)
    })
  }
  const asking = [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype] as unknown as Methods[] // As above.
  for (const target of asking) {
    for (const method of Object.getOwnPropertyNames(target).filter((key) => /^(resolve|reverse)/.test(key))) {
      guard(target, method, (self, [name]) => {
        const servers = (self as { getServers?(): string[] } | undefined)?.getServers?.() ?? dns.getServers() // A resolver has its own servers.
        if (
          !servers.every((server) =>
            isHere(server.replace(/^\[([^\]]+)\].*$/, '$1').replace(/^(\d+(\.\d+){3}):\d+$/, '$1')),
          )
        )
          refuse(`${method} of ${name}`)
      })
    }
  }
  syncBuiltinESMExports()
}

function guard(target: Methods, name: string, check: (self: unknown, args: unknown[]) => void): void {
  const original = target[name]
  if (typeof original !== 'function') return
  target[name] = function (this: unknown, ...args: unknown[]) {
    check(this, args)
    return original.apply(this, args)
  }
}

/** What `socket.connect(…)` is asked to reach; undefined for a path or for the default, which is this machine. */
function hostOf(args: unknown[]): string | undefined {
  const first = Array.isArray(args[0]) ? args[0][0] : args[0] // net.connect() passes its arguments on as one array.
  if (typeof first === 'object' && first !== null) {
    const { path, host } = first as { path?: string; host?: string } // The options of net.connect.
    return path ? undefined : host
  }
  return Number.isNaN(Number(first)) || typeof args[1] !== 'string' ? undefined : args[1]
}

function isHere(host: string): boolean {
  return (
    ['localhost', '::1', '::', '0.0.0.0', '::ffff:127.0.0.1'].includes(host) ||
    host.endsWith('.localhost') ||
    /^127(\.\d+){3}$/.test(host)
  )
}
