import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../../server/platform/config.ts'
import { findCluster } from '../../server/platform/postgres/places.ts'
import { type Finding, ok, problem } from './finding.ts'

const OTHERS = 0o077

/** The key file opens every account's data: it must be there, and be ours alone. */
export async function checkKeys(config: Config): Promise<Finding[]> {
  const file = await stat(config.key_file).catch(() => undefined)
  if (!file) return [await explainMissing(config)]
  const findings: Finding[] = []
  if (file.mode & OTHERS)
    findings.push(problem('keys', `${config.key_file} can be read by others`, `chmod 600 ${config.key_file}`))
  const self = process.getuid?.()
  if (self !== undefined && self !== 0 && file.uid !== self) {
    findings.push(
      problem('keys', `${config.key_file} belongs to another user`, `sudo chown ${self} ${config.key_file}`),
    )
  }
  return findings.length > 0 ? findings : [ok('keys', `${config.key_file} is readable by us alone`)]
}

async function explainMissing(config: Config): Promise<Finding> {
  const hasData = config.database_url !== null || existsSync(join(await findCluster(config.data_dir), 'PG_VERSION'))
  if (!hasData) return ok('keys', 'the key file will be made at the first start')
  return problem(
    'keys',
    `${config.key_file} is missing: what is in the database cannot be read without it`,
    `bring it back from your backup: cp BACKUP ${config.key_file}`,
  )
}
