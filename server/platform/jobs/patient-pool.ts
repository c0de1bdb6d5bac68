// The pool as graphile-worker gets it. It repeats its bookkeeping when an error's code says "later", but knows few such
// codes, and an error it does not know goes unheard and ends the process. So a connection that was lost, however that
// is called, bears the code here that it repeats soonest after (from 50 ms to 5 s, a hundred times).
import type pg from 'pg'

const LATER = '40001'
const LOST_CODES = new Set([
  'EPIPE',
  'ECONNRESET',
  'ECONNREFUSED',
  'ENOENT',
  'ENOTCONN',
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08003',
  '08006',
  '53300',
])
const LOST_MESSAGES = /Connection terminated|not queryable|Client was closed|timeout exceeded when trying to connect/

/** The same pool, whose lost connections can be waited for. */
export function patientPool(pool: pg.Pool): pg.Pool {
  return new Proxy(pool, {
    get(target, name) {
      if (name === 'connect') {
        // With a callback it asks for the connection it listens on, which it replaces by itself.
        return (callback?: Parameters<pg.Pool['connect']>[0]) =>
          callback ? target.connect(callback) : target.connect().then(patientClient, askLater)
      }
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

function patientClient(client: pg.PoolClient): pg.PoolClient {
  return new Proxy(client, {
    get(target, name) {
      if (name === 'query') return (...query: [string]) => target.query(...query).catch(askLater) // graphile calls it with promises only
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

function askLater(error: unknown): never {
  if (error instanceof Error) {
    const code = 'code' in error ? String(error.code) : ''
    if (LOST_CODES.has(code) || LOST_MESSAGES.test(error.message))
      throw Object.assign(new Error('the database is away', { cause: error }), { code: LATER })
  }
  throw error
}
