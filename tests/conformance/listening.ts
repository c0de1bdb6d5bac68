// The product listening on a loopback port, for clients that bring their own HTTP. One account answers under that
// address; whoever calls this next takes it over.
import type { AddressInfo } from 'node:net'
import { forgetHosts } from '../../server/accounts/hosts.ts'
import { newAccount, type Person, type TestAccount } from '../support/desk.ts'

const LOOPBACK = '127.0.0.1'

export interface Listening extends TestAccount {
  /** `http://127.0.0.1:port` */
  origin: string
  /** The whole request over a socket: what inject() cannot show, such as compression. */
  fetch(as: Person | null, route: string, init?: RequestInit): Promise<Response>
  close(): Promise<void>
}

/** A new account, answering at `origin`. Close it. */
export async function listen(): Promise<Listening> {
  const account = await newAccount()
  const { pool } = account.desk
  await pool.query(
    'insert into account_hosts (host, account_id) values ($1, $2) on conflict (host) do update set account_id = excluded.account_id',
    [LOOPBACK, account.account_id],
  )
  forgetHosts(pool)
  const app = await account.desk.openHttp()
  await app.listen({ host: LOOPBACK, port: 0 })
  const { port } = app.server.address() as AddressInfo // it listens on TCP
  const origin = `http://${LOOPBACK}:${port}`
  return {
    ...account,
    origin,
    fetch: (as, route, init = {}) => {
      const [method, path] = route.split(' ')
      const headers = { ...(as ? { authorization: as.authorization } : {}), ...init.headers }
      return fetch(`${origin}${path}`, { ...init, method, headers })
    },
    async close() {
      app.server.closeAllConnections()
      await app.close()
      await pool.query('delete from account_hosts where host = $1', [LOOPBACK])
      forgetHosts(pool)
    },
  }
}
