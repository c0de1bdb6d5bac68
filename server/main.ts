// Starts the roles this process has: web, worker, mail. Each can run alone against the same database.
import { createServer, type Server } from 'node:http'
import { ALL_JOBS, type Desk, openDesk } from './compose.ts'
import * as mail from './mail/index.ts'
import * as operations from './operations/index.ts'
import type { Config } from './platform/config.ts'
import type { PgConnection } from './platform/db.ts'
import { releaseAbandonedJobs, startWorker } from './platform/jobs/worker.ts'
import { openLog } from './platform/log.ts'

export interface RunningServer {
  desk: Desk
  urls: { http: string | null; smtp: string | null; metrics: string | null; setup: string | null }
  stop(): Promise<void>
}

/** Starts serving. `is_only_process` is true in embedded mode, where jobs locked by a dead worker can be freed at once. */
export async function startServer(
  config: Config,
  connection: PgConnection,
  is_only_process: boolean,
): Promise<RunningServer> {
  const log = openLog(config.log_level)
  const desk = await openDesk(config, connection, log)
  const stops: (() => Promise<void>)[] = [() => desk.close()]
  const urls: RunningServer['urls'] = { http: null, smtp: null, metrics: null, setup: null }
  try {
    const setup_token = await operations.prepareFirstStart(desk)
    if (config.roles.includes('worker')) {
      if (is_only_process) await releaseAbandonedJobs(desk.pool)
      await mail.sweepDeliveries(desk, { is_only_process })
      const worker = await startWorker(desk, desk.pool, ALL_JOBS, config.worker_concurrency)
      stops.unshift(() => worker.stop())
    }
    if (config.roles.includes('mail')) {
      const receiving = await mail.startReceiving(desk)
      stops.unshift(() => receiving.stop())
      urls.smtp = `smtp://${config.smtp_host}:${receiving.smtp_port}`
    }
    if (config.roles.includes('web')) {
      const app = await desk.openHttp()
      await app.listen({ host: config.host, port: config.http_port })
      stops.unshift(() => app.close())
      urls.http = config.public_url ?? `http://${config.host}:${config.http_port}`
      if (setup_token) urls.setup = `${urls.http}/setup/${setup_token}`
    }
    if (config.metrics_port !== 0) {
      const metrics = await serveMetrics(desk, config)
      stops.unshift(() => new Promise((resolve) => metrics.close(() => resolve())))
      urls.metrics = `http://127.0.0.1:${config.metrics_port}/metrics`
    }
  } catch (error) {
    for (const stop of stops) await stop()
    throw error
  }
  return {
    desk,
    urls,
    async stop() {
      for (const stop of stops) await stop()
    },
  }
}

/** Prometheus metrics, on loopback and a port of their own: they are for the operator, not for visitors. */
async function serveMetrics(desk: Desk, config: Config): Promise<Server> {
  const server = createServer((_request, response) => {
    desk.metrics.registry.metrics().then(
      (text) => response.setHeader('content-type', desk.metrics.registry.contentType).end(text),
      () => response.writeHead(500).end(),
    )
  })
  await new Promise<void>((resolve, reject) =>
    server.once('error', reject).listen(config.metrics_port, '127.0.0.1', resolve),
  )
  return server
}
