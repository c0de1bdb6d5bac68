// Puts the modules together: the only place that knows all of them. Tests, benchmarks and the command line use the
// same composition as the server.
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import * as access from './access/index.ts'
import * as accounts from './accounts/index.ts'
import * as alarms from './alarms/index.ts'
import * as audit from './audit/index.ts'
import * as brands from './brands/index.ts'
import * as bulk from './bulk/index.ts'
import * as fields from './fields/index.ts'
import * as identity from './identity/index.ts'
import * as locales from './locales/index.ts'
import * as mail from './mail/index.ts'
import * as oauth from './oauth/index.ts'
import * as operations from './operations/index.ts'
import * as people from './people/index.ts'
import { type Clock, systemClock } from './platform/clock.ts'
import type { Config } from './platform/config.ts'
import { closePool, openPool, type PgConnection } from './platform/db.ts'
import { type DnsResolve, openDns } from './platform/dns.ts'
import { openLocalFolder } from './platform/files/index.ts'
import { openMetrics, reportTotal } from './platform/http/metrics.ts'
import { openHttpServer } from './platform/http/server.ts'
import { readSessionCookie } from './platform/http/session-cookie.ts'
import { openBus } from './platform/live/bus.ts'
import { addLiveSocket } from './platform/live/socket.ts'
import type { Log } from './platform/log.ts'
import type { Module } from './platform/module.ts'
import type { Platform } from './platform/platform.ts'
import { doWork, SYSTEM_ORIGIN, type Work } from './platform/work.ts'
import * as roles from './roles/index.ts'
import * as routing from './routing/index.ts'
import * as rules from './rules/index.ts'
import * as schedules from './schedules/index.ts'
import * as scim from './scim/index.ts'
import * as searching from './searching/index.ts'
import * as sideConversations from './side-conversations/index.ts'
import * as slas from './slas/index.ts'
import * as tickets from './tickets/index.ts'
import * as transfer from './transfer/index.ts'
import * as vault from './vault/index.ts'
import * as views from './views/index.ts'
import * as webhooks from './webhooks/index.ts'

/** Everything that is sealed with an account's data keys, for the change of keys. */
export const SEALED_COLUMNS: readonly vault.SealedColumn[] = [
  ...vault.vaultSealedColumns,
  ...bulk.bulkSealedColumns,
  ...people.peopleSealedColumns,
  ...access.accessSealedColumns,
  ...identity.identitySealedColumns,
  ...oauth.oauthSealedColumns,
  ...scim.scimSealedColumns,
  ...audit.auditSealedColumns,
  ...tickets.ticketSealedColumns,
  ...mail.mailSealedColumns,
  ...sideConversations.sideConversationSealedColumns,
  ...rules.ruleSealedColumns,
  ...views.viewSealedColumns,
  ...webhooks.webhookSealedColumns,
]

export const ALL_MODULES: readonly Module[] = [
  vault.vaultModule({ columns: SEALED_COLUMNS, files: { table: 'files' } }),
  accounts.module,
  bulk.module,
  locales.module,
  fields.module,
  roles.module,
  people.module,
  access.module,
  identity.module,
  oauth.module,
  scim.module,
  audit.module,
  brands.module,
  schedules.module,
  tickets.module,
  mail.module,
  alarms.module,
  sideConversations.module,
  slas.module,
  webhooks.module,
  routing.module,
  rules.module,
  searching.module,
  views.module,
  transfer.module,
  operations.module,
]

// People come before tickets and do not know them.
roles.offerRoleHolders({ count: people.countByRole, roleOf: people.roleIdOf })
people.offerUserCounts([tickets.openTicketCount])
fields.offerStatusUse(tickets.hasUnclosedTickets)

export const ALL_ENDPOINTS = ALL_MODULES.flatMap((module) => module.endpoints ?? [])
export const ALL_JOBS = ALL_MODULES.flatMap((module) => module.jobs ?? [])
export const ALL_EVENTS = ALL_MODULES.flatMap((module) => module.events ?? [])

export interface Desk extends Platform {
  readonly vault: vault.Vault
  readonly beginnings: readonly ((work: Work) => Promise<void>)[]
  openHttp(): Promise<FastifyInstance>
  close(): Promise<void>
}

/** Opens everything that roles share: database, bus, keys, files. Nothing listens yet. */
export async function openDesk(
  config: Config,
  connection: PgConnection,
  log: Log,
  given: { clock?: Clock; dns?: DnsResolve } = {},
): Promise<Desk> {
  const pool: pg.Pool = openPool(connection, config.database_connections, (error) =>
    log.warn({ err: error }, 'a database connection was lost'),
  )
  try {
    return await compose(config, connection, log, pool, given)
  } catch (error) {
    await closePool(pool)
    throw error
  }
}

