// Job statuses over HTTP.
import { z } from 'zod'
import { notFound, Refusal } from '../platform/errors.ts'
import { endpoint, STAFF } from '../platform/http/endpoint.ts'
import { pagingQuery, pagingReply, wholeList } from '../platform/http/paging.ts'
import type { Work } from '../platform/work.ts'
import { jobStatusOf } from './actions.ts'
import { type BulkJobRow, findJob, listJobs, listJobsByIds, resultsOf } from './queries.ts'
import { jobStatusReply, jobStatusSchema, readJobId } from './schema.ts'

const IDS_AT_ONCE = 100
const jobList = z.object({ job_statuses: z.array(jobStatusSchema), ...pagingReply })

const shown = (work: Work, job: BulkJobRow, origin_url: string) => jobStatusOf(job, resultsOf(work, job), origin_url)

export const bulkEndpoints = [
  endpoint({
    route: 'GET /api/v2/job_statuses',
    summary: 'List bulk jobs: your own, and for admins all, of the last day',
    allow: STAFF,
    query: z.object(pagingQuery),
    reply: jobList,
    async run({ work, query, url, origin_url }) {
      const { rows, paging } = await listJobs(work, query, url)
      return { job_statuses: rows.map((job) => shown(work, job, origin_url)), ...paging }
    },
  }),
  endpoint({
    route: 'GET /api/v2/job_statuses/show_many',
    summary: 'Show up to 100 bulk jobs; unknown ids are left out',
    allow: STAFF,
    query: z.object({ ...pagingQuery, ids: z.string().max(4_000) }),
    reply: jobList,
    async run({ work, query, origin_url }) {
      const texts = query.ids.split(',').map((text) => text.trim())
      if (texts.length > IDS_AT_ONCE)
        throw new Refusal('too_many_values', `cannot specify more than ${IDS_AT_ONCE} values`)
      const ids = texts.map(readJobId).filter((id) => id !== null)
      const jobs = await listJobsByIds(work, ids)
      return { job_statuses: jobs.map((job) => shown(work, job, origin_url)), ...wholeList(jobs.length, query) }
    },
  }),
  endpoint({
    route: 'GET /api/v2/job_statuses/{job_status_id}',
    summary: 'Show a bulk job: how far it is and what became of each record',
    allow: STAFF,
    params: z.object({ job_status_id: z.string().max(64) }),
    reply: jobStatusReply,
    async run({ work, params, origin_url }) {
      const id = readJobId(params.job_status_id)
      const job = id === null ? null : await findJob(work, id)
      if (!job) throw notFound()
      return { job_status: shown(work, job, origin_url) }
    },
  }),
]
