// The only place that reads the environment. Everything is checked once, at start, and what is wrong is said with the
// name of the setting; afterwards the configuration is a plain object that is handed to whoever needs it.
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join } from 'node:path'
import type { z } from 'zod'
import { nearest } from './nearest.ts'
import { type MailOut, type Mode, SETTINGS, type Setting } from './settings.ts'

export type { MailOut, Mode, Role } from './settings.ts'

type Field = keyof typeof SETTINGS
type Given<F extends Field> = z.output<(typeof SETTINGS)[F]['schema']>
type Read = { [F in Field]: (typeof SETTINGS)[F] extends { standard: string } ? Given<F> : Given<F> | null }

/** All settings, read and checked. Sizes carry their unit in the name; an unset optional setting is `null`. */
export interface Config
  extends Omit<
    Read,
    | 'data_dir'
    | 'smtp_host'
    | 'mode'
    | 'key_file'
    | 'files_dir'
    | 'mail_out'
    | 'trusted_proxies'
    | 'trusted_authserv_ids'
    | 'dns_servers'
    | 'webhook_networks'
  > {
  data_dir: string
  smtp_host: string
  mode: Mode
  key_file: string
  files_dir: string
  mail_out: MailOut
  trusted_proxies: string[]
  trusted_authserv_ids: string[]
  dns_servers: string[]
  webhook_networks: string[]
}

/** A setting that cannot be used. The message names the setting and says what would be right. */
export class SettingError extends Error {
  override name = 'SettingError'
}

/**
 * Reads all settings from the environment. An empty variable counts as not set.
 * Throws a SettingError that lists every problem, one a line; values are not repeated, they may be secrets.
 */
export function loadConfig(env: Record<string, string | undefined> = process.env): Config {
  const problems = unknownNames(env)
  const fields = Object.entries(SETTINGS).map(([field, setting]) => [field, readSetting(setting, env, problems)])
  if (problems.length > 0) throw new SettingError(problems.join('\n'))
  const read = Object.fromEntries(fields) as Read // Built from SETTINGS just above: every field went through its schema.

  // Not the current folder: `custos doctor` must look at the same data wherever it is called.
  const data_dir = read.data_dir ?? join(import.meta.dirname, '../../data')
  const mode = read.mode ?? standardMode(read)
  const config: Config = {
    ...read,
    data_dir,
    smtp_host: read.smtp_host ?? read.host,
    mode,
    key_file: read.key_file ?? join(data_dir, 'keys', 'account-keys.key'),
    files_dir: read.files_dir ?? join(data_dir, 'files'),
    mail_out: read.mail_out ?? (read.smarthost_url ? 'smarthost' : mode === 'production' ? 'direct' : 'sink'),
    trusted_proxies: read.trusted_proxies ?? [],
    trusted_authserv_ids: read.trusted_authserv_ids ?? [],
    dns_servers: read.dns_servers ?? [],
    webhook_networks: read.webhook_networks ?? [],
  }
  const conflicts = findConflicts(config)
  if (conflicts.length > 0) throw new SettingError(conflicts.join('\n'))
  return config
}

/** True for an address or name that only this machine can reach. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

/** Development only where nobody else can be meant: behind a proxy its mailbox page would show the world our mail. */
function standardMode(read: Read): Mode {
  const hosts = [read.host, read.smtp_host ?? read.host]
  const isPrivate = read.database_url === null && hosts.every(isLoopback)
  return isPrivate && read.public_url === null && read.trusted_proxies === null ? 'development' : 'production'
}

function readSetting(setting: Setting, env: Record<string, string | undefined>, problems: string[]): unknown {
  const text = readText(setting, env, problems) ?? setting.standard
  if (text === undefined) return null
  const result = setting.schema.safeParse(text)
  if (result.success) return result.data
  problems.push(`${setting.name} ${result.error.issues[0]?.message}`)
  return null
}

/** The text of a setting: from its variable, or for a secret from the file that NAME_FILE names. */
function readText(setting: Setting, env: Record<string, string | undefined>, problems: string[]): string | undefined {
  const given = env[setting.name] || undefined
  const file = setting.secret ? env[`${setting.name}_FILE`] || undefined : undefined
  if (file === undefined) return given
  if (given !== undefined) problems.push(`${setting.name} and ${setting.name}_FILE are both set: keep one of them`)
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? error.code : error
    problems.push(`${setting.name}_FILE must name a file that can be read (${reason})`)
    return undefined
  }
}

/** A mistyped name would silently keep its default, which for a setting about security is the worst outcome. */
function unknownNames(env: Record<string, string | undefined>): string[] {
  const settings: Setting[] = Object.values(SETTINGS)
  const known = new Set(
    settings.flatMap((setting) => (setting.secret ? [setting.name, `${setting.name}_FILE`] : [setting.name])),
  )
  return Object.keys(env)
    .filter((name) => name.startsWith('CUSTOS_') && !known.has(name))
    .map((name) => {
      const suggestion = nearest(name, [...known])
      return `${name} is not a setting${suggestion ? `: did you mean ${suggestion}?` : '. docs/guides/settings.md lists them all'}`
    })
}

function findConflicts(config: Config): string[] {
  const conflicts: string[] = []
  if (config.database_url === null && config.database_owner_url !== null) {
    conflicts.push('DATABASE_URL must be set too when DATABASE_OWNER_URL is')
  }
  if ((config.smtp_tls_key === null) !== (config.smtp_tls_cert === null)) {
    conflicts.push('CUSTOS_SMTP_TLS_KEY and CUSTOS_SMTP_TLS_CERT must be set together')
  }
  if (config.mail_out === 'smarthost' && config.smarthost_url === null) {
    conflicts.push('CUSTOS_SMARTHOST_URL must be set when CUSTOS_MAIL_OUT is smarthost')
  }
  return conflicts
}
