// `custos account create`: another desk in the same database, with a link to set it up.
import { parseArgs } from 'node:util'
import { createDesk } from '../server/access/index.ts'
import { LOCALES } from '../server/accounts/index.ts'
import { normaliseDomain } from '../server/platform/addresses.ts'
import { UsageError, type Verb } from './verb.ts'
import { withDesk } from './with-desk.ts'

export const accountCreate: Verb = {
  usage: `account create --name NAME [--host help.example.com] [--locale ${LOCALES.join('|')}]`,
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: { name: { type: 'string' }, host: { type: 'string' }, locale: { type: 'string' } },
    })
    const name = values.name?.trim()
    if (!name || name.length > 200) throw new UsageError('--name takes the name of the desk, at most 200 characters')
    const host = values.host === undefined ? undefined : normaliseDomain(values.host)
    if (host === null)
      throw new UsageError('--host takes a host name such as help.example.com, without https:// and port')
    const locale = values.locale === undefined ? undefined : LOCALES.find((one) => one === values.locale)
    if (values.locale !== undefined && !locale) throw new UsageError(`--locale takes one of ${LOCALES.join(', ')}`)
    return await withDesk(async (desk) => {
      const { account_id, setup_token } = await createDesk(desk, { name, host, locale })
      console.log(`Account ${account_id} was created.`)
      console.log(`Set it up within a day (works once): ${await desk.publicUrl(account_id)}/setup/${setup_token}`)
      return undefined
    })
  },
}
