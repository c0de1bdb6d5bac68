import { randomBytes } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'

/** Every role has its own password, made by the machine and never typed. */
export interface Passwords {
  superuser: string
  owner: string
  app: string
}

/** The passwords in `file`; undefined when it does not exist yet. */
export async function findPasswords(file: string): Promise<Passwords | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw new Error(`${file} cannot be read (${error.code}): start custos as the user who started it first`, {
      cause: error,
    })
  })
  return text === undefined ? undefined : JSON.parse(text)
}

/** Writes new passwords, readable by us alone. */
export async function makePasswords(file: string): Promise<Passwords> {
  const passwords: Passwords = { superuser: makePassword(), owner: makePassword(), app: makePassword() }
  await writeFile(`${file}.new`, JSON.stringify(passwords), { mode: 0o600 })
  await rename(`${file}.new`, file)
  return passwords
}

function makePassword(): string {
  return randomBytes(32).toString('base64url')
}
