// `custos audit verify`: goes through the audit of every account (or one), and says whether it is as it was sealed.
import { parseArgs } from 'node:util'
import { listAccountIds } from '../server/accounts/index.ts'
import { parseAnchor, type Verification, verifyAudit } from '../server/audit/index.ts'
import { systemWork } from '../server/platform/platform.ts'
import { UsageError, type Verb } from './verb.ts'
import { accountMeant, withDesk } from './with-desk.ts'

export const auditVerify: Verb = {
  usage: 'audit verify [--account NUMBER|HOST [--anchor POSITION:HASH]] [--json]',
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: { account: { type: 'string' }, anchor: { type: 'string' }, json: { type: 'boolean', default: false } },
    })
    const anchor = values.anchor === undefined ? undefined : parseAnchor(values.anchor)
    if (anchor === null) throw new UsageError('--anchor takes what an earlier verification printed: POSITION:HASH')
    if (anchor && values.account === undefined)
      throw new UsageError('--anchor belongs to one account: name it with --account')
    return await withDesk(async (desk) => {
      const { account } = values
      const account_ids = account === undefined ? await listAccountIds(desk.pool) : [await accountMeant(desk, account)]
      let all_intact = true
      for (const account_id of account_ids) {
        const found = await systemWork(desk, account_id, 'audit.verify', 'staff', (work) =>
          verifyAudit(work, { anchor }),
        )
        all_intact &&= found.is_intact
        console.log(values.json ? JSON.stringify({ account_id, ...found }) : describe(account_id, found))
      }
      return all_intact
    })
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
