import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { newAccount, type TestAccount } from '../../tests/support/desk.ts'
import { findUser } from '../people/index.ts'
import { invalid } from '../platform/errors.ts'
import { doWork, SYSTEM_ORIGIN, type Work } from '../platform/work.ts'
import { bulkJob, startBulk } from './index.ts'
import { jobIdText, readJobId } from './schema.ts'

/** Which items were done, in order, and by whom. */
const done: { item: number; actor: Work['actor'] }[] = []

const testJob = bulkJob({
  name: 'bulk.test',
  job_type: 'Test Job',
  summary: 'Counts',
  item: z.object({ value: z.number() }),
  options: z.object({ refuse: z.number().optional(), fault: z.number().optional() }),
  async run(work, { value }, { refuse, fault }) {
    if (value === refuse) throw invalid('value', 'Value: is not wanted')
    if (value === fault) throw new Error('secret of the inside')
    done.push({ item: value, actor: work.actor })
    return { id: value, action: 'update', status: 'Updated' }
  },
})

describe('bulk jobs', () => {
  let desk: TestAccount
  beforeAll(async () => {
    desk = await newAccount()
  })

  async function start(items: number[], options: { refuse?: number; fault?: number } = {}, person = desk.agent) {
    done.length = 0
    const actor = await desk.work((work) => desk.desk.findActor(work, person.id))
    if (!actor) throw new Error('the person is gone')
    const { job_status } = await doWork(
      desk.desk.engine,
      { account_id: desk.account_id, actor, origin: SYSTEM_ORIGIN, audience: 'staff' },
      (work) =>
        startBulk(work, testJob, { items: items.map((value) => ({ value })), options, origin_url: 'https://desk' }),
    )
    return job_status.id
  }

  const run = async (id: string, platform = desk.desk) =>
    await testJob.run(platform, { account_id: desk.account_id, bulk_job_id: readJobId(id) } as never /* its payload */)

  const show = async (id: string, person = desk.agent) => await desk.call(person, `GET /api/v2/job_statuses/${id}`)

  it('waits, does every item in the name of who asked, and reports each', async () => {
    const id = await start([5, 6])
    expect((await show(id)).body.job_status).toMatchObject({
      id,
      status: 'queued',
      total: 2,
      progress: 0,
      results: null,
    })
    await run(id)
    expect(done.map((one) => one.item)).toEqual([5, 6])
    expect(done[0]?.actor).toMatchObject({ kind: 'user', user_id: desk.agent.id })
    expect((await show(id)).body.job_status).toMatchObject({
      status: 'completed',
      progress: 2,
      message: 'Completed 2 of 2',
      results: [
        { index: 0, id: 5, action: 'update', status: 'Updated', success: true },
        { index: 1, id: 6, success: true },
      ],
    })
  })

  it('goes on after an item that was refused or failed, and tells no inside of a fault', async () => {
    const id = await start([1, 2, 3, 4], { refuse: 2, fault: 3 })
    await run(id)
    const { body, text } = await show(id)
    expect(body.job_status.results).toEqual([
      expect.objectContaining({ index: 0, id: 1 }),
      { index: 1, success: false, error: 'RecordInvalid', details: 'value: Value: is not wanted' },
      expect.objectContaining({ index: 2, success: false, error: 'InternalError' }),
      expect.objectContaining({ index: 3, id: 4 }),
    ])
    expect(text).not.toContain('secret of the inside')
  })

  it('has failed when no item could be done', async () => {
    const id = await start([9], { refuse: 9 })
    await run(id)
    expect((await show(id)).body.job_status.status).toBe('failed')
  })

  it('goes on where it was after it was cut off, and does no item twice', async () => {
    const id = await start([1, 2, 3])
    let asked = 0
    const cutting = {
      ...desk.desk,
      findActor: async (work: Work, user_id: number) => {
        if (++asked === 3) throw new Error('the power went')
        return await desk.desk.findActor(work, user_id)
      },
    }
    await expect(run(id, cutting)).rejects.toThrow('the power went')
    expect((await show(id)).body.job_status).toMatchObject({ status: 'working', progress: 2 })
    await run(id)
    await run(id)
    expect(done.map((one) => one.item)).toEqual([1, 2, 3])
  })

  it('ends when whoever asked was suspended meanwhile', async () => {
    const leaving = await desk.addPerson('agent')
    const id = await start([1, 2], {}, leaving)
    await desk.call(desk.admin, `PUT /api/v2/users/${leaving.id}`, { user: { suspended: true } })
    expect((await desk.work((work) => findUser(work, leaving.id)))?.suspended).toBe(true)
    await run(id)
    expect(done).toEqual([])
    expect((await show(id, desk.admin)).body.job_status.status).toBe('killed')
  })

  it('shows an agent their own jobs only, an admin all, and nobody those of another account', async () => {
    const id = await start([1])
    const other_agent = await desk.addPerson('agent')
    const stranger = await newAccount()
    expect((await show(id, other_agent)).status).toBe(404)
    expect((await show(id, desk.admin)).status).toBe(200)
    expect((await stranger.call(stranger.admin, `GET /api/v2/job_statuses/${id}`)).status).toBe(404)
    const many = await desk.call(desk.agent, `GET /api/v2/job_statuses/show_many?ids=${id},${jobIdText(1)},rubbish`)
    expect(many.body.job_statuses.map((job: { id: string }) => job.id)).toEqual([id])
    const list = await desk.call(other_agent, 'GET /api/v2/job_statuses?page[size]=10')
    expect(list.body).toMatchObject({ job_statuses: [], meta: { has_more: false } })
    await run(id)
  })

  it('refuses more than a hundred items, none, and more than thirty waiting jobs', async () => {
    await expect(start(Array.from({ length: 101 }, (_, index) => index))).rejects.toMatchObject({
      code: 'too_many_values',
    })
    await expect(start([])).rejects.toMatchObject({ code: 'bad_request' })
    const full = await newAccount()
    const own = desk
    desk = full
    try {
      for (let count = 0; count < 30; count++) await start([count])
      await expect(start([31])).rejects.toMatchObject({ code: 'too_many_jobs', status: 429 })
    } finally {
      desk = own
    }
  })
})
