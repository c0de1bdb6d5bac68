// The key file: made once, private, and its loss told loudly.
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { CannotOpen } from './blob.ts'
import { KeyFileError, openKeyFile } from './key-file.ts'

const folders: string[] = []
function newPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'custos-keys-'))
  folders.push(folder)
  return join(folder, 'keys', 'account-keys.key')
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

describe('the key file', () => {
  it('is made at the first start, for the server alone', async () => {
    const path = newPath()
    const provider = await openKeyFile(path, async () => [])
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700)
    expect(provider.id).toMatch(/^file:[0-9a-f]{16}$/)
    expect(readFileSync(path, 'utf8').split('\n')[0]).toBe('custos key file, version 1')
  })

  it('unwraps at the next start what it wrapped, for the same context only', async () => {
    const path = newPath()
    const before = await openKeyFile(path, async () => [])
    const key = Buffer.alloc(32, 5)
    const wrapped = await before.wrap(key, 'account 1')
    const after = await openKeyFile(path, async () => [before.id])
    expect(await after.unwrap(wrapped, 'account 1')).toEqual(key)
    await expect(after.unwrap(wrapped, 'account 2')).rejects.toThrow(CannotOpen)
    expect(wrapped.includes(key)).toBe(false)
  })

  it('is the same for all processes that start together', async () => {
    const path = newPath()
    const providers = await Promise.all(Array.from({ length: 8 }, () => openKeyFile(path, async () => [])))
    expect(new Set(providers.map(({ id }) => id)).size).toBe(1)
  })

  it('is refused when others can read it, with the command that mends it', async () => {
    const path = newPath()
    await openKeyFile(path, async () => [])
    for (const mode of [0o640, 0o604, 0o660]) {
      chmodSync(path, mode)
      await expect(openKeyFile(path, async () => [])).rejects.toThrow(`chmod 600 ${path}`)
    }
    chmodSync(path, 0o600)
    chmodSync(join(path, '..'), 0o777)
    await expect(openKeyFile(path, async () => [])).rejects.toThrow(`chmod 700 ${join(path, '..')}`)
  })

  it('is not made anew when wrapped keys exist: the error names the fingerprint and the place', async () => {
    const path = newPath()
    const { id } = await openKeyFile(path, async () => [])
    rmSync(path)
    const opening = openKeyFile(path, async () => [id])
    await expect(opening).rejects.toThrow(KeyFileError)
    await expect(opening).rejects.toThrow(id.slice('file:'.length))
    await expect(opening).rejects.toThrow(/cannot be read by anyone/)
  })

  it('of another installation is refused before it wraps anything', async () => {
    const theirs = await openKeyFile(newPath(), async () => [])
    const path = newPath()
    await openKeyFile(path, async () => [])
    await expect(openKeyFile(path, async () => [theirs.id])).rejects.toThrow(/NOT THE KEY FILE/)
  })

  it('is refused when damaged, and is not overwritten', async () => {
    const path = newPath()
    await openKeyFile(path, async () => [])
    const text = readFileSync(path, 'utf8')
    for (const damaged of ['', 'something else', text.replace(/key: ..../, 'key: AAAA'), text.slice(0, -20)]) {
      writeFileSync(path, damaged)
      await expect(openKeyFile(path, async () => [])).rejects.toThrow(KeyFileError)
      expect(readFileSync(path, 'utf8')).toBe(damaged)
    }
  })
})
