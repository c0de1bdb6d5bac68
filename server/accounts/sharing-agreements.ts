// Tickets are not shared with other desks here, so there are no agreements; clients that read them find none. Making
// one is no endpoint at all.
import { z } from 'zod'
import { notFound } from '../platform/errors.ts'
import { endpoint, STAFF } from '../platform/http/endpoint.ts'
import { pagingQuery, pagingReply, wholeList } from '../platform/http/paging.ts'

const agreement = z.object({ id: z.number() })

export const sharingAgreementEndpoints = [
  endpoint({
    route: 'GET /api/v2/sharing_agreements',
    summary: 'List the agreements to share tickets with other desks: there are none',
    allow: STAFF,
    query: z.object(pagingQuery),
    reply: z.object({ sharing_agreements: z.array(agreement), ...pagingReply }),
    run: async ({ query }) => ({ sharing_agreements: [], ...wholeList(0, query) }),
  }),
  endpoint({
    route: 'GET /api/v2/sharing_agreements/{sharing_agreement_id}',
    summary: 'Show an agreement to share tickets: there is none, so this answers 404',
    allow: STAFF,
    params: z.object({ sharing_agreement_id: z.string().max(40) }),
    reply: z.object({ sharing_agreement: agreement }),
    run: () => Promise.reject(notFound()),
  }),
]
