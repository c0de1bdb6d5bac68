import { Resolver } from 'node:dns/promises'
import type { Config } from '../../server/platform/config.ts'
import { type Finding, ok, problem, warning } from './finding.ts'

const TIMEOUT_MS = 2_000
/** Reserved by RFC 2606, and always there. */
const PROBE = 'example.com'

/** Whether names can be resolved: senders are checked, and mail is delivered, by DNS. */
export async function checkDns(config: Config): Promise<Finding[]> {
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: 1 })
  if (config.dns_servers.length > 0) resolver.setServers(config.dns_servers)
  const servers = resolver.getServers().join(', ')
  try {
    await resolver.resolve4(PROBE)
    return [ok('dns', `${servers} answers`)]
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : error
    const mend = 'CUSTOS_DNS_SERVERS=9.9.9.9 npm start'
    const message = `${servers || 'no name server'} does not resolve ${PROBE} (${code})`
    return [
      config.mail_out === 'direct'
        ? problem('dns', `${message}: no mail can leave`, mend)
        : warning('dns', `${message}: senders cannot be checked`, mend),
    ]
  }
}
