// The app's files, from a build made up for the test.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addWebApp } from './web-app.ts'

const PAGE = '<!doctype html><title>Custos</title>'

describe('the agent’s app', () => {
  let folder: string
  let app: FastifyInstance
  let unbuilt: FastifyInstance

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'custos-web-'))
    await mkdir(join(folder, 'web', 'assets'), { recursive: true })
    await writeFile(join(folder, 'secret.txt'), 'not for you')
    await writeFile(join(folder, 'web', 'index.html'), PAGE)
    await writeFile(join(folder, 'web', 'favicon.svg'), '<svg/>')
    await writeFile(join(folder, 'web', 'assets', 'index-AbC_12.js'), 'export {}')
    app = Fastify()
    await addWebApp(app, join(folder, 'web'))
    unbuilt = Fastify()
    await addWebApp(unbuilt, join(folder, 'nothing'))
  })

  afterAll(async () => {
    await app.close()
    await unbuilt.close()
    await rm(folder, { recursive: true })
  })

  it.each(['/agent', '/agent/', '/agent/tickets/42', '/agent/views/mine?sort=age'])(
    'shows its page at %s, and asks for it anew each time',
    async (url) => {
      const answer = await app.inject({ url })
      expect([answer.statusCode, answer.payload, answer.headers['cache-control']]).toEqual([200, PAGE, 'no-cache'])
    },
  )

  it('lets browsers keep for ever what changes its name with its contents', async () => {
    const answer = await app.inject({ url: '/agent/assets/index-AbC_12.js' })
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  })

  it('says 404 for a script of an older build, not a page', async () => {
    expect((await app.inject({ url: '/agent/assets/index-old.js' })).statusCode).toBe(404)
  })

  it.each([
    '/agent/assets/..%2f..%2fsecret.txt',
    '/agent/assets/%2e%2e/%2e%2e/secret.txt',
    '/agent/..%2fsecret.txt',
    '/agent/assets/..%5c..%5csecret.txt',
  ])('hands out nothing beside the build for %s', async (url) => {
    expect((await app.inject({ url })).payload).not.toContain('not for you')
  })

  it('says how to build it where it is not built', async () => {
    const answer = await unbuilt.inject({ url: '/agent' })
    expect(answer.statusCode).toBe(503)
    expect(answer.payload).toContain('bin/custos start')
  })
})
