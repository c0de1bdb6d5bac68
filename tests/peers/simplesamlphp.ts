// SimpleSAMLphp as an identity provider with two people, served by PHP's own server.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { freePorts } from '../support/free-ports.ts'
import { type IdpKey, makeIdpKey } from '../support/saml-idp.ts'
import { ensureInstalled, newFolder, type Program, startProgram } from './program.ts'

const HOME = '/usr/share/simplesamlphp'
const PASSWORD = 'words of the person'

/** A service provider as it is told to SimpleSAMLphp. */
export interface KnownDesk {
  entity_id: string
  acs_url: string
  logout_url: string
  certificate: string
  encrypts?: boolean
}

export interface IdentityProvider extends Program {
  base: string
  metadata(): Promise<string>
  /** Makes a desk known. */
  know(desk: KnownDesk): Promise<void>
  /** Signs with another key from now on, and announces both. */
  rollOver(): Promise<void>
  visitor(): Visitor
}

/** A browser's visit to the provider: keeps its cookies, fills its form, hands back what it posts or where it leads. */
export interface Visitor {
  /** Follows the provider's own pages from an address on; ends at a form for, or a redirect to, somebody else. */
  go(
    address: string,
    form?: Record<string, string>,
  ): Promise<{ address: string; fields: Record<string, string> | null }>
  signIn(address: string, email: string): Promise<{ address: string; fields: Record<string, string> | null }>
}

const bare = (certificate: string) => certificate.replace(/-----.*-----|\s/g, '')
const php = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

export async function startIdentityProvider(emails: readonly string[]): Promise<IdentityProvider> {
  await ensureInstalled(`${HOME}/www/saml2/idp/SSOService.php`, [
    'php-cgi',
    'php-cli',
    'php-xml',
    'php-mbstring',
    'simplesamlphp',
  ])
  const folder = await newFolder('simplesamlphp')
  const [port = 0] = await freePorts(1)
  const base = `http://127.0.0.1:${port}/`
  for (const name of ['config', 'metadata', 'cert', 'log', 'data', 'tmp', 'sessions']) await mkdir(join(folder, name))
  const users = emails.map(
    (email, index) =>
      `${php(`${email}:${PASSWORD}`)} => ['uid' => ['person-${index}'], 'email' => [${php(email)}], 'displayName' => ['Person ${index}'], 'groups' => ['Agents']]`,
  )
  await writeFile(
    join(folder, 'config/config.php'),
    `<?php $config = [
      'baseurlpath' => ${php(base)}, 'certdir' => ${php(`${folder}/cert/`)}, 'loggingdir' => ${php(`${folder}/log/`)},
      'datadir' => ${php(`${folder}/data/`)}, 'tempdir' => ${php(`${folder}/tmp`)}, 'metadatadir' => ${php(`${folder}/metadata`)},
      'metadata.sources' => [['type' => 'flatfile', 'directory' => ${php(`${folder}/metadata`)}]],
      'secretsalt' => 'a salt of this test', 'auth.adminpassword' => 'nobody uses this', 'timezone' => 'UTC',
      'enable.saml20-idp' => true, 'store.type' => 'phpsession', 'session.phpsession.savepath' => ${php(`${folder}/sessions`)},
      'session.cookie.secure' => false, 'session.phpsession.httponly' => true, 'session.cookie.samesite' => null,
      'logging.handler' => 'file', 'logging.level' => 5, 'errorreporting' => false, 'showerrors' => true,
      'technicalcontact_email' => 'na@example.org', 'language.default' => 'en', 'language.available' => ['en'],
      'module.enable' => ['exampleauth' => true, 'saml' => true, 'core' => true],
      'authproc.idp' => [], 'authproc.sp' => [], 'trusted.url.domains' => null,
    ];`,
  )
  await writeFile(
    join(folder, 'config/authsources.php'),
    `<?php $config = ['people' => ['exampleauth:UserPass', ${users.join(', ')}]];`,
  )
  const writeKey = async (name: string, key: IdpKey) => {
    await writeFile(join(folder, `cert/${name}.key`), key.private_key)
    await writeFile(join(folder, `cert/${name}.crt`), key.certificate)
  }
  const announce = async (has_next: boolean) =>
    await writeFile(
      join(folder, 'metadata/saml20-idp-hosted.php'),
      `<?php $metadata[${php(`${base}idp`)}] = ['host' => '__DEFAULT__', 'auth' => 'people', 'userid.attribute' => 'uid',
        'privatekey' => ${php(has_next ? 'next.key' : 'first.key')}, 'certificate' => ${php(has_next ? 'next.crt' : 'first.crt')},
        'saml20.sign.assertion' => true, 'saml20.sign.response' => true, 'signature.algorithm' => 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
        'sign.logout' => true, 'saml20.sendartifact' => false];`,
    )
  await writeKey('first', makeIdpKey())
  await announce(false)
  const known: KnownDesk[] = []
  const writeKnown = async () =>
    await writeFile(
      join(folder, 'metadata/saml20-sp-remote.php'),
      `<?php ${known
        .map(
          (
            desk,
          ) => `$metadata[${php(desk.entity_id)}] = ['AssertionConsumerService' => ${php(desk.acs_url)}, 'SingleLogoutService' => ${php(desk.logout_url)},
            'NameIDFormat' => 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent', 'simplesaml.nameidattribute' => 'uid',
            'keys' => [['type' => 'X509Certificate', 'signing' => true, 'encryption' => true, 'X509Certificate' => ${php(bare(desk.certificate))}]],
            'validate.authnrequest' => true, 'assertion.encryption' => ${desk.encrypts ? 'true' : 'false'}];`,
        )
        .join('\n')}`,
    )
  await writeKnown()
  const env = { SIMPLESAMLPHP_CONFIG_DIR: `${folder}/config` }
  const args = [
    '-d',
    'opcache.enable=0',
    '-d',
    `session.save_path=${folder}/sessions`,
    '-S',
    `127.0.0.1:${port}`,
    '-t',
    `${HOME}/www`,
  ]
  const program = await startProgram('php', args, { port, folder, env })
  return {
    ...program,
    base,
    async metadata() {
      const answer = await fetch(`${base}saml2/idp/metadata.php`)
      return await answer.text()
    },
    async know(desk) {
      known.push(desk)
      await writeKnown()
    },
    async rollOver() {
      await writeKey('next', makeIdpKey())
      await announce(true)
    },
    visitor: () => newVisitor(base),
  }
}

