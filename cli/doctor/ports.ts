// The ports: free, ours, or taken by somebody else.
import { createServer } from 'node:net'
import type { Config } from '../../server/platform/config.ts'
import { findHolder } from '../../server/platform/postgres/lock.ts'
import { type Finding, ok, problem } from './finding.ts'
import { isCustos, type Protocol } from './recognise.ts'

/** Whether each port can be had, by taking it for a moment. A running custos has its own ports rightly. */
export async function checkPorts(config: Config): Promise<Finding[]> {
  const { host, smtp_host, roles } = config
  const ports: (Port & { used: boolean })[] = [
    { protocol: 'http', host, port: config.http_port, used: roles.includes('web') },
    { protocol: 'smtp', host: smtp_host, port: config.smtp_port, used: roles.includes('mail') },
    { protocol: 'metrics', host: '127.0.0.1', port: config.metrics_port, used: true },
  ]
  const holder = await findHolder(config.data_dir)
  return await Promise.all(
    ports.filter(({ port, used }) => used && port !== 0).map((port) => checkPort(port, holder?.pid)),
  )
}

interface Port {
  protocol: Protocol
  host: string
  port: number
}

const SETTINGS = {
  http: { port: 'CUSTOS_HTTP_PORT', host: 'CUSTOS_HOST' },
  smtp: { port: 'CUSTOS_SMTP_PORT', host: 'CUSTOS_SMTP_HOST' },
  metrics: { port: 'CUSTOS_METRICS_PORT', host: 'CUSTOS_HOST' },
} as const

async function checkPort({ protocol, host, port }: Port, holder_pid: number | undefined): Promise<Finding> {
  const setting = SETTINGS[protocol]
  const code = await tryListen(host, port)
  if (code === undefined) return ok('port', `${host}:${port} is free`)
  if (code === 'EADDRINUSE') {
    if (await isCustos(protocol, host, port)) return ok('port', `${host}:${port} is in use by a running custos`)
    if (holder_pid !== undefined)
      return ok('port', `${host}:${port} is in use, presumably by the running custos (process ${holder_pid})`)
    return problem('port', `${host}:${port} is in use by another program`, `${setting.port}=${port + 1} npm start`)
  }
  if (code === 'EACCES')
    return problem('port', `${host}:${port} is reserved for root`, `${setting.port}=${port + 8000} npm start`)
  return problem('port', `${host}:${port} cannot be listened on (${code})`, `${setting.host}=127.0.0.1 npm start`)
}

function tryListen(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)))
  })
}
