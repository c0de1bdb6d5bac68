// `custos audit verify`: goes through the audit of every account (or one), and says whether it is as it was sealed.
import { parseArgs } from 'node:util'
import { listAccountIds } from '../server/accounts/index.ts'
import { parseAnchor, type Verification, verifyAudit } from '../server/audit/index.ts'
import { openDesk } from '../server/compose.ts'
import { loadConfig } from '../server/platform/config.ts'
import { openLog } from '../server/platform/log.ts'
import { systemWork } from '../server/platform/platform.ts'
import { openDatabase } from '../server/platform/postgres/open.ts'
import { CommandFailed, UsageError, type Verb } from './verb.ts'

export const auditVerify: Verb = {
  usage: 'audit verify [--account ID [--anchor POSITION:HASH]] [--json]',
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: { account: { type: 'string' }, anchor: { type: 'string' }, json: { type: 'boolean', default: false } },
    })
    const anchor = values.anchor === undefined ? undefined : parseAnchor(values.anchor)
    if (anchor === null) throw new UsageError('--anchor takes what an earlier verification printed: POSITION:HASH')
    if (anchor && values.account === undefined)
      throw new UsageError('--anchor belongs to one account: name it with --account')
    if (values.account !== undefined && !/^\d{1,16}$/.test(values.account))
      throw new UsageError('--account takes the number of an account')

    const config = loadConfig()
    const database = await openDatabase(config, () => undefined)
    try {
      const desk = await openDesk(config, database.app, openLog('warn'))
      try {
        const all = await listAccountIds(desk.pool)
        const account_ids = values.account === undefined ? all : all.filter((id) => id === Number(values.account))
        if (values.account !== undefined && account_ids.length === 0)
          throw new CommandFailed(`There is no account ${values.account}`)
        let all_intact = true
        for (const account_id of account_ids) {
          const verification = await systemWork(desk, account_id, 'audit.verify', 'staff', (work) =>
            verifyAudit(work, { anchor }),
          )
          all_intact &&= verification.is_intact
          console.log(
            values.json ? JSON.stringify({ account_id, ...verification }) : describe(account_id, verification),
          )
        }
        return all_intact
      } finally {
        await desk.close()
      }
    } finally {
      await database.stop()
    }
  },
}

function describe(account_id: number, found: Verification): string {
  const lines = [`account ${account_id}: ${found.is_intact ? 'intact' : 'NOT INTACT'}`]
  const sealed = found.sealed_at ? `, last sealed ${found.sealed_at.toISOString()}` : ''
  lines.push(`  ${found.entries} sealed entries${sealed}; ${found.unsealed} wait to be sealed`)
  if (found.texts_erased > 0)
    lines.push(`  of ${found.texts_erased} events the hidden text was erased; their facts are proven`)
  for (const { what, ...where } of found.findings) {
    const place = Object.entries(where).map(([name, value]) => `${name} ${value}`)
    lines.push(`  FOUND ${what}${place.length > 0 ? ` at ${place.join(', ')}` : ''}`)
  }
  if (found.is_intact) lines.push(`  keep apart from the database: --account ${account_id} --anchor ${found.anchor}`)
  return lines.join('\n')
}