const MAX_PAGES = 12

function unescapeHtml(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#039;', "'")
    .replaceAll('&#43;', '+')
    .replaceAll('&amp;', '&')
}

function formOf(html: string): { action: string; fields: Record<string, string> } | null {
  const form = /<form[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/i.exec(html)
  if (!form) return null
  const fields: Record<string, string> = {}
  for (const [input] of (form[2] ?? '').matchAll(/<input[^>]*>/gi)) {
    const name = /name="([^"]*)"/.exec(input)?.[1]
    if (name) fields[unescapeHtml(name)] = unescapeHtml(/value="([^"]*)"/.exec(input)?.[1] ?? '')
  }
  return { action: unescapeHtml(form[1] ?? ''), fields }
}

function newVisitor(base: string): Visitor {
  const cookies = new Map<string, string>()
  const ask = async (address: string, form?: Record<string, string>) => {
    const answer = await fetch(address, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { body: new URLSearchParams(form) } : {}),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s)
      if (value === 'deleted' || value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    return answer
  }
  const go: Visitor['go'] = async (start, form) => {
    let address = start
    let sent = form
    for (let pages = 0; pages < MAX_PAGES; pages++) {
      const answer = await ask(address, sent)
      sent = undefined
      const location = answer.headers.get('location')
      if (location !== null) {
        const next = new URL(location, address).href
        if (!next.startsWith(base)) return { address: next, fields: null }
        address = next
        continue
      }
      const text = await answer.text()
      const found = formOf(text)
      if (!found)
        throw new Error(
          `the provider has no form at ${address}: ${text
            .replace(/<[^>]*>/g, ' ')
            .replace(/\s+/g, ' ')
            .slice(0, 1_500)}`,
        )
      return { address: new URL(found.action || address, address).href, fields: found.fields }
    }
    throw new Error('the provider redirects without end')
  }
  return {
    go,
    async signIn(address, email) {
      const page = await go(address)
      if (!page.address.startsWith(base)) return page
      return await go(page.address, { ...page.fields, username: email, password: PASSWORD })
    },
  }
}
