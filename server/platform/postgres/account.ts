// Which account of the operating system runs PostgreSQL. PostgreSQL refuses to run as root, so root hands it to a
// system account of its own; anybody else runs it as themselves.
import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { Report } from './report.ts'

const run = promisify(execFile)

export const ACCOUNT_NAME = 'custos-postgres'

/** The account to switch to. `null` instead of an Account means: stay who we are. */
export interface Account {
  uid: number
  gid: number
}

/**
 * The account for the database in `cluster`. An existing cluster stays with its owner, so that a start as root after
 * a start as a normal user works.
 */
export async function chooseAccount(cluster: string, log: Report): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null
  const owner = await stat(cluster).catch(() => undefined)
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  return (await findAccount(ACCOUNT_NAME)) ?? (await createAccount(log)) ?? (await fallBackToNobody(log))
}

async function findAccount(name: string): Promise<Account | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])])
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  } catch {
    return undefined // `id` fails for a name it does not know; that is the answer.
  }
}

/** A bare number will not do: initdb wants its user to have a name. The second form is busybox's (Alpine-like images). */
async function createAccount(log: Report): Promise<Account | undefined> {
  const ways: [string, string[]][] = [
    [
      'useradd',
      [
        '--system',
        '--user-group',
        '--no-create-home',
        '--home-dir',
        '/nonexistent',
        '--shell',
        '/usr/sbin/nologin',
        ACCOUNT_NAME,
      ],
    ],
    ['adduser', ['-S', '-D', '-H', '-h', '/nonexistent', '-s', '/sbin/nologin', ACCOUNT_NAME]],
  ]
  for (const [command, options] of ways) {
    const failed = await run(command, options).then(
      () => undefined,
      (error: Error) => error,
    )
    const account = await findAccount(ACCOUNT_NAME)
    if (account && account.uid !== 0) return account
    if (failed) log(`could not create the account ${ACCOUNT_NAME} by ${command}: ${failed.message.split('\n')[0]}`)
  }
  return undefined
}

async function fallBackToNobody(log: Report): Promise<Account> {
  const nobody = await findAccount('nobody')
  if (!nobody || nobody.uid === 0) {
    throw new Error(
      `PostgreSQL does not run as root and no other account could be had: create one, useradd --system ${ACCOUNT_NAME}`,
    )
  }
  log(`the database runs as nobody; an account of its own is safer: useradd --system ${ACCOUNT_NAME}`)
  return nobody
}
