// How the embedded PostgreSQL is set: small in memory, durable, and with nothing personal in its logs. Written anew at
// each start; an operator's own changes belong in local.conf beside it, which is read last.
import { totalmem } from 'node:os'
import { join } from 'node:path'
import type { Account } from './account.ts'
import { writePrivateFile } from './ownership.ts'
import type { Places } from './places.ts'

export type ServerSettings = Record<string, string | number>

const SETTINGS: ServerSettings = {
  // No network at all: a socket in a private folder.
  listen_addresses: '',
  unix_socket_permissions: '0700',
  password_encryption: 'scram-sha-256',
  max_connections: 60,
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  max_wal_size: '512MB',
  io_method: 'sync',
  max_logical_replication_workers: 0,
  jit: 'off',
  random_page_cost: 1.1,
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Durable; wal_level allows for point-in-time recovery.
  fsync: 'on',
  synchronous_commit: 'on',
  wal_level: 'replica',
  // Statements, their parameters and the details of constraint errors carry people's data: they stay out of the log.
  log_statement: 'none',
  log_min_error_statement: 'panic',
  log_min_duration_statement: -1,
  log_parameter_max_length: 0,
  log_parameter_max_length_on_error: 0,
  log_error_verbosity: 'terse',
  log_line_prefix: '%m [%p] ',
  logging_collector: 'on',
  log_filename: 'postgres-%a.log',
  log_truncate_on_rotation: 'on',
  log_rotation_age: '1d',
  log_rotation_size: 0,
  // Ticket tables change all day: clean up early, in small steps.
  autovacuum_max_workers: 2,
  autovacuum_naptime: '30s',
  autovacuum_vacuum_scale_factor: 0.05,
  autovacuum_analyze_scale_factor: 0.02,
  idle_in_transaction_session_timeout: '5min',
}

const ACCESS = '# Written by custos at each start.\nlocal all all scram-sha-256\n'

const MEGABYTE = 1024 * 1024
const LEAST_CACHE_MB = 64
const MOST_CACHE_MB = 512

/**
 * Small where the machine (or the container) is: everything together idles below 300 MB. A page that is not in
 * shared_buffers costs ten times as much, also where the system has it in memory: searching a large desk reads many.
 */
function cacheSettings(): ServerSettings {
  const limit = process.constrainedMemory()
  const memory_mb = Math.min(totalmem(), limit > 0 ? limit : Number.POSITIVE_INFINITY) / MEGABYTE
  const shared_mb = Math.round(Math.min(Math.max(memory_mb / 16, LEAST_CACHE_MB), MOST_CACHE_MB))
  return {
    shared_buffers: `${shared_mb}MB`,
    effective_cache_size: `${Math.round(Math.max(memory_mb / 4, LEAST_CACHE_MB * 8))}MB`,
  }
}

/** The file PostgreSQL is started with: it includes initdb's postgresql.conf, then ours, then the operator's. */
export function settingsFile(places: Places): string {
  return join(places.cluster, 'custos.conf')
}

/** Writes the settings and the access rules into the cluster. `more` overrides single settings. */
export async function writeServerSettings(
  places: Places,
  account: Account | null,
  more: ServerSettings,
): Promise<void> {
  const settings: ServerSettings = {
    ...SETTINGS,
    ...cacheSettings(),
    unix_socket_directories: places.socket,
    log_directory: places.log,
    ...more,
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${String(value).replaceAll("'", "''")}'`)
  const text = [
    '# Written by custos at each start; put changes into local.conf.',
    "include 'postgresql.conf'",
    ...lines,
    "include_if_exists 'local.conf'",
    '',
  ]
  await writePrivateFile(settingsFile(places), text.join('\n'), account)
  await writePrivateFile(join(places.cluster, 'pg_hba.conf'), ACCESS, account)
}
