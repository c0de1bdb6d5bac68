// A real `bin/custos start` in a folder of its own, for what must be seen from outside: speed, and what survives a kill.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { findCluster } from '../../server/platform/postgres/places.ts'
import { findRunningServer } from '../../server/platform/postgres/running-server.ts'
import { stopServer } from '../../server/platform/postgres/server-process.ts'
import { ROOT } from './steps.ts'

const CUSTOS = join(ROOT, 'bin', 'custos')
const START_MAY_TAKE_MS = 120_000
const STOP_MAY_TAKE_MS = 40_000
const LOOK_EVERY_MS = 20
const KEPT_OUTPUT = 200
export const OWNER_EMAIL = 'owner@desk.example'

export interface DeskPorts {
  http: number
  smtp: number
  metrics: number
}

export interface DeskFolder {
  data_dir: string
  ports: DeskPorts
  env: Record<string, string>
}

export interface DeskProcess {
  url: string
  /** The process that serves, not the small one that started it. */
  pid: number
  postgres_pid: number
  /** From the call to the first answer. */
  started_in_ms: number
  /** The last lines it wrote. */
  output: string[]
  /** Ends it as an operator would. */
  stop(): Promise<void>
  /** kill -9 of what is named; resolves when custos is gone, where it is one of them. */
  kill(...what: ('custos' | 'postgres')[]): Promise<void>
  /** The same process, after it brought its database back: with the pid of the new one. */
  again(): Promise<DeskProcess>
  /** Resolves when the process has ended, however. */
  ended: Promise<void>
}

/** A new folder and the settings for it. `more` are further CUSTOS_ settings. */
export async function newDeskFolder(ports: DeskPorts, more: Record<string, string> = {}): Promise<DeskFolder> {
  const data_dir = join(await mkdtemp(join(tmpdir(), `custos-test-${process.pid}-`)), 'data')
  const { PATH = '', HOME = '/' } = process.env
  const env = {
    PATH,
    HOME,
    CUSTOS_DATA: data_dir,
    CUSTOS_HTTP_PORT: String(ports.http),
    CUSTOS_SMTP_PORT: String(ports.smtp),
    CUSTOS_METRICS_PORT: String(ports.metrics),
    CUSTOS_API_RATE_LIMIT: '10000000',
    ...more,
  }
  return { data_dir, ports, env }
}

/** Starts and waits for the first answer. Throws with what it wrote when it ends before. */
export async function startDesk(folder: DeskFolder): Promise<DeskProcess> {
  const started = performance.now()
  const child = spawn(process.execPath, [CUSTOS, 'start'], { env: folder.env, stdio: ['ignore', 'pipe', 'pipe'] })
  const output: string[] = []
  const keep = (text: unknown) =>
    output.splice(0, Math.max(0, output.push(...String(text).trimEnd().split('\n')) - KEPT_OUTPUT))
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const url = `http://127.0.0.1:${folder.ports.http}`
  await untilReady(child, url, output)
  const started_in_ms = performance.now() - started
  const pid = await findChild(child)
  return describe(await findPostgres(folder))

  function describe(postgres_pid: number): DeskProcess {
    return {
      url,
      pid,
      postgres_pid,
      started_in_ms,
      output,
      ended,
      again: async () => describe(await findPostgres(folder)),
      async stop() {
        child.kill('SIGTERM')
        const slow = AbortSignal.timeout(STOP_MAY_TAKE_MS)
        slow.addEventListener('abort', () => killQuietly(pid))
        await ended
      },
      async kill(...what) {
        if (what.includes('postgres')) killQuietly(postgres_pid)
        if (what.includes('custos')) {
          killQuietly(pid)
          await ended
        }
      },
    }
  }
}

async function findPostgres(folder: DeskFolder): Promise<number> {
  const server = await findRunningServer(await findCluster(folder.data_dir))
  if (!server) throw new Error('custos answers, but its PostgreSQL cannot be found')
  return server.pid
}

/** Ends what is left running on the folder and removes it. */
export async function removeDeskFolder(folder: DeskFolder): Promise<void> {
  const cluster = await findCluster(folder.data_dir)
  const server = await findRunningServer(cluster)
  if (server) await stopServer(server, () => undefined)
  await rm(join(cluster, '..'), { recursive: true, force: true })
  await rm(join(folder.data_dir, '..'), { recursive: true, force: true })
}

/** Runs a verb of custos on the folder and returns what it printed. */
export async function runVerb(folder: DeskFolder, args: readonly string[], input = ''): Promise<string> {
  const child = spawn(process.execPath, [CUSTOS, ...args], { env: folder.env, stdio: ['pipe', 'pipe', 'pipe'] })
  const out: string[] = []
  const errors: string[] = []
  child.stdout.on('data', (text) => out.push(String(text)))
  child.stderr.on('data', (text) => errors.push(String(text)))
  child.stdin.end(input)
  const code = await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject))
  if (code !== 0) throw new Error(`custos ${args.join(' ')} ended with ${code}:\n${errors.join('')}`)
  return out.join('').trim()
}

/** An owner and a token of theirs; the value of an Authorization header. */
export async function makeOwner(folder: DeskFolder): Promise<string> {
  const password = `long enough ${process.pid} and then some`
  await runVerb(
    folder,
    ['user', 'create', '--email', OWNER_EMAIL, '--name', 'Owner', '--role', 'owner', '--password-stdin'],
    `${password}\n`,
  )
  const token = await runVerb(folder, ['token', 'create', '--email', OWNER_EMAIL])
  return `Basic ${Buffer.from(`${OWNER_EMAIL}/token:${token}`).toString('base64')}`
}

/** Waits for its word first: knocking at a closed port takes up ports, and may take the very one it wants. */
async function untilReady(child: ChildProcess, url: string, output: string[]): Promise<void> {
  const give_up_at = performance.now() + START_MAY_TAKE_MS
  while (performance.now() < give_up_at && child.exitCode === null && child.signalCode === null) {
    if (output.some((line) => line.startsWith('Custos is running'))) {
      const answer = await fetch(`${url}/readyz`)
      if (answer.ok) return
    }
    await delay(LOOK_EVERY_MS)
  }
  child.kill('SIGKILL')
  throw new Error(`custos did not start:\n${output.join('\n')}`)
}

/** The process that bin/custos handed over to. */
async function findChild(child: ChildProcess): Promise<number> {
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
    if (Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === child.pid) return Number(pid)
  }
  throw new Error('the process that serves cannot be found')
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
