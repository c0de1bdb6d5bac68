import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const { findReason }: { findReason(root: string): string | undefined } = createRequire(import.meta.url)(
  '../../bin/install.cjs',
)

const LOCK = {
  '': { name: 'custos' },
  'node_modules/pg': { version: '8.0.0', integrity: 'sha512-a' },
  'node_modules/node-here': {
    version: '24.0.0',
    integrity: 'sha512-b',
    optional: true,
    os: [process.platform],
    cpu: [process.arch],
  },
  'node_modules/node-elsewhere': {
    version: '24.0.0',
    integrity: 'sha512-c',
    optional: true,
    os: ['plan9'],
    cpu: ['mips'],
  },
}
const { '': _, 'node_modules/node-elsewhere': __, ...INSTALLED } = LOCK

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'custos-install-'))
  await writeFile(join(root, 'package-lock.json'), JSON.stringify({ packages: LOCK }))
})
afterEach(() => rm(root, { recursive: true }))

test.each([
  ['all that this machine needs is there', INSTALLED, undefined],
  ['a package was added', { 'node_modules/node-here': INSTALLED['node_modules/node-here'] }, 'pg is missing'],
  [
    'a version was changed',
    { ...INSTALLED, 'node_modules/pg': { version: '7.0.0', integrity: 'sha512-a' } },
    'pg has changed',
  ],
  [
    'the Node for this machine was left out',
    { 'node_modules/pg': INSTALLED['node_modules/pg'] },
    'node-here is missing',
  ],
])('%s', async (_, installed, reason) => {
  await mkdir(join(root, 'node_modules'))
  await writeFile(join(root, 'node_modules', '.package-lock.json'), JSON.stringify({ packages: installed }))
  expect(findReason(root)).toBe(reason)
})

test('nothing is installed', () => {
  expect(findReason(root)).toBe('node_modules is missing')
})
