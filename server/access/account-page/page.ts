// A person's own page of security, for everybody who is signed in: team and end users alike. Complete without
// JavaScript.
import { z } from 'zod'
import { renderAccount } from '../../../web/pages/account.ts'
import { endpoint, SIGNED_IN } from '../../platform/http/endpoint.ts'
import { page } from '../pages/replies.ts'
import { accountFrame } from './frame.ts'
import { accountSections } from './sections.ts'

const MAX_NAME = 40

const show = endpoint({
  route: 'GET /account/security',
  summary: "A person's own page of security: password, sessions, devices and more",
  allow: SIGNED_IN,
  reply: 'page',
  query: z.object({
    section: z.string().max(MAX_NAME).optional().catch(undefined),
    result: z.string().max(MAX_NAME).optional().catch(undefined),
  }),
  async run({ work, query, header, origin_url }) {
    const { user, ...frame } = await accountFrame(work, header)
    const sections = []
    for (const section of accountSections()) {
      const result = query.section === section.name ? (query.result ?? null) : null
      const content = await section.render(work, { ...frame, origin_url, result })
      if (content !== null) sections.push({ name: section.name, content })
    }
    return page(
      renderAccount({
        ...frame,
        email: user.email,
        bar: {
          name: user.name,
          is_staff: user.role !== 'end-user',
          csrf_token: frame.csrf_token,
          here: '/account/security',
        },
        sections,
      }),
    )
  },
})

export const accountPages = [show]
