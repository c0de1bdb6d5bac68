// Endpoints of subscriptions of organisations.
import { z } from 'zod'
import { endpoint, HttpReply, SIGNED_IN, STAFF } from '../../platform/http/endpoint.ts'
import { bodyId, idParam } from '../../platform/http/ids.ts'
import { pagingQuery, pagingReply } from '../../platform/http/paging.ts'
import { apiTime } from '../../platform/instants.ts'
import { getOrganization } from '../organizations/queries.ts'
import { getUser } from '../queries.ts'
import { getSubscription, subscribe, unsubscribe } from './actions.ts'
import { listSubscriptions, type SubscriptionRow } from './queries.ts'

const subscriptionSchema = z.object({
  id: z.number(),
  url: z.string(),
  organization_id: z.number(),
  user_id: z.number(),
  created_at: z.string(),
})
const one = z.object({ organization_subscription: subscriptionSchema })
const many = z.object({ organization_subscriptions: z.array(subscriptionSchema), ...pagingReply })
const params = z.object({ organization_subscription_id: idParam })

function subscriptionReply(row: SubscriptionRow, origin_url: string): z.output<typeof subscriptionSchema> {
  return {
    ...row,
    url: `${origin_url}/api/v2/organization_subscriptions/${row.id}.json`,
    created_at: apiTime(row.created_at),
  }
}

const list = endpoint({
  route: 'GET /api/v2/organization_subscriptions',
  summary: "List who hears of which organisation's tickets; a customer sees their own",
  allow: SIGNED_IN,
  query: z.object(pagingQuery),
  reply: many,
  async run({ work, query, url, origin_url }) {
    const { subscriptions, paging } = await listSubscriptions(work, {}, query, url)
    return { organization_subscriptions: subscriptions.map((row) => subscriptionReply(row, origin_url)), ...paging }
  },
})

const ofUser = endpoint({
  route: 'GET /api/v2/users/{user_id}/organization_subscriptions',
  summary: 'List the organisations a person hears of',
  allow: SIGNED_IN,
  params: z.object({ user_id: idParam }),
  query: z.object(pagingQuery),
  reply: many,
  async run({ work, params: { user_id }, query, url, origin_url }) {
    await getUser(work, user_id)
    const { subscriptions, paging } = await listSubscriptions(work, { user_id }, query, url)
    return { organization_subscriptions: subscriptions.map((row) => subscriptionReply(row, origin_url)), ...paging }
  },
})

const ofOrganization = endpoint({
  route: 'GET /api/v2/organizations/{organization_id}/subscriptions',
  summary: 'List who hears of the tickets of an organisation',
  allow: STAFF,
  params: z.object({ organization_id: idParam }),
  query: z.object(pagingQuery),
  reply: many,
  async run({ work, params: { organization_id }, query, url, origin_url }) {
    await getOrganization(work, organization_id)
    const { subscriptions, paging } = await listSubscriptions(work, { organization_id }, query, url)
    return { organization_subscriptions: subscriptions.map((row) => subscriptionReply(row, origin_url)), ...paging }
  },
})

const show = endpoint({
  route: 'GET /api/v2/organization_subscriptions/{organization_subscription_id}',
  summary: 'Show a subscription of an organisation',
  allow: SIGNED_IN,
  params,
  reply: one,
  run: async ({ work, params: { organization_subscription_id }, origin_url }) => ({
    organization_subscription: subscriptionReply(await getSubscription(work, organization_subscription_id), origin_url),
  }),
})

const create = endpoint({
  route: 'POST /api/v2/organization_subscriptions',
  summary: 'Let a person hear of the tickets of an organisation; a customer asks for themself',
  allow: SIGNED_IN,
  body: z.object({ organization_subscription: z.object({ user_id: bodyId, organization_id: bodyId }) }),
  reply: one,
  async run({ work, body: { organization_subscription: asked }, origin_url }) {
    const row = await subscribe(work, asked.user_id, asked.organization_id)
    const organization_subscription = subscriptionReply(row, origin_url)
    return new HttpReply({
      status: 201,
      headers: { location: organization_subscription.url },
      json: { organization_subscription },
    })
  },
})

const remove = endpoint({
  route: 'DELETE /api/v2/organization_subscriptions/{organization_subscription_id}',
  summary: 'End a subscription of an organisation',
  allow: SIGNED_IN,
  params,
  reply: null,
  async run({ work, params: { organization_subscription_id } }) {
    await unsubscribe(work, organization_subscription_id)
    return null
  },
})

export const subscriptionEndpoints = [list, ofUser, ofOrganization, show, create, remove]
