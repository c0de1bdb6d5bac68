import { createServer } from 'node:net'
import type { Config } from '../../server/platform/config.ts'
import { findHolder } from '../../server/platform/postgres/lock.ts'
import { type Finding, ok, problem } from './finding.ts'

/** Whether each port can be had, by taking it for a moment. A running custos has its own ports rightly. */
export async function checkPorts(config: Config): Promise<Finding[]> {
  const holder = await findHolder(config.data_dir)
  const ports = [
    { name: 'CUSTOS_HTTP_PORT', host: config.host, port: config.http_port, used: config.roles.includes('web') },
    { name: 'CUSTOS_SMTP_PORT', host: config.smtp_host, port: config.smtp_port, used: config.roles.includes('mail') },
    { name: 'CUSTOS_METRICS_PORT', host: '127.0.0.1', port: config.metrics_port, used: true },
  ].filter(({ port, used }) => used && port !== 0)
  return Promise.all(
    ports.map(async ({ name, host, port }) => {
      const code = await tryListen(host, port)
      if (code === undefined) return ok('port', `${host}:${port} is free`)
      if (code === 'EADDRINUSE' && holder)
        return ok('port', `${host}:${port} is in use, presumably by the running custos (process ${holder.pid})`)
      if (code === 'EADDRINUSE')
        return problem('port', `${host}:${port} is in use by another program`, `${name}=${port + 1} npm start`)
      if (code === 'EACCES')
        return problem('port', `${host}:${port} is reserved for root`, `${name}=${port + 8000} npm start`)
      return problem('port', `${host}:${port} cannot be listened on (${code})`, `CUSTOS_HOST=127.0.0.1 npm start`)
    }),
  )
}

function tryListen(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)))
  })
}
