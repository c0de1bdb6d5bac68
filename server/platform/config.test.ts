import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadConfig, SettingError } from './config.ts'
import { SETTINGS, type Setting } from './settings.ts'

const EXTERNAL = 'postgres://custos_app:geheim@db.example/custos'

test('nothing set gives a private desk on this machine', () => {
  expect(loadConfig({})).toMatchObject({
    data_dir: resolve('data'),
    host: '127.0.0.1',
    smtp_host: '127.0.0.1',
    http_port: 3000,
    smtp_port: 2525,
    metrics_port: 9464,
    mode: 'development',
    mail_out: 'sink',
    roles: ['web', 'worker', 'mail'],
    database_url: null,
    key_file: resolve('data/keys/account-keys.key'),
    files_dir: resolve('data/files'),
  })
})

// Development shows the mailbox page: nothing that others can reach may be in it by default.
test.each([
  [{}, 'development'],
  [{ CUSTOS_HOST: 'localhost' }, 'development'],
  [{ CUSTOS_HOST: '0.0.0.0' }, 'production'],
  [{ CUSTOS_HOST: '192.168.1.4' }, 'production'],
  [{ CUSTOS_SMTP_HOST: '0.0.0.0' }, 'production'],
  [{ DATABASE_URL: EXTERNAL }, 'production'],
  [{ CUSTOS_PUBLIC_URL: 'https://help.example.com' }, 'production'],
  [{ CUSTOS_TRUSTED_PROXIES: '10.0.0.0/8' }, 'production'],
  [{ CUSTOS_HOST: '0.0.0.0', CUSTOS_MODE: 'development' }, 'development'],
])('%j is %s', (env, mode) => {
  expect(loadConfig(env).mode).toBe(mode)
})

test.each([
  ['CUSTOS_HTTP_PORT', '80a'],
  ['CUSTOS_HTTP_PORT', '65536'],
  ['CUSTOS_HTTP_PORT', '-1'],
  ['CUSTOS_HOST', 'two words'],
  ['CUSTOS_ROLES', 'web,cook'],
  ['CUSTOS_ROLES', ','],
  ['CUSTOS_MODE', 'staging'],
  ['CUSTOS_PUBLIC_URL', 'help.example.com'],
  ['CUSTOS_TRUSTED_PROXIES', '10.0.0.0/33'],
  ['CUSTOS_DNS_SERVERS', 'dns.example'],
  ['CUSTOS_TRUSTED_AUTHSERV_IDS', 'mx.example.com;mx2.example.com'],
  ['CUSTOS_SMARTHOST_URL', 'mail.example.com'],
  ['CUSTOS_WORKER_CONCURRENCY', '0'],
])('%s=%s is refused with the name of the setting and what would be right', (name, value) => {
  expect(() => loadConfig({ [name]: value })).toThrow(new RegExp(`^${name} must be \\S+`))
})

test('mail may come from the network while the web port stays on this machine', () => {
  expect(loadConfig({ CUSTOS_SMTP_HOST: '0.0.0.0' })).toMatchObject({ host: '127.0.0.1', smtp_host: '0.0.0.0' })
  expect(loadConfig({ CUSTOS_HOST: '192.168.1.4' })).toMatchObject({ host: '192.168.1.4', smtp_host: '192.168.1.4' })
})

test('names of servers are kept in small letters', () => {
  expect(loadConfig({}).trusted_authserv_ids).toEqual([])
  expect(loadConfig({ CUSTOS_TRUSTED_AUTHSERV_IDS: 'MX.Example.com, mx2' }).trusted_authserv_ids).toEqual([
    'mx.example.com',
    'mx2',
  ])
})

test('every setting that is not valid is named, not only the first', () => {
  expect(() => loadConfig({ CUSTOS_HTTP_PORT: 'x', CUSTOS_MODE: 'y' })).toThrow(
    /CUSTOS_HTTP_PORT .*\n.*CUSTOS_MODE|CUSTOS_MODE .*\n.*CUSTOS_HTTP_PORT/,
  )
})

test('a mistyped name is refused and the right one suggested', () => {
  expect(() => loadConfig({ CUSTOS_HTP_PORT: '80' })).toThrow(
    'CUSTOS_HTP_PORT is not a setting: did you mean CUSTOS_HTTP_PORT?',
  )
  expect(() => loadConfig({ CUSTOS_ZZZZZZZZZZZZZ: '1' })).toThrow('docs/guides/settings.md')
})

test('the message about a secret does not repeat it', () => {
  const problem = messageOf(() => loadConfig({ DATABASE_URL: 'mysql://root:geheim@db/custos' }))
  expect(problem).toContain('DATABASE_URL must be')
  expect(problem).not.toContain('geheim')
})

test('settings that belong together are asked for together', () => {
  expect(() => loadConfig({ CUSTOS_SMTP_TLS_KEY: 'a.pem' })).toThrow('CUSTOS_SMTP_TLS_CERT')
  expect(() => loadConfig({ CUSTOS_MAIL_OUT: 'smarthost' })).toThrow('CUSTOS_SMARTHOST_URL')
  expect(() => loadConfig({ DATABASE_OWNER_URL: EXTERNAL })).toThrow('DATABASE_URL')
})

describe('a secret in a file', () => {
  test('is read from where NAME_FILE points', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'custos-config-'))
    await writeFile(join(folder, 'url'), `${EXTERNAL}\n`)
    expect(loadConfig({ DATABASE_URL_FILE: join(folder, 'url') }).database_url).toBe(EXTERNAL)
    expect(() => loadConfig({ DATABASE_URL: EXTERNAL, DATABASE_URL_FILE: join(folder, 'url') })).toThrow(
      'keep one of them',
    )
    await rm(folder, { recursive: true })
  })

  test('that cannot be read is an error, not an unset setting', () => {
    expect(() => loadConfig({ DATABASE_URL_FILE: '/nowhere/url' })).toThrow(/DATABASE_URL_FILE .*ENOENT/)
  })
})

test('every setting says what it is for and how it stands when not set', () => {
  for (const setting of Object.values<Setting>(SETTINGS)) {
    expect(setting.about, setting.name).toMatch(/\.$/)
    expect(setting.standard ?? setting.standard_note, setting.name).toBeTruthy()
    if (setting.standard !== undefined)
      expect(setting.schema.safeParse(setting.standard).success, setting.name).toBe(true)
  }
})

function messageOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (error instanceof SettingError) return error.message
  }
  throw new Error('no SettingError was thrown')
}
