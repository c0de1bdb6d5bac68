// The agent's pages are built by vite into dist/web. A build is stale when a source is newer than it.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { CommandFailed } from './verb.ts'

const ROOT = join(import.meta.dirname, '..')
const BUILT = join(ROOT, 'dist', 'web', 'index.html')
const SOURCES = ['web', 'locales', 'package-lock.json']
const VITE = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js')

/** Why the pages must be built, or undefined. Where the build tool is left out, a build that is there is taken as it is. */
export async function findStaleBuild(): Promise<string | undefined> {
  const built = await stat(BUILT).catch(() => undefined)
  if (!built) return 'for the first time'
  if (!existsSync(VITE)) return undefined
  const newest = Math.max(...(await Promise.all(SOURCES.map((source) => newestChange(join(ROOT, source))))))
  return newest > built.mtimeMs ? 'the sources have changed' : undefined
}

/** Builds; throws with vite's own words. */
export async function buildWeb(): Promise<void> {
  const lines: string[] = []
  const child = spawn(process.execPath, [VITE, 'build', '--logLevel', 'warn'], {
    cwd: join(ROOT, 'web'),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.on('data', (text) => lines.push(String(text)))
  child.stderr.on('data', (text) => lines.push(String(text)))
  const code = await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject))
  if (code !== 0) throw new CommandFailed(`The pages could not be built:\n${lines.join('')}`)
}

async function newestChange(path: string): Promise<number> {
  const own = await stat(path)
  if (!own.isDirectory()) return own.mtimeMs
  const entries = await readdir(path, { recursive: true })
  const times = await Promise.all(entries.map(async (entry) => (await stat(join(path, entry))).mtimeMs))
  return Math.max(own.mtimeMs, ...times)
}