async function compose(
  config: Config,
  connection: PgConnection,
  log: Log,
  pool: pg.Pool,
  given: { clock?: Clock; dns?: DnsResolve },
): Promise<Desk> {
  const clock = given.clock ?? systemClock
  const keys = vault.createVault(
    await vault.openKeyFile(config.key_file, () => vault.listKeyProviders(pool)),
    (account_id) => vault.loadAccountKeys(pool, account_id),
  )
  const metrics = openMetrics()
  reportTotal(metrics, 'custos_password_hashes_total', 'Passwords hashed, to store or to compare', access.hashesMade)
  const files = await openLocalFolder(config.files_dir, {
    quota_bytes: config.files_quota_mb === null ? null : config.files_quota_mb * 1024 * 1024,
  })
  // Last, since it has a connection of its own: what fails before it leaves none open.
  const bus = await openBus(connection, log)
  const engine = {
    pool,
    clock,
    bus,
    reactions: byEvent(ALL_MODULES.flatMap((module) => module.reactions ?? [])),
    // In the order of the modules: service levels run on what was asked before rules look at it.
    immediates: byEvent(ALL_MODULES.flatMap((module) => module.immediates ?? [])),
    unlock: keys.unlock,
  }
  const desk: Desk = {
    config,
    log,
    engine,
    pool,
    files,
    metrics,
    vault: keys,
    beginnings: ALL_MODULES.flatMap((module) => module.begin ?? []),
    findActor: access.findActor,
    dns: given.dns ?? openDns(config.dns_servers),
    publicUrl: async (account_id) => config.public_url ?? (await accounts.accountUrl(pool, account_id, config)),
    openHttp: () => openHttp(desk),
    async close() {
      await bus.close()
      await closePool(pool)
    },
  }
  return desk
}

access.offerSignInButtons(identity.signInButtons)
access.offerPasswordSource(identity.directories)
access.offerLeaving(identity.placeToLeave)
access.offerAccountSection(oauth.grantsSection)
access.offerGrants(oauth.grants)
access.offerUnlinking(identity.unlinkSince)
access.offerProgramSecrets(oauth.renewSecretsShownTo)
access.offerProgramSecrets(scim.revokeTokensShownTo)
access.offerLeaving(identity.placeToLeaveOidc)
access.offerLeaving(identity.placeToLeaveJwt)
identity.offerBrand(brands.defaultBrandId)
identity.offerSubjects(scim.ownerOfSubject)
access.offerWayIn({ name: 'sso', isOpen: identity.hasTestedProvider, personHas: identity.isLinked })
identity.offerNeedForProviders(async (work, audience) => (await access.signInPolicy(work, audience)).sso_only)
for (const section of access.ownAccountSections) access.offerAccountSection(section)
access.offerSignInStep(access.newPasswordStep)
access.offerMailer(mail.sendDeskMail)
access.offerSignInStep(access.secondFactorStep)
access.offerWayIn(access.passkeyWayIn)
access.offerAccountSection(access.factorsSection)
access.offerAccountSection(access.tokensSection)
mail.offerSideThreads(sideConversations.arrivingMail)
tickets.offerScreening(mail.screenRequest)
tickets.offerBeside(sideConversations.besideTicket)
tickets.offerStories(sideConversations.sideConversationStories)
tickets.offerSideLoads(slas.slaSideLoads)
tickets.offerCompanion(rules.askForRequester)
tickets.offerStories({ ...slas.slaStories, ...rules.RULE_STORIES })
for (const kind of ['trigger', 'automation', 'macro'] as const) tickets.offerRuleTitles(kind, rules.ruleTitles)
accounts.offerSettingsSections([locales.localeSettings, brands.brandSettings])

function byEvent<Item extends { readonly on: string }>(items: readonly Item[]): Map<string, Item[]> {
  const map = new Map<string, Item[]>()
  for (const item of items) map.set(item.on, [...(map.get(item.on) ?? []), item])
  return map
}

async function openHttp(desk: Desk): Promise<FastifyInstance> {
  const { config, engine, log, metrics, pool } = desk
  const findAccount = (host: string) => accounts.findAccount(pool, host)
  const app = await openHttpServer({
    engine,
    log,
    metrics,
    findAccount,
    platform: desk,
    endpoints: ALL_ENDPOINTS,
    authenticate: access.authenticate,
    proveHeader: (account_id, origin, header) => access.proveHeader(engine, account_id, origin, header),
    checkAddress: access.checkAddress,
    onRefusal: (account_id, origin, refusal) => access.noteRefusal(engine, account_id, origin, refusal),
    countRead: alarms.readCounter(engine, log),
    public_url: config.public_url,
    trusted_proxies: config.trusted_proxies,
    rate_limit: config.api_rate_limit,
    errorPage: access.errorPage,
  })
  addLiveSocket(app, {
    bus: engine.bus,
    metrics,
    async identify({ host, cookies, ip }) {
      const account_id = await findAccount(host)
      if (account_id === null) return null
      const credentials = { authorization: undefined, session: readSessionCookie(cookies, host), csrf_token: undefined }
      const actor = await doWork(
        engine,
        { account_id, actor: { kind: 'anonymous' }, origin: { ...SYSTEM_ORIGIN, ip }, audience: 'customer' },
        async (work) => {
          const found = await access.authenticate(work, credentials)
          return (await access.mayUseFrom(work, found)) ? found : null
        },
      )
      return actor && { account_id, actor }
    },
    identifyAgain: (account_id, actor, ip) =>
      doWork(
        engine,
        {
          account_id,
          actor: { kind: 'anonymous' },
          origin: { ...SYSTEM_ORIGIN, ip },
          audience: 'customer',
          read_only: true,
        },
        async (work) => {
          const session_id = actor.kind === 'user' ? actor.session_id : null
          const found = session_id === null ? null : await access.actorOfSession(work, session_id)
          return found && (await access.mayUseFrom(work, found)) ? found : null
        },
      ),
    listSeen: (account_id, actor, ids) =>
      doWork(
        engine,
        { account_id, actor, origin: SYSTEM_ORIGIN, audience: 'staff', read_only: true },
        async (work) => await tickets.listSeenIds(work, ids),
      ),
  })
  operations.addProbes(app, desk)
  await operations.addWebApp(app)
  return app
}
