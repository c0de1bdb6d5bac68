// One API token of one's own on a page: what limits it, and everything that was done with it.
import { z } from 'zod'
import { renderToken } from '../../web/pages/tokens/pages.ts'
import { accountFrame, getOwnToken, mayHaveOwnTokens, page, tokenLine } from '../access/index.ts'
import { endpoint, SIGNED_IN } from '../platform/http/endpoint.ts'
import { idParam } from '../platform/http/ids.ts'
import { addressOf, listLogs } from './logs.ts'

const PAGE_SIZE = 50

const show = endpoint({
  route: 'GET /account/tokens/{token_id}',
  summary: "An API token of one's own, with everything that was done with it",
  allow: SIGNED_IN,
  reply: 'page',
  params: z.object({ token_id: idParam }),
  query: z.object({ after: z.string().max(1_000).optional().catch(undefined) }),
  async run({ work, params: { token_id }, query: { after }, header, url }) {
    const frame = await accountFrame(work, header)
    const row = await getOwnToken(work, token_id)
    const asked = { 'page[size]': PAGE_SIZE, ...(after === undefined ? {} : { 'page[after]': after }) }
    const { rows, paging } = await listLogs(work, { token_id }, asked, url)
    const next = paging.meta?.has_more ? paging.meta.after_cursor : null
    return page(
      renderToken({
        ...frame,
        token: tokenLine(work, row),
        acts: rows.map((one) => ({
          at: one.created_at,
          action: one.action,
          source: `${one.subject_type} ${one.subject_id}`,
          address: addressOf(work, one),
        })),
        older: next && `/account/tokens/${token_id}?${new URLSearchParams({ after: next })}`,
        may_rotate: await mayHaveOwnTokens(work, work.actor),
      }),
    )
  },
})

export const activityPages = [show]
