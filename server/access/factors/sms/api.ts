// Endpoints of texts: the gateway, for admins, and one's own phones.
import { z } from 'zod'
import { invalid, notFound, Refusal } from '../../../platform/errors.ts'
import { ADMINS, endpoint, HttpReply, SIGNED_IN } from '../../../platform/http/endpoint.ts'
import { refusalReply } from '../../../platform/http/failures.ts'
import { idParam } from '../../../platform/http/ids.ts'
import { isInNetworks, isPublicTarget } from '../../../platform/outgoing/index.ts'
import { systemWork } from '../../../platform/platform.ts'
import type { Work } from '../../../platform/work.ts'
import { countAttempt } from '../../attempts.ts'
import { sessionOwner } from '../api.ts'
import { gatewayChanged } from '../events.ts'
import { factorReply, factorSchema } from '../schema.ts'
import { beginPhone, confirmPhone, readNumber, sendCode } from './actions.ts'
import { sendText } from './gateway.ts'
import { deleteGateway, findGateway, saveGateway } from './queries.ts'
import { type GatewaySettings, type GatewayWrite, gatewayReply, gatewaySchema, gatewayWrite } from './schema.ts'

const HOUR_S = 3_600
const TESTS = { name: 'sms_test', most: 10, window_s: HOUR_S }
const oneGateway = z.object({ sms_gateway: gatewaySchema.nullable() })

const show = endpoint({
  route: 'GET /api/v2/sms_gateway',
  summary: 'Who sends our texts, without secrets; null where nobody does',
  allow: ADMINS,
  reply: oneGateway,
  async run({ work }) {
    const gateway = await findGateway(work)
    return { sms_gateway: gateway && gatewayReply(gateway) }
  },
})

const save = endpoint({
  route: 'PUT /api/v2/sms_gateway',
  summary: 'Set up who sends our texts',
  allow: ADMINS,
  step_up: true,
  body: z.object({ sms_gateway: gatewayWrite }),
  reply: oneGateway,
  async run({ work, platform, body }) {
    const before = await findGateway(work)
    const settings = withSecrets(body.sms_gateway, before?.settings ?? null)
    checkAddress(settings.url, platform.config.webhook_networks)
    await saveGateway(work, body.sms_gateway.is_active, settings)
    const after = await findGateway(work)
    if (!after) throw notFound()
    const brief = (one: typeof before) => one && { kind: one.settings.kind, is_active: one.is_active }
    work.record(gatewayChanged, 0, { before: brief(before), after: brief(after) })
    return { sms_gateway: gatewayReply(after) }
  },
})

/** Secrets that were left out stay, but only for the machine they were given for. */
function withSecrets(write: GatewayWrite, before: GatewaySettings | null): GatewaySettings {
  const { is_active: _, ...given } = write
  const is_same = before !== null && URL.parse(before.url)?.origin === URL.parse(given.url)?.origin
  if (given.kind === 'http') {
    const kept = is_same && before.kind === 'http' ? before.headers : {}
    return { ...given, headers: given.headers ?? kept }
  }
  const auth_token = given.auth_token ?? (is_same && before.kind === 'twilio' ? before.auth_token : undefined)
  if (auth_token === undefined) throw invalid('auth_token', 'Auth token: is needed', 'BlankValue')
  return { ...given, auth_token }
}

/** 422 for what is no address of a gateway. Where the name leads is checked again with every request. */
function checkAddress(text: string, networks: readonly string[]): void {
  const url = URL.parse(text.replaceAll(/\[(number|text)\]/g, 'x'))
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.username || url.password)
    throw invalid('url', 'URL: must be an https address without credentials', 'InvalidFormat')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (url.protocol === 'http:' && !isInNetworks(networks, host))
    throw invalid('url', 'URL: must be https', 'InvalidValue')
  if (/^[\d.]+$|:/.test(host) && !isPublicTarget(host) && !isInNetworks(networks, host))
    throw invalid('url', 'URL: is not a public address', 'InvalidValue')
}

const remove = endpoint({
  route: 'DELETE /api/v2/sms_gateway',
  summary: 'Send no texts any more; the credentials are forgotten',
  allow: ADMINS,
  step_up: true,
  reply: null,
  async run({ work }) {
    const before = await findGateway(work)
    if (!before || !(await deleteGateway(work))) throw notFound()
    work.record(gatewayChanged, 0, {
      before: { kind: before.settings.kind, is_active: before.is_active },
      after: null,
    })
    return null
  },
})

const test = endpoint({
  route: 'POST /api/v2/sms_gateway/test',
  summary: 'Send a text through the gateway as it is set up, and say what came of it',
  allow: ADMINS,
  step_up: true,
  status: 200,
  body: z.object({ number: z.string().max(40) }),
  reply: z.object({ test: z.object({ is_sent: z.boolean(), problem: z.string().nullable() }) }),
  async prepare({ platform, account_id, body }) {
    const number = readNumber(body.number)
    const gateway = await systemWork(platform, account_id, 'texts', 'staff', async (work) => {
      await limitTests(work)
      return await findGateway(work)
    })
    if (!gateway) throw notFound()
    try {
      await sendText(gateway.settings, { number, words: 'Custos' }, platform.config.webhook_networks)
      return null
    } catch (error) {
      if (error instanceof Refusal) return error.message
      throw error
    }
  },
  run: async ({ prepared }) => ({ test: { is_sent: prepared === null, problem: prepared } }),
})

async function limitTests(work: Work): Promise<void> {
  const reached = await countAttempt(work, TESTS, 'test texts')
  if (reached) throw new Refusal('too_many_requests', undefined, { retry_after_s: reached.retry_after_s })
}

const params = z.object({ factor_id: idParam })

const addPhone = endpoint({
  route: 'POST /api/v2/users/me/phones',
  summary: 'Begin to add a phone: a code is texted to it',
  allow: SIGNED_IN,
  step_up: true,
  body: z.object({ phone: z.object({ number: z.string().max(40) }) }),
  reply: z.object({ factor: factorSchema }),
  async run({ work, body, origin_url }) {
    const { user_id, session_id } = sessionOwner(work)
    const factor = factorReply(await beginPhone(work, user_id, body.phone.number, session_id), origin_url)
    return new HttpReply({ status: 201, headers: { location: factor.url }, json: { factor } })
  },
})

const confirm = endpoint({
  route: 'PUT /api/v2/users/me/phones/{factor_id}/confirm',
  summary: 'Confirm a phone with the code that was texted to it',
  allow: SIGNED_IN,
  step_up: true,
  params,
  body: z.object({ code: z.string().max(100) }),
  reply: z.object({ factor: factorSchema }),
  async run({ work, params: { factor_id }, body, origin_url }) {
    const { user_id, session_id } = sessionOwner(work)
    const factor = await confirmPhone(work, user_id, factor_id, session_id, body.code)
    // A reply, not an error: the try stays counted.
    return factor
      ? { factor: factorReply(factor, origin_url) }
      : refusalReply(invalid('code', 'Code: is not right'), work)
  },
})

const send = endpoint({
  route: 'POST /api/v2/users/me/phones/{factor_id}/code',
  summary: "Text a code to one of one's own phones",
  allow: SIGNED_IN,
  params,
  status: 200,
  reply: z.object({}),
  async run({ work, params: { factor_id } }) {
    const { user_id, session_id } = sessionOwner(work)
    await sendCode(work, user_id, factor_id, session_id)
    return {}
  },
})

export const smsEndpoints = [show, save, remove, test, addPhone, confirm, send]
