// slapd with a few people: Anna, who is in a group, and Otto, whose account is locked.
import { execFile } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
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

export interface Directory extends Program {
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
      'modulepath /usr/lib/ldap',
      'moduleload back_mdb',
      `pidfile ${folder}/pid`,
      `TLSCertificateFile ${folder}/cert.pem`,
      `TLSCertificateKeyFile ${folder}/key.pem`,
      'database mdb',
      `suffix "${BASE_DN}"`,
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
  return { ...program, url: `ldap://localhost:${port}`, tls_url: `ldaps://localhost:${tls_port}`, ca }
}
