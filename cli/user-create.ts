// `custos user create`: a person of the team (or a customer), with a password from standard input or an invitation.
import { parseArgs } from 'node:util'
import { invite, newPersonsHash, setPasswordHash } from '../server/access/index.ts'
import { accountSettings, finishSetUp } from '../server/accounts/index.ts'
import { addMember, createUser, findFirstGroup } from '../server/people/index.ts'
import { systemWork } from '../server/platform/platform.ts'
import type { Role } from '../server/platform/work.ts'
import { UsageError, type Verb } from './verb.ts'
import { accountMeant, withDesk } from './with-desk.ts'

const ROLES: readonly Role[] = ['end-user', 'agent', 'admin', 'owner']
const MAX_INPUT_BYTES = 4_096

export const userCreate: Verb = {
  usage: `user create --email ADDRESS --name NAME --role ${ROLES.join('|')} [--password-stdin] [--account NUMBER|HOST]`,
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        email: { type: 'string' },
        name: { type: 'string' },
        role: { type: 'string' },
        account: { type: 'string' },
        'password-stdin': { type: 'boolean', default: false },
      },
    })
    const { email, name } = values
    const role = ROLES.find((one) => one === values.role)
    if (!email || !name) throw new UsageError('--email and --name say who it is')
    if (!role) throw new UsageError(`--role takes one of ${ROLES.join(', ')}`)
    const password = values['password-stdin'] ? await readLine() : null
    const hash = password === null ? null : await newPersonsHash(password, [email, name])
    return await withDesk(async (desk) => {
      const account_id = await accountMeant(desk, values.account)
      const { id, token } = await systemWork(desk, account_id, 'cli.user_create', 'staff', async (work) => {
        const user = await createUser(work, { email, name, role, verified: true })
        const group = role === 'end-user' ? null : await findFirstGroup(work)
        if (group) await addMember(work, user.id, group.id)
        // A desk with an owner is set up: its one-time link must not make a second one.
        if (role === 'owner' && !(await accountSettings(work)).is_set_up) await finishSetUp(work, user.id)
        if (hash !== null) await setPasswordHash(work, user.id, hash, 'operator')
        return { id: user.id, token: hash === null && role !== 'end-user' ? await invite(work, user.id) : null }
      })
      console.log(`User ${id} was created.`)
      if (token)
        console.log(
          `To choose a password, within three days (works once): ${await desk.publicUrl(account_id)}/welcome/${token}`,
        )
      return undefined
    })
  },
}

/** The first line of standard input: a password on the command line would stand in the list of processes. */
async function readLine(): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of process.stdin) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > MAX_INPUT_BYTES) throw new UsageError('--password-stdin takes one line')
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString('utf8').split(/\r?\n/, 1)[0] ?? ''
}
