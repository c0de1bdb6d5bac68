// A full disk: first as the quota of the file store, then as a small file system that really is full. Senders are told
// to come back later, API clients what is wrong, and whatever was acknowledged is there once there is room again.
import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import nodemailer from 'nodemailer'
import {
  type DeskFolder,
  type DeskProcess,
  makeOwner,
  newDeskFolder,
  removeDeskFolder,
  startDesk,
} from '../support/desk-process.ts'
import { freePorts } from '../support/free-ports.ts'
import { compare } from './findings.ts'
import { type Ledger, newLedger } from './ledger.ts'
import { addSupport, type LoadTarget, SUPPORT } from './load.ts'
import { startSmarthost } from './smarthost.ts'

const run = promisify(execFile)
const QUOTA_MB = 2
const MOUNT_MB = 200
const BALLAST_MB = 60
const MAIL_BYTES = 60_000
const ATTACHMENT_BYTES = 250_000
const MOST_MAILS = 2_000
const REFUSALS_WANTED = 5

export interface FullDiskReport {
  acknowledged: number
  refused: string[]
  problems: string[]
}

/** The file store may hold two megabytes; afterwards it may hold more. */
export async function fillQuota(): Promise<FullDiskReport> {
  const folder = await newFolder({ CUSTOS_FILES_QUOTA_MB: String(QUOTA_MB) })
  const roomy = { ...folder, env: { ...folder.env, CUSTOS_FILES_QUOTA_MB: '500' } }
  return await fill(folder, async (desk) => {
    await desk.stop()
    return await startDesk(roomy)
  })
}

/** Everything lies on a file system of 200 MB, of which 60 MB are given free afterwards. Needs root, for the mount. */
export async function fillMount(): Promise<FullDiskReport> {
  const place = await mkdtemp(join(tmpdir(), 'custos-full-'))
  const [image, mount] = [join(place, 'image'), join(place, 'mount')]
  await run('truncate', ['-s', `${MOUNT_MB}M`, image])
  await run('mkfs.ext4', ['-q', image])
  await mkdir(mount)
  await run('mount', ['-o', 'loop', image, mount])
  try {
    // The database's account has to get in.
    await chmod(place, 0o755)
    await chmod(mount, 0o755)
    await mkdir(join(mount, 'desk'))
    const ballast = join(mount, 'ballast')
    await writeFile(ballast, Buffer.alloc(BALLAST_MB * 1024 * 1024))
    const folder = await newFolder({ CUSTOS_DATA: join(mount, 'desk', 'data') })
    return await fill({ ...folder, data_dir: join(mount, 'desk', 'data') }, async (desk) => {
      await rm(ballast)
      await desk.stop()
      return await startDesk({ ...folder, data_dir: join(mount, 'desk', 'data') })
    })
  } finally {
    await run('umount', ['-l', mount])
    await rm(place, { recursive: true, force: true })
  }
}

async function newFolder(more: Record<string, string>): Promise<DeskFolder> {
  const [http = 0, smtp = 0, metrics = 0, outgoing = 0, nobody = 0] = await freePorts(5)
  return await newDeskFolder(
    { http, smtp, metrics },
    {
      CUSTOS_LOG_LEVEL: 'fatal',
      CUSTOS_SMARTHOST_URL: `smtp://127.0.0.1:${outgoing}`,
      CUSTOS_DNS_SERVERS: `127.0.0.1:${nobody}`,
      ...more,
    },
  )
}

async function fill(
  folder: DeskFolder,
  makeRoom: (desk: DeskProcess) => Promise<DeskProcess>,
): Promise<FullDiskReport> {
  const smarthost = await startSmarthost(Number(new URL(folder.env.CUSTOS_SMARTHOST_URL ?? '').port))
  let desk = await startDesk(folder)
  try {
    const target: LoadTarget = {
      url: desk.url,
      smtp_port: folder.ports.smtp,
      support: SUPPORT,
      authorization: await makeOwner(folder),
      run: Date.now().toString(36),
    }
    await addSupport(target)
    const ledger = newLedger()
    const refused = new Set<string>()
    const problems = [...(await mailUntilFull(target, ledger, refused)), ...(await uploadWhenFull(target, refused))]
    desk = await makeRoom(desk)
    if (!(await sendMail(target, 'after', ledger)).startsWith('250'))
      problems.push('with room again, mail is still refused')
    const { problems: found } = await compare(target, ledger, smarthost)
    return { acknowledged: ledger.mails.size, refused: [...refused], problems: [...problems, ...found] }
  } finally {
    await desk.stop()
    await smarthost.close()
    await removeDeskFolder(folder)
  }
}

/** Mails until several in a row are refused; each refusal has to say "later" (4xx, RFC 5321 4.2.1). */
async function mailUntilFull(target: LoadTarget, ledger: Ledger, refused: Set<string>): Promise<string[]> {
  const problems: string[] = []
  let refusals = 0
  for (let number = 0; number < MOST_MAILS && refusals < REFUSALS_WANTED; number++) {
    const answer = await sendMail(target, String(number), ledger)
    if (answer.startsWith('250')) continue
    refusals += 1
    refused.add(`SMTP ${answer.slice(0, 60)}`)
    if (!/^4\d\d/.test(answer)) problems.push(`a full disk was answered to a mail server with: ${answer}`)
  }
  if (refusals === 0) problems.push('the disk never became full')
  return problems
}

async function sendMail(target: LoadTarget, name: string, ledger: Ledger): Promise<string> {
  const subject = `mail-${target.run}-${name}`
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port: target.smtp_port, ignoreTLS: true })
  try {
    const { response } = await transport.sendMail({
      from: `Customer <customer@customers.example>`,
      to: target.support,
      subject,
      messageId: `<${subject}@customers.example>`,
      text: `${subject}\n${'The parcel has not arrived. '.repeat(40)}`,
      attachments: [{ filename: 'photo.bin', content: Buffer.alloc(MAIL_BYTES, name) }],
    })
    ledger.mails.add(subject)
    return response
  } catch (error) {
    return error instanceof Error && 'response' in error ? String(error.response) : String(error)
  }
}

/** Uploads and tickets: served, or refused with a reason a client can understand. */
async function uploadWhenFull(target: LoadTarget, refused: Set<string>): Promise<string[]> {
  const answer = await fetch(`${target.url}/api/v2/uploads.json?filename=photo.bin`, {
    method: 'POST',
    headers: { authorization: target.authorization, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(ATTACHMENT_BYTES * 10),
  })
  const text = await answer.text()
  refused.add(`upload ${answer.status}`)
  const is_clear = answer.status === 507 && /"code":"no_space"/.test(text) && /"request_id"/.test(text)
  return is_clear ? [] : [`an upload to a full disk was answered ${answer.status}: ${text.slice(0, 200)}`]
}
