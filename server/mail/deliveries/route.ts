// By which road mail leaves, from the settings.
import { hostname } from 'node:os'
import type { Config } from '../../platform/config.ts'
import type { Platform } from '../../platform/platform.ts'
import { dnsLookup } from '../domains/lookup.ts'
import type { Route } from '../sending/transport.ts'

/** The name of this server towards other mail servers: that of its public address, else the machine's. */
export function mailHostName(config: Pick<Config, 'public_url'>): string {
  return config.public_url === null ? hostname() : new URL(config.public_url).hostname
}

/** The road to other mail servers. Mode `sink` has none: see sink.ts. */
export function routeOf({ config, dns }: Platform): Exclude<Route, { mode: 'sink' }> {
  const host_name = mailHostName(config)
  if (config.mail_out === 'smarthost' && config.smarthost_url !== null)
    return { mode: 'smarthost', url: config.smarthost_url, host_name }
  return { mode: 'direct', resolver: dnsLookup(dns), host_name, allow_private: config.mode === 'test' }
}
