// /healthz and /readyz, for whoever keeps the process running. They are not endpoints of a desk: they answer under any
// host name, without an account and without a database, and tell strangers one word.
import type { FastifyInstance } from 'fastify'
import type { Platform } from '../../platform/platform.ts'
import { type Check, checkReadiness } from './checks.ts'

/** Strangers may ask as often as they like: the database is asked once in this time. */
const KEPT_MS = 1_000

export function addProbes(app: FastifyInstance, platform: Platform): void {
  let kept: { checks: Promise<Check[]>; until_ms: number } | undefined

  function currentChecks(): Promise<Check[]> {
    if (!kept || kept.until_ms < performance.now())
      kept = { checks: checkReadiness(platform), until_ms: performance.now() + KEPT_MS }
    return kept.checks
  }

  const options = { config: { rateLimit: false } }
  app.get('/healthz', options, async (_request, reply) => {
    return await reply.header('cache-control', 'no-store').send({ status: 'ok' })
  })
  app.get('/readyz', options, async (_request, reply) => {
    const is_ready = (await currentChecks()).every((check) => check.state !== 'problem')
    reply.header('cache-control', 'no-store').status(is_ready ? 200 : 503)
    return await reply.send({ status: is_ready ? 'ok' : 'not ok' })
  })
}
