// Load: so many clients, each doing one thing after another, for a time or a number of times, whichever ends first.
import { Agent, request } from 'node:http'

export interface Load {
  clients: number
  seconds: number
  /** At most this many in all. */
  most?: number
  /** The first share of the time is not counted: caches fill, code is compiled. */
  warm_up_s?: number
}

export interface Measured {
  count: number
  per_second: number
  p50_ms: number
  p95_ms: number
  p99_ms: number
}

/** Runs `once` under load. `onWarm` is called when counting begins, for other meters. */
export async function underLoad(
  load: Load,
  once: (client: number, turn: number) => Promise<void>,
  onWarm?: () => Promise<void>,
): Promise<Measured> {
  const latencies: number[] = []
  const warm_at = performance.now() + (load.warm_up_s ?? 0) * 1000
  let started = load.warm_up_s ? Number.POSITIVE_INFINITY : performance.now()
  let ends_at = warm_at + load.seconds * 1000
  let turn = 0
  const warm = load.warm_up_s
    ? new Promise<void>((resolve) => setTimeout(resolve, load.warm_up_s! * 1000)).then(async () => {
        // just tested
        await onWarm?.()
        started = performance.now()
        ends_at = started + load.seconds * 1000
      })
    : onWarm?.()
  async function client(number: number): Promise<void> {
    while (performance.now() < ends_at && turn < (load.most ?? Number.POSITIVE_INFINITY)) {
      const began = performance.now()
      await once(number, turn++)
      if (began >= started) latencies.push(performance.now() - began)
    }
  }
  await Promise.all([warm, ...Array.from({ length: load.clients }, (_, number) => client(number))])
  return describe(latencies, (performance.now() - started) / 1000)
}

function describe(latencies: number[], seconds: number): Measured {
  latencies.sort((a, b) => a - b)
  const at = (share: number) =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? Number.NaN
  return {
    count: latencies.length,
    per_second: latencies.length / seconds,
    p50_ms: at(0.5),
    p95_ms: at(0.95),
    p99_ms: at(0.99),
  }
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 })

export interface HttpAnswer {
  status: number
  text: string
}

/** One HTTP request over a connection that is kept. Throws on an answer outside 2xx: what fails must not count as fast. */
export function call(method: string, url: string, headers: Record<string, string>, body?: string): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method,
        agent,
        headers:
          body === undefined
            ? headers
            : { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      },
      (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('error', reject)
        answer.on('end', () => {
          const status = answer.statusCode ?? 0
          const text = Buffer.concat(parts).toString('utf8')
          if (status >= 200 && status < 300) resolve({ status, text })
          else reject(new Error(`${method} ${url} answered ${status}: ${text.slice(0, 300)}`))
        })
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}
