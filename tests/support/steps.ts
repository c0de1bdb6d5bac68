// Running one step of the checks, with its output shown as it comes.
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const ROOT = join(import.meta.dirname, '../..')

export interface StepResult {
  passed: number
  failed: number
}

/** Runs a tool of node_modules/.bin with this Node. It counts only when it fails. */
export async function runProgram(tool: string, options: string[], folder = '.'): Promise<StepResult> {
  const file = await realpath(join(ROOT, 'node_modules', '.bin', tool))
  return { passed: 0, failed: (await runCommand(process.execPath, [file, ...options], folder)) === 0 ? 0 : 1 }
}

/** Runs vitest and counts its tests. A run that ends badly without a failed test, or that has no tests, is a failure. */
export async function runTests(options: string[]): Promise<StepResult> {
  const folder = await mkdtemp(join(tmpdir(), 'custos-report-'))
  const report = join(folder, 'report.json')
  try {
    const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs')
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    const code = await runCommand(process.execPath, [vitest, 'run', ...options, ...reporters])
    const counts = await readCounts(report)
    return code !== 0 || counts.passed === 0 ? { ...counts, failed: Math.max(counts.failed, 1) } : counts
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Resolves with the exit code, -1 when the command could not be run or was killed. */
export function runCommand(command: string, options: string[], folder = '.'): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, options, { cwd: join(ROOT, folder), stdio: 'inherit' })
    child.once('error', (error) => {
      console.error(error.message)
      resolve(-1)
    })
    child.once('close', (code) => resolve(code ?? -1))
  })
}

async function readCounts(report: string): Promise<StepResult> {
  const text = await readFile(report, 'utf8').catch(() => undefined) // Missing when vitest could not even begin.
  if (text === undefined) return { passed: 0, failed: 1 }
  const { numPassedTests, numFailedTests }: { numPassedTests: number; numFailedTests: number } = JSON.parse(text)
  return { passed: numPassedTests, failed: numFailedTests }
}
