import { X509Certificate } from 'node:crypto'
import { chmod, mkdtemp, readFile, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, createServer } from 'node:tls'
import { describe, expect, test } from 'vitest'
import { openCertificate } from './certificate.ts'
import { makeSelfSigned } from './self-signed.ts'

const log = { info() {}, warn() {} }
const folder = () => mkdtemp(join(tmpdir(), 'custos-cert-'))

describe('the self-made certificate', () => {
  test.each(['desk.example', `${'a'.repeat(60)}.${'b'.repeat(60)}.example`])(
    'is valid for %s and for nothing else',
    async (host) => {
      const pair = makeSelfSigned(host, 3650, new Date('2045-01-01T00:00:00Z'))
      const read = new X509Certificate(pair.cert)
      expect(read.checkHost(host)).toBe(host)
      expect(read.checkHost('other.example')).toBeUndefined()
      expect(read.verify(read.publicKey)).toBe(true)
      expect(read.ca).toBe(false)
      expect(new Date(read.validTo).getUTCFullYear()).toBe(2054)
    },
  )

  test('carries a TLS session with a client that trusts it', async () => {
    const pair = makeSelfSigned('desk.example', 30, new Date())
    const server = createServer(pair, (socket) => socket.end('hello'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number } // a TCP server has an address object
    const socket = connect({ port, host: '127.0.0.1', servername: 'desk.example', ca: pair.cert })
    const said = await new Promise<string>((resolve, reject) => {
      socket.on('data', (chunk) => resolve(chunk.toString()))
      socket.on('error', reject)
    })
    expect(said).toBe('hello')
    server.close()
  })

  test('is made once, readable by its owner only, also when two start together', async () => {
    const data_folder = join(await folder(), 'mail')
    const options = { data_folder, host_name: 'desk.example', log }
    const [one, two] = await Promise.all([openCertificate(options), openCertificate(options)])
    const three = await openCertificate(options)
    expect(two.current()).toEqual(one.current())
    expect(three.current()).toEqual(one.current())
    expect((await stat(data_folder)).mode & 0o777).toBe(0o700)
    const file = join(data_folder, 'mail-certificate.pem')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    await chmod(file, 0o644)
    await openCertificate(options)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await readFile(file, 'utf8')).toContain('PRIVATE KEY')
  })
})

describe("the operator's certificate", () => {
  async function withFiles() {
    const data_folder = await folder()
    const paths = { key_path: join(data_folder, 'key.pem'), cert_path: join(data_folder, 'cert.pem') }
    const put = async (pair: { key: string; cert: string }, at: number) => {
      await writeFile(paths.key_path, pair.key)
      await writeFile(paths.cert_path, pair.cert)
      await utimes(paths.key_path, at, at)
      await utimes(paths.cert_path, at, at)
    }
    return { options: { data_folder, host_name: 'desk.example', log, ...paths }, put }
  }

  test('is read again when its files change, and only then', async () => {
    const { options, put } = await withFiles()
    const first = makeSelfSigned('desk.example', 30, new Date())
    const second = makeSelfSigned('desk.example', 30, new Date())
    await put(first, 1000)
    const source = await openCertificate(options)
    expect(await source.refresh()).toBeNull()
    await put(second, 2000)
    expect(await source.refresh()).toEqual(second)
    expect(source.current()).toEqual(second)
    expect(await source.refresh()).toBeNull()
  })

  test('a change that does not fit together keeps the old one; at start it is an error', async () => {
    const { options, put } = await withFiles()
    const first = makeSelfSigned('desk.example', 30, new Date())
    await put(first, 1000)
    const source = await openCertificate(options)
    const broken = { key: makeSelfSigned('desk.example', 30, new Date()).key, cert: first.cert }
    await put(broken, 2000)
    expect(await source.refresh()).toBeNull()
    expect(source.current()).toEqual(first)
    await expect(openCertificate(options)).rejects.toThrow()
  })
})
