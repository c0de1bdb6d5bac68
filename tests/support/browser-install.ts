import { existsSync } from 'node:fs'
import { runCommand, type StepResult } from './steps.ts'

export const CHROMIUM = '/usr/bin/chromium'
const PACKAGES = ['chromium', 'fonts-dejavu-core']

/** Makes sure of Debian's Chromium, which the journeys drive. Who is not root is told the command. */
export async function installBrowser(): Promise<StepResult> {
  if (existsSync(CHROMIUM)) return { passed: 0, failed: 0 }
  const command = `apt-get update && apt-get install -y --no-install-recommends ${PACKAGES.join(' ')}`
  if (process.getuid?.() !== 0) {
    console.error(`${CHROMIUM} is missing. Install it: sudo sh -c '${command}'`)
    return { passed: 0, failed: 1 }
  }
  console.log(`${CHROMIUM} is missing: ${command}`)
  await runCommand('sh', ['-c', `export DEBIAN_FRONTEND=noninteractive; ${command} >/dev/null`])
  return { passed: 0, failed: existsSync(CHROMIUM) ? 0 : 1 }
}
