// An attacker who has the database, but no key, works over an account's audit: every trace must show.

import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type BareAccount, bareAccount } from '../../tests/support/bare-account.ts'
import { testDatabase } from '../../tests/support/worker-database.ts'
import { canonicalJson, eventDigest } from '../platform/event-digest.ts'
import { event } from '../platform/events.ts'
import { doWork, SYSTEM_ORIGIN } from '../platform/work.ts'
import { AuditBroken, sealAudit } from './actions.ts'
import { parseAnchor } from './chain.ts'
import { actionOf, changedFields } from './schema.ts'
import { verifyAudit } from './verify.ts'

const thingChanged = event({
  type: 'thing.changed',
  subject: 'thing',
  summary: 'Something was changed',
  data: z.object({ b: z.number(), a: z.array(z.unknown()) }),
  sealed: z.object({ text: z.string() }),
})

let attacker: pg.Client
beforeAll(async () => {
  attacker = new pg.Client((await testDatabase()).superuser)
  await attacker.connect()
})
afterAll(() => attacker.end())

async function record(account: BareAccount, count: number): Promise<number[]> {
  return await account.work(async (work) =>
    Array.from({ length: count }, (_, i) =>
      work.record(thingChanged, i + 1, { b: i, a: [null, 1.5, 'ä', { z: 1, y: [] }] }, { text: 'x' }),
    ),
  )
}

const seal = (account: BareAccount, everywhere = false) => account.work((work) => sealAudit(work, { everywhere }))

async function verify(account: BareAccount, anchor?: string) {
  const point = anchor === undefined ? undefined : (parseAnchor(anchor) ?? undefined)
  return await account.work((work) => verifyAudit(work, { anchor: point }))
}

async function findings(account: BareAccount, anchor?: string): Promise<string[]> {
  return (await verify(account, anchor)).findings.map((finding) => finding.what)
}

/** Twelve entries in three sealed batches. */
async function sealedAccount(): Promise<BareAccount & { event_ids: number[] }> {
  const account = await bareAccount()
  const event_ids: number[] = []
  for (let batch = 0; batch < 3; batch++) {
    event_ids.push(...(await record(account, 4)))
    await seal(account)
  }
  return { ...account, event_ids }
}

/** Runs the attacker's statement for the account, which is $1. Returns how many rows it hit. */
async function attack(account: BareAccount, statement: string, ...values: unknown[]): Promise<number> {
  const { rowCount } = await attacker.query(statement, [account.account_id, ...values])
  expect(rowCount, 'the attack must hit something').toBeGreaterThan(0)
  return rowCount ?? 0
}

describe('an untouched audit', () => {
  it('is intact: sealed, partly sealed, and empty', async () => {
    const account = await bareAccount()
    expect(await verify(account)).toMatchObject({ is_intact: true, entries: 0, unsealed: 0 })
    await record(account, 3)
    expect(await verify(account)).toMatchObject({ is_intact: true, entries: 0, unsealed: 3 })
    expect(await seal(account)).toMatchObject({ entries: 3, refused_entry_ids: [], has_more: false })
    await record(account, 2)
    expect(await verify(account)).toMatchObject({ is_intact: true, entries: 3, unsealed: 2 })
  })

  it('has nothing to seal twice', async () => {
    const account = await sealedAccount()
    expect(await seal(account)).toMatchObject({ entries: 0, seal: null })
  })

  it('is sealed once by many who try at the same time', async () => {
    const account = await bareAccount()
    await record(account, 50)
    const tries = await Promise.all(Array.from({ length: 5 }, () => seal(account)))
    expect(tries.reduce((sum, { entries }) => sum + entries, 0)).toBe(50)
    expect(await verify(account)).toMatchObject({ is_intact: true, entries: 50, unsealed: 0 })
  })

  it('takes in an entry that commits after younger ones were sealed', async () => {
    const account = await bareAccount()
    const younger_sealed = Promise.withResolvers<void>()
    const about_to_commit = Promise.withResolvers<void>()
    const client = await account.pool.connect()
    const query = client.query.bind(client) as (...args: unknown[]) => Promise<unknown> // One of its many overloads.
    const waiting = {
      release: () => undefined,
      async query(...args: unknown[]) {
        if (args[0] === 'commit') {
          about_to_commit.resolve()
          await younger_sealed.promise
        }
        return await query(...args)
      },
    }
    const pool = { connect: async () => waiting } as unknown as pg.Pool // All that a unit of work asks of a pool.
    const request = {
      account_id: account.account_id,
      actor: { kind: 'system', name: 'slow' },
      origin: SYSTEM_ORIGIN,
      audience: 'staff',
    } as const
    const slow = doWork({ ...account.engine, pool }, request, async (work) =>
      work.record(thingChanged, 1, { b: 1, a: [] }),
    )
    await about_to_commit.promise
    await record(account, 3)
    expect(await seal(account)).toMatchObject({ entries: 3 })
    younger_sealed.resolve()
    await slow
    client.release()
    expect(await seal(account)).toMatchObject({ entries: 1 })
    expect(await verify(account)).toMatchObject({ is_intact: true, entries: 4, unsealed: 0 })
  })

  it('stays intact when keys are changed under hidden text, and says so when the text is erased', async () => {
    const account = await sealedAccount()
    await attack(
      account,
      'update events set sealed = null where account_id = $1 and event_id = $2',
      account.event_ids[0],
    )
    expect(await verify(account)).toMatchObject({ is_intact: true, texts_erased: 1 })
    await attack(
      account,
      "update events set sealed = 'resealed' where account_id = $1 and event_id = $2",
      account.event_ids[1],
    )
    expect(await verify(account)).toMatchObject({ is_intact: true, texts_erased: 1 })
  })

  it('agrees with an anchor taken before', async () => {
    const account = await sealedAccount()
    const { anchor } = await verify(account)
    await record(account, 5)
    await seal(account)
    expect(await verify(account, anchor)).toMatchObject({ is_intact: true, entries: 17 })
  })
})

