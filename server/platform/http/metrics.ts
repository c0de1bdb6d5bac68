// Counters for Prometheus, by route pattern (never by URL), served on a port of their own.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

export interface HttpMetrics {
  observe(route: string, method: string, status: number, elapsed_ms: number): void
}

export interface Metrics extends HttpMetrics {
  registry: Registry
  mails: Counter<'direction' | 'result'>
  jobs: Counter<'task' | 'result'>
  sockets: Gauge
}

export function openMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'custos_http_request_seconds',
    help: 'Duration of HTTP requests',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
    registers: [registry],
  })
  return {
    registry,
    observe: (route, method, status, elapsed_ms) =>
      requests.observe({ route, method, status: `${Math.floor(status / 100)}xx` }, elapsed_ms / 1000),
    mails: new Counter({
      name: 'custos_mails_total',
      help: 'Mails by direction and result',
      labelNames: ['direction', 'result'],
      registers: [registry],
    }),
    jobs: new Counter({
      name: 'custos_jobs_total',
      help: 'Jobs by task and result',
      labelNames: ['task', 'result'],
      registers: [registry],
    }),
    sockets: new Gauge({ name: 'custos_live_sockets', help: 'Open live connections', registers: [registry] }),
  }
}

/** Reports a number that somebody else counts, read when it is asked for. It only grows. */
export function reportTotal(metrics: Metrics, name: string, help: string, read: () => number): void {
  new Counter({
    name,
    help,
    registers: [metrics.registry],
    collect() {
      this.reset()
      this.inc(read())
    },
  })
}
