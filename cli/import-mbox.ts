// `custos import mbox`: the mails of a mailbox as tickets of the past.

import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { importMbox } from '../server/transfer/index.ts'
import { CommandFailed, UsageError, type Verb } from './verb.ts'
import { accountMeant, withDesk } from './with-desk.ts'

/** A mailbox is recognised by so many bytes of its beginning: it may grow at its end. */
const FINGERPRINT_BYTES = 4_096

export const importMboxVerb: Verb = {
  usage: 'import mbox FILE --address support@example.com [--address …] [--account NUMBER|HOST]',
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { address: { type: 'string', multiple: true }, account: { type: 'string' } },
    })
    const [path, ...rest] = positionals
    if (path === undefined || rest.length > 0) throw new UsageError('name the file')
    if (!values.address) throw new UsageError('--address names the address of the desk that the mails went to')
    const { address: addresses, account } = values
    const fingerprint = await fingerprintOf(path)
    return await withDesk(async (desk) =>
      importMbox(
        desk,
        await accountMeant(desk, account),
        { fingerprint, addresses, open: (start) => createReadStream(path, { start }) },
        { write: (line) => console.log(line), tell: (line) => console.error(`custos: ${line}`) },
      ),
    )
  },
}

async function fingerprintOf(path: string): Promise<string> {
  try {
    await using file = await open(path)
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(FINGERPRINT_BYTES), position: 0 })
    return createHash('sha256').update(buffer.subarray(0, bytesRead)).digest('hex')
  } catch (error) {
    throw new CommandFailed(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}
