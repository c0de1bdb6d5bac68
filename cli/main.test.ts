import { spawn } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer as createHttpServer } from 'node:http'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadConfig } from '../server/platform/config.ts'
import { checkDisk } from './doctor/disk.ts'
import { checkKeys } from './doctor/keys.ts'
import { checkPorts } from './doctor/ports.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'custos-cli-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('--help lists every verb', async () => {
  const { code, output } = await custos(['--help'])
  expect(code).toBe(0)
  for (const verb of ['start', 'migrate', 'doctor']) expect(output).toMatch(new RegExp(`^  ${verb} `, 'm'))
})

test.each([
  [['strat'], 'did you mean "start"?'],
  [['frobnicate'], 'no verb "frobnicate"'],
  [[], 'usage: custos VERB'],
  [['doctor', '--jason'], 'usage: custos doctor [--json]'],
  [['start', '--roles', 'cook'], 'CUSTOS_ROLES must be'],
])('%j is a mistake in usage: exit code 2', async (args, message) => {
  const { code, output } = await custos(args)
  expect(code).toBe(2)
  expect(output).toContain(message)
})

test('a setting that is wrong ends the start with its name and no stack', async () => {
  const { code, output } = await custos(['migrate'], { CUSTOS_HTTP_PORT: 'many' })
  expect(code).toBe(2)
  expect(output.trim()).toBe('custos: CUSTOS_HTTP_PORT must be a whole number from 0 to 65535')
})

test('the doctor finds a port that is taken, and says how to take another', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const port = portOf(server)
  const findings = await checkPorts(
    loadConfig({ CUSTOS_DATA: folder, CUSTOS_HTTP_PORT: String(port), CUSTOS_ROLES: 'web', CUSTOS_METRICS_PORT: '0' }),
  )
  server.close()
  expect(findings).toMatchObject([{ state: 'problem', mend: `CUSTOS_HTTP_PORT=${port + 1} npm start` }])
})

test('the doctor recognises a running custos by what it says on its ports', async () => {
  const web = createHttpServer((request, response) =>
    response.end(request.url === '/metrics' ? '# TYPE custos_http_request_seconds histogram' : '{"status":"ok"}'),
  ).listen(0, '127.0.0.1')
  const mail = createServer((socket) => socket.write('220 help.example.com ESMTP Custos\r\n')).listen(0, '127.0.0.1')
  const silent = createServer((socket) => socket.end()).listen(0, '127.0.0.1')
  await Promise.all([web, mail, silent].map((server) => new Promise((resolve) => server.once('listening', resolve))))
  const settings = {
    CUSTOS_DATA: folder,
    CUSTOS_HTTP_PORT: String(portOf(web)),
    CUSTOS_METRICS_PORT: String(portOf(web)),
  }
  const ours = await checkPorts(loadConfig({ ...settings, CUSTOS_SMTP_PORT: String(portOf(mail)) }))
  expect(ours).toHaveLength(3)
  for (const finding of ours)
    expect(finding).toMatchObject({ state: 'ok', message: expect.stringContaining('a running custos') })
  const others = { ...settings, CUSTOS_HTTP_PORT: String(portOf(silent)), CUSTOS_SMTP_PORT: String(portOf(silent)) }
  expect((await checkPorts(loadConfig(others))).map(({ state }) => state)).toEqual(['problem', 'problem', 'ok'])
  for (const server of [web, mail, silent]) server.close()
})

test('the doctor finds a key that others can read, and its remedy mends it', async () => {
  const config = loadConfig({ CUSTOS_DATA: folder })
  await mkdir(join(folder, 'keys'))
  await writeFile(config.key_file, 'key')
  await chmod(config.key_file, 0o644)
  expect(await checkKeys(config)).toMatchObject([{ state: 'problem', mend: `chmod 600 ${config.key_file}` }])
  await chmod(config.key_file, 0o600)
  expect(await checkKeys(config)).toMatchObject([{ state: 'ok' }])
})

test('the doctor misses the key of a database that is there', async () => {
  const config = loadConfig({ CUSTOS_DATA: folder })
  expect(await checkKeys(config)).toMatchObject([{ state: 'ok' }])
  await mkdir(join(folder, 'postgres', 'cluster'), { recursive: true })
  await writeFile(join(folder, 'postgres', 'cluster', 'PG_VERSION'), '18')
  expect(await checkKeys(config)).toMatchObject([{ state: 'problem' }])
})

test('the doctor looks at the disk of a data folder that does not exist yet', async () => {
  const findings = await checkDisk(loadConfig({ CUSTOS_DATA: join(folder, 'not', 'yet') }))
  expect(findings[0]).toMatchObject({ check: 'disk', state: 'ok' })
})

/** Runs the command line as a program, with only the settings given. */
async function custos(
  args: string[],
  settings: Record<string, string> = {},
): Promise<{ code: number | null; output: string }> {
  const env = { PATH: process.env.PATH, CUSTOS_DATA: folder, ...settings }
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (text) => (output += text))
  child.stderr.on('data', (text) => (output += text))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, output }
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address.port
}
