// slapd with a few people: Anna, who is in a group, and Otto, whose account is locked. Tests add, change and remove others,
// with the switches that Active Directory has.
import { execFile } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Attribute, Change, Client } from 'ldapts'
import { certify } from '../../server/platform/certificate.ts'
import { freePorts } from '../support/free-ports.ts'
import { ensureInstalled, newFolder, type Program, startProgram } from './program.ts'

const run = promisify(execFile)

export const BASE_DN = 'dc=corp,dc=example'
export const SERVICE_DN = `cn=service,${BASE_DN}`
export const SERVICE_PASSWORD = 'service words for the desk'
export const PASSWORDS = { anna: 'annas own words', otto: 'ottos own words' } as const

const LDIF = `dn: ${BASE_DN}
objectClass: dcObject
objectClass: organization
o: Corp
dc: corp

dn: ${SERVICE_DN}
objectClass: organizationalRole
objectClass: simpleSecurityObject
cn: service
userPassword: ${SERVICE_PASSWORD}

dn: ou=people,${BASE_DN}
objectClass: organizationalUnit
ou: people

dn: uid=anna,ou=people,${BASE_DN}
objectClass: inetOrgPerson
uid: anna
cn: Anna Beispiel
sn: Beispiel
mail: anna@corp.example
userPassword: ${PASSWORDS.anna}

dn: uid=otto,ou=people,${BASE_DN}
objectClass: inetOrgPerson
uid: otto
cn: Otto Gesperrt
sn: Gesperrt
mail: otto@corp.example
employeeType: disabled
userPassword: ${PASSWORDS.otto}

dn: ou=groups,${BASE_DN}
objectClass: organizationalUnit
ou: groups

dn: cn=Agents,ou=groups,${BASE_DN}
objectClass: groupOfNames
cn: Agents
member: uid=anna,ou=people,${BASE_DN}
`

const ROOT_DN = `cn=root,${BASE_DN}`
const ROOT_PASSWORD = 'root words for the test'
const SWITCHES = [
  "attributetype ( 1.2.840.113556.1.4.8 NAME 'userAccountControl' EQUALITY integerMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )",
  "attributetype ( 1.2.840.113556.1.4.159 NAME 'accountExpires' EQUALITY integerMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )",
  "objectclass ( 1.3.6.1.4.1.99999.1 NAME 'accountSwitches' SUP top AUXILIARY MAY ( userAccountControl $ accountExpires ) )",
]

export interface Directory extends Program {
  /** Adds a person whose password is `words of <uid>`. */
  add(uid: string): Promise<void>
  change(uid: string, attribute: string, value: string): Promise<void>
  remove(uid: string): Promise<void>
  url: string
  tls_url: string
  ca: string
}

export async function startDirectory(): Promise<Directory> {
  await ensureInstalled('/usr/sbin/slapd', ['slapd', 'ldap-utils'])
  const folder = await newFolder('slapd')
  const [port = 0, tls_port = 0] = await freePorts(2)
  const keys = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  const ca = certify(keys, { name: 'localhost', is_host: true, valid_days: 1, now: new Date() })
  await writeFile(join(folder, 'key.pem'), keys.privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  await writeFile(join(folder, 'cert.pem'), ca)
  await mkdir(join(folder, 'data'))
  const schemas = ['core', 'cosine', 'inetorgperson'].map((name) => `include /etc/ldap/schema/${name}.schema`)
  const config = join(folder, 'slapd.conf')
  await writeFile(
    config,
    [
      ...schemas,
      ...SWITCHES,
      'modulepath /usr/lib/ldap',
      'moduleload back_mdb',
      `pidfile ${folder}/pid`,
      `TLSCertificateFile ${folder}/cert.pem`,
      `TLSCertificateKeyFile ${folder}/key.pem`,
      'database mdb',
      `suffix "${BASE_DN}"`,
      `rootdn "${ROOT_DN}"`,
      `rootpw "${ROOT_PASSWORD}"`,
      `directory ${folder}/data`,
      'access to attrs=userPassword by anonymous auth by * none',
      `access to * by dn.exact="${SERVICE_DN}" read by self read by * none`,
      '',
    ].join('\n'),
  )
  await writeFile(join(folder, 'people.ldif'), LDIF)
  await run('/usr/sbin/slapadd', ['-f', config, '-l', join(folder, 'people.ldif')])
  const urls = `ldap://127.0.0.1:${port}/ ldaps://127.0.0.1:${tls_port}/`
  const program = await startProgram('/usr/sbin/slapd', ['-d', '0', '-f', config, '-h', urls], { port, folder })
  const dnOf = (uid: string) => `uid=${uid},ou=people,${BASE_DN}`
  const asRoot = async (act: (client: Client) => Promise<void>) => {
    const client = new Client({ url: `ldap://127.0.0.1:${port}` })
    await client.bind(ROOT_DN, ROOT_PASSWORD)
    await act(client)
    await client.unbind()
  }
  const ways = {
    add: (uid: string) =>
      asRoot((client) =>
        client.add(dnOf(uid), {
          objectClass: ['inetOrgPerson', 'accountSwitches'],
          uid,
          cn: `Person ${uid}`,
          sn: uid,
          mail: `${uid}@corp.example`,
          userAccountControl: '512',
          userPassword: `words of ${uid}`,
        }),
      ),
    change: (uid: string, type: string, value: string) =>
      asRoot((client) =>
        client.modify(
          dnOf(uid),
          new Change({ operation: 'replace', modification: new Attribute({ type, values: [value] }) }),
        ),
      ),
    remove: (uid: string) => asRoot((client) => client.del(dnOf(uid))),
  }
  return { ...program, ...ways, url: `ldap://localhost:${port}`, tls_url: `ldaps://localhost:${tls_port}`, ca }
}