describe('the server itself', () => {
  it('may not change or delete what was recorded', async () => {
    const account = await sealedAccount()
    for (const table of ['audit_entries', 'audit_chain', 'audit_seals']) {
      for (const statement of [`delete from ${table}`, `update ${table} set account_id = account_id`]) {
        await expect(
          account.work((work) => work.db.plain(statement)),
          statement,
        ).rejects.toThrow('permission denied')
      }
    }
  })
})

describe('an attacker shows who', () => {
  it.each([
    [
      'edits an entry',
      ['entry_changed', 'event_changed'],
      "update audit_entries set action = 'thing.praised' where account_id = $1 and event_id = $2",
    ],
    [
      'gives an entry another actor',
      ['entry_changed', 'event_changed'],
      'update audit_entries set actor_id = 7 where account_id = $1 and event_id = $2',
    ],
    [
      'moves an entry in time',
      ['entry_changed', 'event_changed'],
      "update audit_entries set created_at = created_at - interval '1 day' where account_id = $1 and event_id = $2",
    ],
    [
      'edits an event',
      ['event_changed'],
      `update events set data = '{"b": 99, "a": []}' where account_id = $1 and event_id = $2`,
    ],
    [
      'edits the actor of an event',
      ['event_changed'],
      "update events set actor_kind = 'user', actor_id = 7 where account_id = $1 and event_id = $2",
    ],
    [
      'edits entry and event alike',
      ['entry_changed', 'event_changed'],
      `with a as (update audit_entries set subject_id = 99 where account_id = $1 and event_id = $2) update events set subject_id = 99 where account_id = $1 and event_id = $2`,
    ],
    ['deletes an event', ['event_missing'], 'delete from events where account_id = $1 and event_id = $2'],
    [
      'deletes an entry',
      ['entry_missing', 'event_without_entry'],
      'delete from audit_entries where account_id = $1 and event_id = $2',
    ],
    [
      'deletes an entry with its event',
      ['entry_missing'],
      'with a as (delete from audit_entries where account_id = $1 and event_id = $2) delete from events where account_id = $1 and event_id = $2',
    ],
    [
      'deletes an entry, its event and its link',
      ['gap'],
      `with a as (delete from audit_entries where account_id = $1 and event_id = $2 returning entry_id),
            c as (delete from audit_chain using a where audit_chain.account_id = $1 and audit_chain.entry_id = a.entry_id)
       delete from events where account_id = $1 and event_id = $2`,
    ],
    [
      'adds an event without an entry',
      ['event_without_entry'],
      `insert into events select account_id, event_id + 1000, type, subject_type, subject_id, actor_id, actor_kind, channel, request_id, data, null, created_at, token_id, client_id, impersonator_id from events where account_id = $1 and event_id = $2`,
    ],
    [
      'adds an entry',
      ['entry_not_genuine'],
      `insert into audit_entries select account_id, entry_id + 1000, event_id, action, subject_type, subject_id, actor_id, digest, created_at from audit_entries where account_id = $1 and event_id = $2`,
    ],
  ])('%s', async (_, expected, statement) => {
    const account = await sealedAccount()
    await attack(account, statement, account.event_ids[5])
    expect((await findings(account)).sort()).toEqual(expected)
  })

  it('exchanges two entries', async () => {
    const account = await sealedAccount()
    await attack(account, 'update audit_chain set entry_id = -entry_id where account_id = $1 and position in (2, 3)')
    await attack(
      account,
      'update audit_chain c set entry_id = -o.entry_id from audit_chain o where c.account_id = $1 and o.account_id = $1 and c.position in (2, 3) and o.position = 5 - c.position',
    )
    expect(await findings(account)).toEqual(['entry_changed', 'entry_changed'])
  })

  it('forges a seal, removes one, or changes what was sealed', async () => {
    const forged = await sealedAccount()
    await attack(
      forged,
      "update audit_seals set sealed_at = sealed_at - interval '1 day' where account_id = $1 and position = 8",
    )
    expect(await findings(forged)).toEqual(['seal_forged'])
    const removed = await sealedAccount()
    await attack(removed, 'delete from audit_seals where account_id = $1 and position = 8')
    expect(await findings(removed)).toEqual(['seal_forged'])
    const changed = await sealedAccount()
    await attack(changed, "update audit_chain set hash = sha256('x') where account_id = $1 and position = 8")
    expect(await findings(changed)).toEqual(['entry_changed', 'seal_mismatch', 'entry_changed'])
  })

  it('cuts off links, seals or both', async () => {
    const links = await sealedAccount()
    await attack(links, 'delete from audit_chain where account_id = $1 and position > 8')
    expect(await findings(links)).toEqual(['gap'])
    const seals = await sealedAccount()
    await attack(seals, 'delete from audit_seals where account_id = $1 and position > 8')
    expect(await findings(seals)).toEqual(['end_unsealed'])
    const both = await sealedAccount()
    const { anchor } = await verify(both)
    await attack(both, 'delete from audit_chain where account_id = $1 and position > 8')
    await attack(both, 'delete from audit_seals where account_id = $1 and position > 8')
    expect(await findings(both, anchor)).toEqual(['anchor_mismatch'])
  })

  it('cuts off everything new, when an anchor was kept', async () => {
    const account = await sealedAccount()
    const { anchor } = await verify(account)
    for (const table of ['audit_chain', 'audit_seals'])
      await attack(account, `delete from ${table} where account_id = $1 and position > 8`)
    for (const table of ['audit_entries', 'events'])
      await attack(account, `delete from ${table} where account_id = $1 and event_id >= $2`, account.event_ids[8])
    expect(await findings(account)).toEqual([])
    expect(await findings(account, anchor)).toEqual(['anchor_mismatch'])
    await record(account, 4)
    await seal(account)
    expect(await findings(account, anchor)).toEqual(['anchor_mismatch'])
  })

  it('replaces everything by the audit of another account', async () => {
    const [mine, other] = [await sealedAccount(), await sealedAccount()]
    for (const table of ['audit_chain', 'audit_seals', 'audit_entries', 'events']) {
      await attack(mine, `delete from ${table} where account_id = $1`)
      await attack(other, `update ${table} set account_id = $2 where account_id = $1`, mine.account_id)
    }
    expect(await findings(mine)).toContain('seal_forged')
  })
})

