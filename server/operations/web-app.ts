// Serves the agent's app as vite built it: files whose names change with their contents, and one page for every address
// below /agent. Beside the endpoints on purpose: this works without a database and without an account.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { Refusal } from '../platform/errors.ts'

const BUILT = join(import.meta.dirname, '../../dist/web')
const YEAR_MS = 365 * 24 * 3_600_000
/** Icons and the like, which keep their names. */
const HOUR_MS = 3_600_000
const ASSET = /^assets\/[\w-][\w.-]{0,150}$/
const PLAIN_FILE = /^[\w-]{1,60}\.(?:svg|png|ico|webmanifest)$/
const NOT_BUILT = `The pages are not built yet.

In the folder of Custos, run:  bin/custos start
It builds them when they are missing or older than their sources.
`

/** Adds GET and HEAD /agent, /agent/*, /agent/passkeys.js and /favicon.svg. `folder` is where the build lies. */
export async function addWebApp(app: FastifyInstance, folder: string = BUILT): Promise<void> {
  // Files that a build left compressed are sent as they are; the rest is compressed on the way out.
  await app.register(fastifyStatic, { root: folder, serve: false, preCompressed: true, index: false, dotfiles: 'deny' })
  const method = ['GET', 'HEAD']
  const config = { rateLimit: false as const }
  // The server-rendered pages have the same icon.
  app.route({
    method,
    config,
    url: '/favicon.svg',
    handler: async (_request, reply) => await reply.sendFile('favicon.svg', { maxAge: HOUR_MS }),
  })
  // The one script of the server-rendered pages: it asks the browser for a passkey.
  app.route({
    method,
    config,
    url: '/agent/passkeys.js',
    handler: async (_request, reply) => await reply.sendFile('passkeys.js', { maxAge: 0 }),
  })
  app.route({ method, config, url: '/agent', handler: (_request, reply) => sendPage(reply, folder) })
  app.route<{ Params: { '*': string } }>({
    method,
    config,
    url: '/agent/*',
    handler: async (request, reply) => {
      const path = request.params['*']
      if (ASSET.test(path)) return await reply.sendFile(path, { maxAge: YEAR_MS, immutable: true })
      if (path.startsWith('assets/')) throw new Refusal('no_such_endpoint')
      if (PLAIN_FILE.test(path)) return await reply.sendFile(path, { maxAge: HOUR_MS })
      return await sendPage(reply, folder)
    },
  })
}

/** The app's page, asked for anew each time, since it names the files of the newest build. */
async function sendPage(reply: FastifyReply, folder: string): Promise<FastifyReply> {
  reply.header('cache-control', 'no-cache')
  try {
    return await reply.type('text/html; charset=utf-8').send(await readFile(join(folder, 'index.html')))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    return await reply.status(503).type('text/plain; charset=utf-8').send(NOT_BUILT)
  }
}
