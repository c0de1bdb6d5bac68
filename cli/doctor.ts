import { parseArgs } from 'node:util'
import { type Config, loadConfig } from '../server/platform/config.ts'
import { checkDatabase } from './doctor/database.ts'
import { checkDisk } from './doctor/disk.ts'
import { checkDns } from './doctor/dns.ts'
import type { Finding } from './doctor/finding.ts'
import { checkKeys } from './doctor/keys.ts'
import { checkPorts } from './doctor/ports.ts'
import type { Verb } from './verb.ts'

const SIGNS = { ok: 'ok      ', warning: 'warning ', problem: 'PROBLEM ' }

/** `custos doctor`: changes nothing, but starts an embedded database that is down, to look into it, and stops it again. */
export const doctor: Verb = {
  usage: 'doctor [--json]',
  async run(args) {
    const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean', default: false } } })
    const findings = await examine(loadConfig())
    console.log(values.json ? JSON.stringify({ findings }, null, 2) : findings.map(describe).join('\n'))
    return findings.every((finding) => finding.state !== 'problem')
  },
}

/** All findings. One after the other: looking at the ports must not see a database that another check has started. */
export async function examine(config: Config): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const check of [checkPorts, checkDisk, checkKeys, checkDatabase, checkDns])
    findings.push(...(await check(config)))
  return findings
}

function describe({ check, state, message, mend }: Finding): string {
  return `${SIGNS[state]} ${check}: ${message}${mend ? `\n           mend it: ${mend}` : ''}`
}
