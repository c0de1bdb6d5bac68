// Everything `npm test` does, in order: each step has a heading and its duration, a failed step does not keep the next
// from running, and the last line counts: a check that is not made of tests counts as one failure when it fails.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { installBrowser } from './browser-install.ts'
import { ROOT, runProgram, runTests, type StepResult } from './steps.ts'

interface Step {
  title: string
  /** Files without which there is nothing to do yet. */
  needs?: string
  run(): Promise<StepResult>
}

const STEPS: Step[] = [
  { title: 'Browser', needs: 'vitest.e2e.config.ts', run: installBrowser },
  { title: 'Types', run: () => runProgram('tsc', ['--noEmit']) },
  { title: 'Lint', run: () => runProgram('biome', ['check', '.']) },
  { title: 'Unused code', needs: 'knip.json', run: () => runProgram('knip', []) },
  { title: 'Tests', run: () => runTests([]) },
  {
    title: 'Build',
    needs: 'web/vite.config.ts',
    run: () => runProgram('vite', ['build', '--logLevel', 'warn'], 'web'),
  },
  {
    title: 'Browser journeys',
    needs: 'vitest.e2e.config.ts',
    run: () => runTests(['--config', 'vitest.e2e.config.ts']),
  },
]

let passed = 0
let failed = 0
const unhappy: string[] = []

for (const step of STEPS) {
  if (step.needs && !existsSync(join(ROOT, step.needs))) continue
  console.log(`\n== ${step.title}`)
  const started = performance.now()
  const result = await step.run()
  console.log(
    `== ${step.title}: ${result.failed === 0 ? 'ok' : 'FAILED'}, ${((performance.now() - started) / 1000).toFixed(1)} s`,
  )
  passed += result.passed
  failed += result.failed
  if (result.failed > 0) unhappy.push(step.title)
}

if (unhappy.length > 0) console.log(`\nFailed: ${unhappy.join(', ')}`)
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
