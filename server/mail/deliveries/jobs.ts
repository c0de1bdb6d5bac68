// The jobs of outgoing mail.
import { autoReplyJob } from './auto-reply.ts'
import { prepareJob } from './prepare.ts'
import { sendJob } from './send.ts'
import { subscribersJob } from './subscribers.ts'
import { sweepJob } from './sweep.ts'

export const deliveryJobs = [prepareJob, autoReplyJob, subscribersJob, sendJob, sweepJob]
