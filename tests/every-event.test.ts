// All events: each has a type of its own in the past tense, is declared before it is recorded, comes with an audit
// entry, and carries no text outside of its sealed part.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { ALL_EVENTS, ALL_JOBS, ALL_MODULES } from '../server/compose.ts'
import { sql } from '../server/platform/db.ts'
import { type Fixture, newFixture } from './support/fixture.ts'

interface Recorded {
  event_id: number
  type: string
  subject_type: string
  data: unknown
  entries: number
}

describe('every event', () => {
  let desk: Fixture
  let recorded: Recorded[]

  beforeAll(async () => {
    desk = await newFixture()
    await desk.call(desk.agent, `PUT /api/v2/tickets/${desk.ids.ticket_id}`, {
      ticket: { status: 'solved', subject: 'Another' },
    })
    await desk.runJobs()
    recorded = await desk.work((work) =>
      work.db.all<Recorded>(sql`
        select e.event_id, e.type, e.subject_type, e.data,
          (select count(*) from audit_entries a where a.account_id = e.account_id and a.event_id = e.event_id) as entries
        from events e where e.account_id = ${work.account_id}`),
    )
  })

  it('is seen', () => {
    expect(ALL_EVENTS.length).toBeGreaterThan(20)
    expect(recorded.length).toBeGreaterThan(10)
  })

  it('has a type of its own', () => {
    const types = ALL_EVENTS.map((event) => event.type)
    expect(types.filter((type, position) => types.indexOf(type) !== position)).toEqual([])
  })

  it('that the code declares is in the list of its module', () => {
    const root = join(import.meta.dirname, '..')
    const declared = globSync('server/**/*.ts', { cwd: root })
      .filter((path) => !path.endsWith('.test.ts') && !path.startsWith('server/platform/'))
      .flatMap((path) =>
        [...readFileSync(join(root, path), 'utf8').matchAll(/event\(\{\s*type: '([^']+)'/g)].map((match) => match[1]),
      )
    const known = new Set(ALL_EVENTS.map((event) => event.type))
    expect(declared.filter((type) => type !== undefined && !known.has(type))).toEqual([])
  })

  it('is recorded with exactly one audit entry, by a declared type, with data of its schema', () => {
    for (const row of recorded) {
      expect(row.entries, row.type).toBe(1)
      const declared = ALL_EVENTS.find((event) => event.type === row.type)
      expect(declared, row.type).toBeDefined()
      expect(declared?.subject, row.type).toBe(row.subject_type)
      const schema: z.ZodType | undefined = declared?.data
      const read = schema?.safeParse(row.data)
      expect(read?.error?.message, `${row.type} ${JSON.stringify(row.data)}`).toBeUndefined()
    }
  })

  it('keeps text sealed', () => {
    expect(JSON.stringify(recorded)).not.toContain(desk.secret_word)
    expect(JSON.stringify(recorded)).not.toContain(desk.note_word)
    expect(JSON.stringify(recorded)).not.toContain('@people.example')
  })

  it('that somebody reacts to has a job that somebody runs', () => {
    const jobs = new Set(ALL_JOBS.map((job) => job.name))
    const types = new Set(ALL_EVENTS.map((event) => event.type))
    for (const reaction of ALL_MODULES.flatMap((module) => module.reactions ?? [])) {
      expect(types, reaction.on).toContain(reaction.on)
      expect(jobs, reaction.job).toContain(reaction.job)
    }
  })
})
