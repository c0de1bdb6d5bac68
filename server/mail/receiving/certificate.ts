// The certificate of the SMTP server: the operator's when its paths are set (read again when the files change, so a
// renewal needs no restart), else a self-made one, generated once into the data folder. A self-made certificate keeps
// passive listeners out; senders do not check names of MX hosts without DANE or MTA-STS (RFC 7435).
import { randomUUID } from 'node:crypto'
import { chmod, link, mkdir, readFile, stat, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createSecureContext } from 'node:tls'
import type { BaseLogger } from 'pino'
import { makeSelfSigned } from './self-signed.ts'

export interface CertificatePair {
  key: string
  cert: string
}

export interface CertificateSource {
  /** The pair to present now. */
  current(): CertificatePair
  /** Looks whether the files changed; answers the new pair if so and if it is usable, else null. Never throws. */
  refresh(): Promise<CertificatePair | null>
}

/** Ten years: nothing checks its dates, and an expiry nobody watches would only break deliveries. */
const SELF_MADE_DAYS = 3650

/** The stored self-made pair, made on first use; `folder/mail-certificate.pem` is readable by its owner only. */
async function selfMade(folder: string, host_name: string): Promise<CertificatePair> {
  const file = join(folder, 'mail-certificate.pem')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const stored = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (stored === null) {
    const made = makeSelfSigned(host_name, SELF_MADE_DAYS, new Date())
    // Written beside and linked into place, so that two processes starting together end with the same pair.
    const draft = `${file}.${randomUUID()}`
    await writeFile(draft, made.key + made.cert, { mode: 0o600, flag: 'wx' })
    await link(draft, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
    await unlink(draft)
    return selfMade(folder, host_name)
  }
  await chmod(file, 0o600)
  const key = /-----BEGIN (?:EC )?PRIVATE KEY-----[\s\S]+?-----END (?:EC )?PRIVATE KEY-----/.exec(stored)?.[0]
  const cert = /-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----/.exec(stored)?.[0]
  if (!key || !cert) throw new Error(`${file} holds no key and certificate; remove it and start again`)
  return { key, cert }
}

/**
 * Opens the certificate to present. Throws when the configured files cannot be read or do not fit each other; a later
 * change that is unusable keeps the pair in use and is logged.
 */
export async function openCertificate(options: {
  data_folder: string
  host_name: string
  key_path?: string | undefined
  cert_path?: string | undefined
  log: Pick<BaseLogger, 'warn' | 'info'>
}): Promise<CertificateSource> {
  const { key_path, cert_path, log } = options
  if (!key_path || !cert_path) {
    const pair = await selfMade(options.data_folder, options.host_name)
    return { current: () => pair, refresh: async () => null }
  }
  const stamp = async () => {
    const [key, cert] = await Promise.all([stat(key_path), stat(cert_path)])
    return [key.mtimeMs, key.size, key.ino, cert.mtimeMs, cert.size, cert.ino].join(' ')
  }
  const read = async () => {
    const pair = { key: await readFile(key_path, 'utf8'), cert: await readFile(cert_path, 'utf8') }
    createSecureContext(pair)
    return pair
  }
  let seen = await stamp()
  let pair = await read()
  return {
    current: () => pair,
    async refresh() {
      try {
        const now = await stamp()
        if (now === seen) return null
        seen = now
        pair = await read()
        log.info({}, 'mail certificate read again')
        return pair
      } catch (error) {
        log.warn({ code: (error as NodeJS.ErrnoException).code }, 'new mail certificate is unusable, the old one stays') // fs and tls errors carry a code
        return null
      }
    },
  }
}
