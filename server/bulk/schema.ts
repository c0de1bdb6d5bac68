// Job statuses as the API shows them (protocol 4.10).
import { z } from 'zod'

/** What became of one item. `error` names the kind of refusal, `details` says why. */
export const resultSchema = z.object({
  index: z.number(),
  id: z.number().optional(),
  action: z.string().optional(),
  status: z.string().optional(),
  success: z.boolean().optional(),
  error: z.string().optional(),
  details: z.string().optional(),
})
export type ItemResult = z.output<typeof resultSchema>

export const jobStatusSchema = z.object({
  id: z.string(),
  url: z.string(),
  job_type: z.string(),
  total: z.number().nullable(),
  progress: z.number().nullable(),
  status: z.enum(['queued', 'working', 'failed', 'completed', 'killed']),
  message: z.string().nullable(),
  results: z.array(resultSchema).nullable(),
})
export type JobStatus = z.input<typeof jobStatusSchema>

/** What a request that starts a bulk job answers, with status 200. */
export const jobStatusReply = z.object({ job_status: jobStatusSchema })

/** Clients treat a job's id as text: ours is its number in 32 hexadecimal digits. */
export function jobIdText(id: number): string {
  return id.toString(16).padStart(32, '0')
}

/** The number of a job's text, or null for what is none of ours. */
export function readJobId(text: string): number | null {
  if (!/^[0-9a-f]{32}$/.test(text)) return null
  const id = Number.parseInt(text, 16)
  return Number.isSafeInteger(id) && id > 0 ? id : null
}
