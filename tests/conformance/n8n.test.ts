// n8n's own code receives what we send: it verifies the signature with the secret it got from the API.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { idOfUlid, queueInvocation } from '../../server/webhooks/index.ts'
import { openReceiver, type Received, type Receiver } from '../support/receiver.ts'
import { type Listening, listen } from './listening.ts'
import { loadTriggerNode, type TriggerNode } from './n8n.ts'

describe("n8n's Zendesk trigger", () => {
  let desk: Listening
  let receiver: Receiver
  let node: TriggerNode
  const data: Record<string, unknown> = {}

  beforeAll(async () => {
    node = await loadTriggerNode()
    desk = await listen()
    receiver = await openReceiver()
  }, 180_000)
  afterAll(async () => {
    await receiver.close()
    await desk.close()
  })

  /** What n8n gives a node: its parameters, its memory, and requests that sign in. */
  const hooks = () => ({
    getNodeWebhookUrl: () => `${receiver.origin}/webhook`,
    getWorkflowStaticData: () => data,
    getNode: () => ({ name: 'Zendesk Trigger' }),
    getNodeParameter: (name: string) =>
      ({
        authentication: 'apiToken',
        service: 'support',
        conditions: { all: [{ field: 'status', operation: 'is', value: 'open' }] },
        options: {},
      })[name],
    getCredentials: async () => ({ subdomain: 'desk' }),
    helpers: {
      async requestWithAuthentication(_type: string, request: { method: string; uri: string; body?: unknown }) {
        const path = request.uri.replace('https://desk.zendesk.com', '')
        const body = request.body === undefined ? {} : { body: JSON.stringify(request.body) }
        const headers = { 'content-type': 'application/json' }
        const answer = await desk.fetch(desk.admin, `${request.method} ${path}`, { ...body, headers })
        if (!answer.ok) throw new Error(`${request.method} ${path} answered ${answer.status}`)
        return answer.status === 204 ? undefined : await answer.json()
      },
    },
  })

  async function receive(request: Received) {
    let status = 200
    const response = {
      status(code: number) {
        status = code
        return response
      },
      send: () => response,
      end: () => response,
    }
    const result = await node.webhook.call({
      getWorkflowStaticData: () => data,
      getRequestObject: () => ({ rawBody: Buffer.from(request.body), body: JSON.parse(request.body) }),
      getHeaderData: () => request.headers,
      getResponseObject: () => response,
      helpers: { returnJsonArray: (one: unknown) => [{ json: one }] },
    })
    return { status, result }
  }

  it('makes a webhook, finds it again, and takes what is sent to it as ours', async () => {
    expect(await node.webhookMethods.default.checkExists.call(hooks())).toBe(false)
    // It ends with a trigger; up to there it has made the webhook and asked for its secret.
    await node.webhookMethods.default.create.call(hooks()).catch((error: Error) => {
      expect(error.message).toContain('POST /api/v2/triggers')
    })
    expect(data.webhookSecret).toMatch(/^.{40,}$/)
    expect(await node.webhookMethods.default.checkExists.call(hooks())).toBe(data.webhookId !== undefined)
    expect(data.targetId).toMatch(/^[0-9A-Z]{26}$/)
    await desk.work((work) =>
      queueInvocation(work, {
        webhook_id: idOfUlid(String(data.targetId)) ?? 0,
        body: '{"ticket.id":"42","ticket.title":"Größe 🎁"}',
        event_id: null,
        ticket_id: 42,
        rule: { kind: 'trigger', id: 1 },
      }),
    )
    await desk.runJobs()
    const [sent] = receiver.received
    if (!sent) throw new Error('nothing was sent')
    expect(await receive(sent)).toEqual({
      status: 200,
      result: { workflowData: [[{ json: { 'ticket.id': '42', 'ticket.title': 'Größe 🎁' } }]] },
    })
    // It does verify: a letter more, another time or another secret, and it refuses.
    expect((await receive({ ...sent, body: sent.body.replace('42', '43') })).status).toBe(401)
    const later = { ...sent.headers, 'x-zendesk-webhook-signature-timestamp': '2026-01-01T00:00:00Z' }
    expect((await receive({ ...sent, headers: later })).status).toBe(401)
    await desk.call(desk.admin, `POST /api/v2/webhooks/${data.targetId}/signing_secret`)
    const again = await desk.call(desk.admin, `GET /api/v2/webhooks/${data.targetId}/invocations`)
    await desk.call(
      desk.admin,
      `POST /api/v2/webhooks/${data.targetId}/invocations/${again.body.invocations[0].id}/replay`,
    )
    await desk.runJobs()
    const replayed = receiver.received[1]
    if (!replayed) throw new Error('nothing was sent again')
    expect((await receive(replayed)).status).toBe(401)
  })
})
