// Making a new, empty database cluster.
import { execFile } from 'node:child_process'
import { access, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { OperatorError } from '../errors.ts'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'
import { writePrivateFile } from './ownership.ts'
import { findPasswords, makePasswords, type Passwords } from './passwords.ts'
import type { Places } from './places.ts'
import type { Report } from './report.ts'

const run = promisify(execFile)

/** The role that owns the cluster itself. Used to make the other roles, for nothing else. */
export const SUPERUSER = 'custos_cluster'

/** Makes sure there is a cluster, and returns the passwords of its roles. A half-made one is thrown away: it never had the final name. */
export async function ensureCluster(
  places: Places,
  binaries: Binaries,
  account: Account | null,
  log: Report,
): Promise<Passwords> {
  const passwords = await findPasswords(places.passwords)
  if (await isCluster(places.cluster)) {
    if (passwords) return passwords
    throw new OperatorError(
      `${places.passwords} is missing.`,
      `Bring it back from your backup: it belongs to the database in ${places.cluster}.`,
    )
  }
  log('creating the database')
  const made = passwords ?? (await makePasswords(places.passwords))
  await initialise(places, binaries, account, made.superuser)
  return made
}

async function isCluster(folder: string): Promise<boolean> {
  return access(join(folder, 'PG_VERSION')).then(
    () => true,
    () => false,
  )
}

/** The collation is PostgreSQL's own, so that an update of the system's libraries never changes the order of an index. */
async function initialise(
  places: Places,
  binaries: Binaries,
  account: Account | null,
  password: string,
): Promise<void> {
  const draft = `${places.cluster}.new`
  const passwordFile = join(places.home, 'initdb-password')
  await rm(draft, { recursive: true, force: true })
  try {
    await writePrivateFile(passwordFile, password, account)
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
    const options = [
      `--pgdata=${draft}`,
      `--username=${SUPERUSER}`,
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--no-instructions',
      ...locale,
    ]
    await run(binaries.initdb, options, { ...account, cwd: '/', env: SERVER_ENVIRONMENT })
  } finally {
    await rm(passwordFile, { force: true })
  }
  await rename(draft, places.cluster)
}

/** PostgreSQL gets nothing of our environment: it may hold secrets, or PG* variables meant for another server. */
export const SERVER_ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }
