// Programs of others that a test needs: installed from Debian where they are missing, started on loopback with their
// data in a folder of their own, and ended with the test.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const INSTALL_MAY_TAKE_MS = 300_000
const START_MAY_TAKE_MS = 20_000
const TRY_EVERY_MS = 50

/** Installs packages unless `file` is there. Needs to be root, and says so. */
export async function ensureInstalled(file: string, packages: readonly string[]): Promise<void> {
  if (existsSync(file)) return
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const options = { env, timeout: INSTALL_MAY_TAKE_MS, maxBuffer: 16 * 1024 * 1024 }
  await run('apt-get', ['update', '-qq'], options)
  await run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], options)
  if (!existsSync(file)) throw new Error(`${packages.join(' ')} did not bring ${file}`)
}

export interface Program {
  folder: string
  end(): Promise<void>
}

/** A folder for a program's data. */
export async function newFolder(name: string): Promise<string> {
  return await mkdtemp(join(tmpdir(), `custos-peer-${name}-`))
}

/** Starts a program and waits until it listens on a port of 127.0.0.1. */
export async function startProgram(
  command: string,
  args: readonly string[],
  { port, folder, env = {} }: { port: number; folder: string; env?: Record<string, string> },
): Promise<Program> {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => (said = `${said}${chunk}`.slice(-4_000)))
  const until = Date.now() + START_MAY_TAKE_MS
  while (!(await listens(port))) {
    if (child.exitCode !== null || Date.now() > until) {
      child.kill('SIGKILL')
      throw new Error(`${command} did not start: ${said}`)
    }
    await new Promise((resolve) => setTimeout(resolve, TRY_EVERY_MS))
  }
  return {
    folder,
    async end() {
      await ended(child)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await gone
}
