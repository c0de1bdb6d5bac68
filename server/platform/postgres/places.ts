// Where the embedded database keeps its things: <data>/postgres, or when its account cannot get there (a checkout
// below /root) a folder below /var/lib/custos that <data>/postgres then points to.
import { createHash } from 'node:crypto'
import { chmod, lstat, mkdir, realpath, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { OperatorError } from '../errors.ts'
import type { Account } from './account.ts'
import { makeDataFolder, makePrivateFolder } from './ownership.ts'
import { mayEnter } from './reach.ts'
import type { Report } from './report.ts'

const ELSEWHERE = '/var/lib/custos'
/** unix(7): sun_path has 108 bytes with its closing zero. */
const LONGEST_SOCKET_PATH = 107
export const SOCKET_NAME = '.s.PGSQL.5432'

export interface Places {
  /** Holds all of the following; belongs to the database's account. */
  home: string
  cluster: string
  log: string
  socket: string
  /** Ours, not the account's: the passwords of the roles. */
  passwords: string
}

/** The folder of the cluster if there is one already, without making anything. */
export async function findCluster(data_dir: string): Promise<string> {
  const home = join(data_dir, 'postgres')
  return join(await realpath(home).catch(() => home), 'cluster')
}

/** Makes the folders, private to `account`, and says where they are. */
export async function preparePlaces(data_dir: string, account: Account | null, log: Report): Promise<Places> {
  await makeDataFolder(data_dir)
  const home = await prepareHome(data_dir, account, log)
  const places: Places = {
    home,
    cluster: join(home, 'cluster'),
    log: join(home, 'log'),
    socket: await prepareSocketFolder(home, account),
    passwords: join(data_dir, 'postgres-passwords.json'),
  }
  await makePrivateFolder(places.log, account)
  return places
}

async function prepareHome(data_dir: string, account: Account | null, log: Report): Promise<string> {
  const usual = join(data_dir, 'postgres')
  const found = await lstat(usual).catch(() => undefined)
  if (found?.isSymbolicLink()) return followLink(usual)
  if (await mayEnter(await realpath(data_dir), account)) {
    await makePrivateFolder(usual, account)
    return realpath(usual)
  }
  if (found)
    throw new OperatorError(
      `The database's account cannot enter ${usual}.`,
      'Make the folders above it passable: chmod o+x, or start as their owner.',
    )
  const home = join(ELSEWHERE, hashOf(await realpath(data_dir)))
  await mkdir(ELSEWHERE, { recursive: true })
  await chmod(ELSEWHERE, 0o711)
  await makePrivateFolder(home, account)
  await symlink(home, usual)
  log(`the database's account cannot enter ${data_dir}: the database is in ${home}`)
  return home
}

async function followLink(link: string): Promise<string> {
  return realpath(link).catch((cause: Error) => {
    throw new OperatorError(
      `${link} points to a folder that is not there.`,
      "Bring the database's folder back, or remove the link to begin with an empty database.",
      { cause },
    )
  })
}

async function prepareSocketFolder(home: string, account: Account | null): Promise<string> {
  const usual = join(home, 'socket')
  const folder = Buffer.byteLength(join(usual, SOCKET_NAME)) <= LONGEST_SOCKET_PATH ? usual : shortFolder(home)
  await makePrivateFolder(folder, account).catch(async (cause: Error) => {
    throw new Error(`The socket's folder ${folder} cannot be made private`, { cause })
  })
  const made = await lstat(folder)
  const owner = account?.uid ?? process.getuid?.()
  if (!made.isDirectory() || (owner !== undefined && made.uid !== owner))
    throw new Error(`${folder} belongs to somebody else: remove it`)
  return folder
}

/** Outside a private home anybody may come first, hence the check of the owner above. */
function shortFolder(home: string): string {
  const parent = process.getuid?.() === 0 ? '/run' : tmpdir()
  return join(parent, `custos-${hashOf(home)}`)
}

/** Leaves nothing outside the data folder. */
export async function removeShortSocketFolder(places: Places): Promise<void> {
  if (!places.socket.startsWith(places.home)) await rm(places.socket, { recursive: true, force: true })
}

function hashOf(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 12)
}
