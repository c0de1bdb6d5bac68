// Hearing of the tickets of an organisation. A customer asks for themself and for an organisation they are in; staff
// ask for anybody.
import { invalid, notFound, Refusal } from '../../platform/errors.ts'
import { isStaff, type Work } from '../../platform/work.ts'
import { subscriptionCreated, subscriptionDeleted } from '../events.ts'
import { isMemberOfOrganization } from '../memberships/queries.ts'
import { hasOrganization } from '../organizations/queries.ts'
import { isSelf } from '../policy.ts'
import { findUser } from '../queries.ts'
import { deleteSubscription, findSubscription, putSubscription, type SubscriptionRow } from './queries.ts'

export async function subscribe(work: Work, user_id: number, organization_id: number): Promise<SubscriptionRow> {
  const is_own = isSelf(work.actor, { id: user_id })
  if (!isStaff(work.actor) && !(is_own && (await isMemberOfOrganization(work, user_id, organization_id))))
    throw new Refusal('forbidden')
  const user = await findUser(work, user_id)
  if (!user?.active) throw invalid('user_id', 'User: not found', 'RecordNotFound')
  if (!(await hasOrganization(work, organization_id)))
    throw invalid('organization_id', 'Organization: not found', 'RecordNotFound')
  const { id, is_new } = await putSubscription(work, user_id, organization_id)
  if (is_new) work.record(subscriptionCreated, organization_id, { user_id, subscription_id: id })
  return await getSubscription(work, id)
}

/** A subscription; customers find their own only. 404 otherwise. */
export async function getSubscription(work: Work, id: number): Promise<SubscriptionRow> {
  const subscription = await findSubscription(work, id)
  if (!subscription) throw notFound()
  return subscription
}

export async function unsubscribe(work: Work, id: number): Promise<void> {
  const { user_id, organization_id } = await getSubscription(work, id)
  await deleteSubscription(work, id)
  work.record(subscriptionDeleted, organization_id, { user_id, subscription_id: id })
}
