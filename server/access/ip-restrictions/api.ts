// From which addresses an account may be used, over HTTP. A change holds on trial until it is confirmed.
import { z } from 'zod'
import { ADMINS, endpoint } from '../../platform/http/endpoint.ts'
import { apiTimeOrNull } from '../../platform/instants.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Work } from '../../platform/work.ts'
import { changeRestrictions, confirmRestrictions, restrictionsNow, takeBackRestrictions } from './actions.ts'
import { isListed } from './policy.ts'
import { shutOut } from './preview.ts'
import { type IpRestrictions, restrictionsSchema, restrictionsWrite } from './schema.ts'

const one = z.object({ ip_restrictions: restrictionsSchema })
const written = z.object({ ip_restrictions: restrictionsWrite })

type Header = (name: string) => string | undefined

async function reply(work: Work, platform: Platform, header: Header): Promise<z.input<typeof one>> {
  const { restrictions, confirm_by } = await restrictionsNow(work)
  return { ip_restrictions: { ...shown(work, platform, header, restrictions), confirm_by: apiTimeOrNull(confirm_by) } }
}

function shown(work: Work, platform: Platform, header: Header, restrictions: IpRestrictions) {
  const { ip } = work.origin
  return {
    ...restrictions,
    your_address: ip,
    you_would_be_let_in: !restrictions.enabled || isListed(restrictions, ip, work.now),
    behind_unknown_proxy: header('x-forwarded-for') !== undefined && platform.config.trusted_proxies.length === 0,
  }
}

const show = endpoint({
  route: 'GET /api/v2/ip_restrictions',
  summary: 'Show from which addresses the account may be used',
  allow: ADMINS,
  reply: one,
  run: ({ work, platform, header }) => reply(work, platform, header),
})

const change = endpoint({
  route: 'PUT /api/v2/ip_restrictions',
  summary: 'Change from which addresses the account may be used, on trial for ten minutes until it is confirmed',
  allow: ADMINS,
  step_up: true,
  body: written,
  reply: one,
  async run({ work, platform, header, body }) {
    await changeRestrictions(work, body.ip_restrictions)
    return await reply(work, platform, header)
  },
})

const preview = endpoint({
  route: 'POST /api/v2/ip_restrictions/preview',
  summary: 'Tell whom a change would shut out, by where people are signed in',
  allow: ADMINS,
  status: 200,
  read_only: true,
  body: written,
  reply: z.object({
    ip_restrictions: restrictionsSchema.omit({ confirm_by: true }),
    shut_out: z.array(
      z.object({ user_id: z.number(), name: z.string(), role: z.string(), addresses: z.array(z.string()) }),
    ),
    looked_at: z.number().describe('Sessions that were looked at'),
  }),
  async run({ work, platform, header, body }) {
    const { people, looked_at } = await shutOut(work, body.ip_restrictions)
    return { ip_restrictions: shown(work, platform, header, body.ip_restrictions), shut_out: people, looked_at }
  },
})

const confirm = endpoint({
  route: 'POST /api/v2/ip_restrictions/confirm',
  summary: 'Confirm a change from an address that it lets in, so that it stays',
  allow: ADMINS,
  status: 200,
  reply: one,
  async run({ work, platform, header }) {
    await confirmRestrictions(work)
    return await reply(work, platform, header)
  },
})

const takeBack = endpoint({
  route: 'POST /api/v2/ip_restrictions/revert',
  summary: 'Take a change on trial back at once',
  allow: ADMINS,
  status: 200,
  reply: one,
  async run({ work, platform, header }) {
    await takeBackRestrictions(work)
    return await reply(work, platform, header)
  },
})

export const ipRestrictionEndpoints = [show, change, preview, confirm, takeBack]