describe('sealing', () => {
  it('refuses entries that were made up or changed before they were sealed, and seals the others', async () => {
    const account = await bareAccount()
    const event_ids = await record(account, 3)
    await attack(account, "update events set data = '{}' where account_id = $1 and event_id = $2", event_ids[1])
    const sealed = await seal(account)
    expect([sealed.entries, sealed.refused_entry_ids.length]).toEqual([2, 1])
    expect(await findings(account)).toEqual(['entry_not_genuine'])
  })

  it('adds nothing to a chain that was tampered with', async () => {
    for (const statement of [
      'delete from audit_seals where account_id = $1 and position > 8',
      'delete from audit_chain where account_id = $1 and position > 8',
      "update audit_seals set signature = sha256('x') where account_id = $1 and position = 12",
    ]) {
      const account = await sealedAccount()
      await attack(account, statement)
      await record(account, 1)
      await expect(seal(account), statement).rejects.toThrow(AuditBroken)
    }
  })

  it('finds strays far older than what is sealed when it looks everywhere', async () => {
    const account = await bareAccount()
    await record(account, 1)
    await seal(account)
    const event_id = (await record(account, 1))[0] ?? 0
    // The entry gets an id from two hours ago, as one of a transaction that took that long would have.
    const { rows } = await attacker.query(
      'select e.*, a.entry_id - 4096::bigint * 7200000 as entry_id from events e join audit_entries a using (account_id, event_id) where account_id = $1 and event_id = $2',
      [account.account_id, event_id],
    )
    const facts = {
      ...rows[0],
      created_at: rows[0].created_at.toISOString(),
      data: canonicalJson(rows[0].data),
      has_text: true,
    }
    const digest = await account.work(async (work) => eventDigest(work.sealing, rows[0].entry_id, facts))
    await attack(
      account,
      'update audit_entries set entry_id = $3, digest = $4 where account_id = $1 and event_id = $2',
      event_id,
      rows[0].entry_id,
      digest,
    )
    expect(await seal(account)).toMatchObject({ entries: 0 })
    expect(await seal(account, true)).toMatchObject({ entries: 1, refused_entry_ids: [] })
    expect(await verify(account)).toMatchObject({ is_intact: true, entries: 2 })
  })
})

describe('an audit log', () => {
  it.each([
    ['ticket.created', 'create'],
    ['user.deleted', 'destroy'],
    ['session.signed_in', 'login'],
    ['ticket.source_downloaded', 'exported'],
    ['ticket.updated', 'update'],
  ])('of %s is shown as %s', (type, action) => {
    expect(actionOf(type)).toBe(action)
  })

  it('names the fields that changed and nothing of their values', () => {
    expect(changedFields({ changes: [{ field_name: 'status', value: 'open' }, { field_name: 'priority' }] })).toBe(
      'status, priority',
    )
    expect(changedFields({ fields: ['desk.name'] })).toBe('desk.name')
    expect(changedFields({ user_id: 1 })).toBe('')
    expect(changedFields(null)).toBe('')
  })
})
