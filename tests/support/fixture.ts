// One of everything in an account, so that sweeps can fill every path with ids that exist.
import {
  admitPerson,
  beginTotp,
  createServiceAccount,
  createToken,
  insertLockOut,
  insertToken,
  newTokenSecret,
} from '../../server/access/index.ts'
import { verificationPath } from '../../server/mail/index.ts'
import { sql } from '../../server/platform/db.ts'
import { newId } from '../../server/platform/ids.ts'
import { conversationLink, offerRating, satisfactionLink } from '../../server/tickets/index.ts'
import { idOfUlid, queueInvocation, ulidOf } from '../../server/webhooks/index.ts'
import type { Person, TestAccount } from './desk.ts'
import { newAccount } from './desk.ts'

export interface Fixture extends TestAccount {
  /** What stands for `{name}` in a route. */
  ids: Record<string, string>
  /** Words that only the account's own people may ever read. */
  secret_word: string
  /** A word that stands in an internal note and in the name and content of its file. */
  note_word: string
  copied: Person
}

let made = 0

/** A ticket with a public reply, an internal note with a file, a copied customer, a draft, and the rest around it. */
export async function newFixture(): Promise<Fixture> {
  const account = await newAccount()
  const { agent, admin, customer, call } = account
  made += 1
  // Ticket numbers differ between fixtures, so that a number of one is unknown in another.
  await account.work(async (work) => {
    for (let skipped = 0; skipped < made * 10; skipped++)
      await work.db.one<{ id: number }>(sql`select next_ticket_number() as id`)
  })
  const secret_word = `zaffre${process.pid}x${made}`
  const note_word = `umbrage${process.pid}x${made}`
  const copied = await account.addPerson('end-user')
  const { body: address } = await call(admin, 'POST /api/v2/recipient_addresses', {
    recipient_address: { email: `support@${account.host}`, name: 'Support' },
  })
  const organization = await call(admin, 'POST /api/v2/organizations', { organization: { name: `Org ${secret_word}` } })
  const member = await call(admin, 'POST /api/v2/organization_memberships', {
    organization_membership: { user_id: customer.id, organization_id: organization.body.organization.id },
  })
  const subscription = await call(customer, 'POST /api/v2/organization_subscriptions', {
    organization_subscription: { user_id: customer.id, organization_id: organization.body.organization.id },
  })
  const former = await account.addPerson('end-user')
  await call(admin, `DELETE /api/v2/users/${former.id}`)
  const absorbed = await call(admin, 'POST /api/v2/organizations', { organization: { name: `Old ${secret_word}` } })
  const absorption = await call(admin, `POST /api/v2/organizations/${absorbed.body.organization.id}/merge`, {
    organization_merge: { winner_id: organization.body.organization.id },
  })
  const created = await call(customer, 'POST /api/v2/requests', {
    request: { subject: `Subject ${secret_word}`, comment: { body: `Body ${secret_word}` } },
  })
  const ticket_id = String(created.body.request.id)
  const upload = await call(agent, `POST /api/v2/uploads?filename=${note_word}.txt`, `file ${note_word}`, {
    'content-type': 'text/plain',
  })
  const note = await call(agent, `POST /api/v2/tickets/${ticket_id}/notes`, {
    note: { body: `Note ${note_word}`, uploads: [upload.body.upload.token] },
  })
  const reply = await call(agent, `POST /api/v2/tickets/${ticket_id}/replies`, {
    reply: { body: `Reply ${secret_word}`, email_ccs: [{ user_email: copied.email }] },
  })
  const memberships = await call(admin, `GET /api/v2/group_memberships`)
  const identities = await call(admin, `GET /api/v2/users/${customer.id}/identities`)
  const spare = await call(agent, 'POST /api/v2/uploads?filename=spare.txt', 'spare', { 'content-type': 'text/plain' })
  const groups = await call(admin, 'GET /api/v2/groups')
  const fieldOf = async (of: 'ticket' | 'user' | 'organization') => {
    const { body } = await call(admin, `POST /api/v2/${of}_fields`, {
      [`${of}_field`]: {
        ...(of === 'ticket' ? {} : { key: 'size' }),
        type: of === 'ticket' ? 'tagger' : 'dropdown',
        title: 'Size',
        custom_field_options: [{ name: 'Small', value: 'small' }],
      },
    })
    const { id, custom_field_options } = body[`${of}_field`]
    return { [`${of}_field_id`]: String(id), [`${of}_field_option_id`]: String(custom_field_options[0].id) }
  }
  const form = await call(admin, 'POST /api/v2/ticket_forms', { ticket_form: { name: 'Returns' } })
  const status = await call(admin, 'POST /api/v2/custom_statuses', {
    custom_status: { status_category: 'open', agent_label: 'In repair' },
  })
  const view = await call(admin, 'POST /api/v2/views', {
    view: { title: 'Unsolved', all: [{ field: 'status', operator: 'less_than', value: 'solved' }] },
  })
  const bookmark = await call(agent, 'POST /api/v2/bookmarks', { bookmark: { ticket_id: Number(ticket_id) } })
  await call(agent, 'POST /api/v2/skips', { skip: { ticket_id: Number(ticket_id), reason: `Later ${note_word}` } })
  const activity_id = newId()
  await account.work((work) =>
    work.db.run(sql`
      insert into ticket_activities (account_id, id, user_id, actor_id, verb, ticket_id, comment_id, created_at)
      values (${work.account_id}, ${activity_id}, ${agent.id}, ${admin.id}, 'tickets.comment', ${Number(ticket_id)}, ${note.body.comment.id}, ${work.now})`),
  )
  const rating_id = await account.work(async (work) => {
    await offerRating(work, Number(ticket_id))
    return (
      await work.db.one<{ id: number }>(
        sql`select id from satisfaction_ratings where account_id = ${work.account_id} and ticket_id = ${Number(ticket_id)}`,
      )
    ).id
  })
  const satisfaction = await account.work(async ({ sealing, now }) =>
    satisfactionLink(sealing, { ticket_id: Number(ticket_id), user_id: customer.id, now }),
  )
  const conversation = await account.work(async ({ sealing, now }) =>
    conversationLink(sealing, { ticket_id: Number(ticket_id), user_id: customer.id, now }),
  )
  const spare_address = await call(agent, `POST /api/v2/users/${customer.id}/identities`, {
    identity: { type: 'email', value: `spare.${customer.email}` },
  })
  await call(
    agent,
    `PUT /api/v2/users/${customer.id}/identities/${spare_address.body.identity.id}/request_verification`,
  )
  const verification = await account.work(async (work) => {
    const { id } = await work.db.one<{ id: number }>(
      sql`select id from address_verifications where account_id = ${work.account_id}`,
    )
    return verificationPath(work.sealing, id)
  })
  const side = await call(agent, `POST /api/v2/tickets/${ticket_id}/side_conversations`, {
    message: {
      subject: `Side ${secret_word}`,
      body: `Aside ${secret_word}`,
      to: [{ email: 'supplier@people.example' }],
    },
  })
  const role = await call(admin, 'POST /api/v2/custom_roles', { custom_role: { name: 'Second line' } })
  const consent = await call(account.owner, 'POST /api/v2/support_consents', {
    support_consent: { hours: 1, purpose: 'Slow views' },
  })
  const brand = await call(admin, 'POST /api/v2/brands', { brand: { name: 'Second', subdomain: 'second' } })
  const text = await call(admin, 'POST /api/v2/dynamic_content/items', {
    item: { name: 'Greeting', content: 'Hello', variants: [{ locale_id: 8, content: 'Hallo' }] },
  })
  const policy = await call(admin, 'POST /api/v2/slas/policies', {
    sla_policy: { title: 'Everybody', filter: { all: [], any: [] } },
  })
  const group_policy = await call(admin, 'POST /api/v2/group_slas/policies', {
    group_sla_policy: { title: 'Teams', filter: { all: [] } },
  })
  const schedule = await call(admin, 'POST /api/v2/business_hours/schedules', {
    schedule: { name: 'Support hours', time_zone: 'Europe/Berlin' },
  })
  const schedule_id = String(schedule.body.schedule.id)
  const holiday = await call(admin, `POST /api/v2/business_hours/schedules/${schedule_id}/holidays`, {
    holiday: { name: 'New Year', start_date: '2027-01-01', end_date: '2027-01-01' },
  })
  const attribute = await call(admin, 'POST /api/v2/routing/attributes', {
    attribute: { name: `Skill ${secret_word}` },
  })
  const attribute_id = attribute.body.attribute.id
  const attribute_value = await call(admin, `POST /api/v2/routing/attributes/${attribute_id}/values`, {
    attribute_value: { name: `Value ${secret_word}` },
  })
  const webhook = await call(admin, 'POST /api/v2/webhooks', {
    webhook: {
      name: 'Fixture',
      // Nobody listens there.
      endpoint: 'http://127.0.0.1:9/',
      http_method: 'POST',
      request_format: 'json',
      status: 'active',
      subscriptions: ['conditional_ticket_events'],
    },
  })
  const provider = await call(admin, 'POST /api/v2/identity_providers', {
    identity_provider: { kind: 'ldap', name: 'Directory' },
  })
  const provider_id = provider.body.identity_provider.id
  const trial = await call(admin, `POST /api/v2/identity_providers/${provider_id}/trials`, { trial: {} })
  const rules = await addRules(account)
  const factor = await account.work((work) => beginTotp(work, agent.id, 'Phone'))
  const client = await call(admin, 'POST /api/v2/oauth/clients', {
    client: { name: 'Fixture', identifier: 'fixture', kind: 'public', redirect_uri: ['https://client.example/back'] },
  })
  const oauth_token_id = await account.work(async (work) => {
    const { token_hash } = newTokenSecret(work)
    const token = { user_id: admin.id, token_hash, prefix: 'custos_at_', description: 'Fixture', scopes: ['read'] }
    const kept = { expires_at: null, networks: null, client_id: client.body.client.id, family_id: newId() }
    return (await insertToken(work, { ...token, ...kept })).id
  })
  const token_id = await account.work(async (work) => (await createToken(work, admin.id, 'fixture')).token.id)
  const program = { name: 'Sync', role: 'agent' as const, custom_role_id: null, purpose: 'A fixture' }
  const service_account = await account.work((work) => createServiceAccount(work, program))
  const invocation_id = await account.work((work) =>
    queueInvocation(work, {
      webhook_id: idOfUlid(webhook.body.webhook.id) ?? 0,
      body: JSON.stringify({ secret: secret_word }),
      event_id: null,
      ticket_id: Number(ticket_id),
      rule: null,
    }),
  )
  await account.work((work) =>
    admitPerson(
      work,
      { user_id: customer.id, method: 'invitation' },
      { origin_url: `https://${account.host}`, cookie: () => undefined, header: () => undefined },
    ),
  )
  const lock_out_id = await account.work((work) =>
    insertLockOut(
      work,
      { limit: 'sign_in_pair', key_hash: Buffer.alloc(16), retry_after_s: 600, is_first: true },
      { user_id: customer.id, email: customer.email },
    ),
  )
  const [session] = (await call(admin, `GET /api/v2/users/${customer.id}/sessions`)).body.sessions
  const scim = await call(admin, 'POST /api/v2/scim/tokens', { scim_token: { name: 'Directory' } })
  return {
    ...account,
    copied,
    secret_word,
    note_word,
    ids: {
      ...rules,
      ...(await fieldOf('ticket')),
      ...(await fieldOf('user')),
      ...(await fieldOf('organization')),
      ticket_form_id: String(form.body.ticket_form.id),
      custom_status_id: String(status.body.custom_status.id),
      ticket_id,
      ticket_metric_id: ticket_id,
      request_id: ticket_id,
      comment_id: String(note.body.comment.id),
      ticket_comment_id: String(reply.body.comment.id),
      audit_id: String(reply.body.audit.id),
      alarm_kind: 'new_admin',
      alarm_id: await alarmOf(account, admin.id),
      audit_log_id: String((await call(admin, 'GET /api/v2/audit_logs')).body.audit_logs[0].id),
      attachment_id: String(note.body.comment.attachments[0].id),
      audience: 'staff',
      session_id: String(session.id),
      lock_out_id: String(lock_out_id),
      device_id: String(session.device_id),
      factor_id: String(factor.id),
      factor_role: 'agent',
      user_id: String(customer.id),
      organization_id: String(organization.body.organization.id),
      organization_subscription_id: String(subscription.body.organization_subscription.id),
      organization_merge_id: absorption.body.organization_merge.id,
      deleted_user_id: String(former.id),
      organization_membership_id: String(member.body.organization_membership.id),
      support_consent_id: String(consent.body.support_consent?.id),
      custom_role_id: String(role.body.custom_role.id),
      group_id: String(groups.body.groups[0].id),
      group_membership_id: String(memberships.body.group_memberships[0].id),
      user_identity_id: String(identities.body.identities[0].id),
      bookmark_id: String(bookmark.body.bookmark.id),
      activity_id: String(activity_id),
      satisfaction_rating_id: String(rating_id),
      satisfaction_token: satisfaction.slice('/satisfaction/'.length),
      satisfaction_reason_id: '6',
      conversation_token: conversation.slice('/requests/'.length),
      token: new URL(note.body.comment.attachments[0].content_url).pathname.split('/')[3] ?? '',
      upload_token: spare.body.upload.token,
      side_conversation_id: side.body.side_conversation.id,
      recipient_address_id: String(address.recipient_address?.id),
      brand_id: String(brand.body.brand.id),
      locale_id: '8',
      dynamic_content_item_id: String(text.body.item.id),
      dynamic_content_variant_id: String(text.body.item.variants[1].id),
      sla_policy_id: String(policy.body.sla_policy.id),
      group_sla_policy_id: String(group_policy.body.group_sla_policy.id),
      schedule_id,
      holiday_id: String(holiday.body.holiday.id),
      attribute_id,
      attribute_value_id: attribute_value.body.attribute_value.id,
      webhook_id: webhook.body.webhook.id,
      invocation_id: ulidOf(invocation_id ?? 0),
      verification_token: verification.slice('/verify-address/'.length),
      identity_provider_id: String(provider_id),
      trial_id: String(trial.body.trial.id),
      scim_id: String(agent.id),
      scim_token_id: String(scim.body.scim_token.id),
      mode: 'note',
      token_id: String(token_id),
      service_account_id: String(service_account.user.id),
      oauth_client_id: String(client.body.client.id),
      oauth_token_id: String(oauth_token_id),
      view_id: String(view.body.view.id),
      index: '0',
    },
  }
}

/** A rule of each kind, with what belongs to them. They look for a tag that nobody gives. */
async function addRules({ admin, call }: TestAccount): Promise<Record<string, string>> {
  const never = { field: 'current_tags', operator: 'includes', value: 'nobody_gives_this' }
  const actions = [{ field: 'remove_tags', value: 'nobody_gives_this' }]
  const add = async (one: string, body: object) =>
    String(
      (
        await call(admin, `POST /api/v2/${one === 'trigger_category' ? 'trigger_categories' : `${one}s`}`, {
          [one]: body,
        })
      ).body[one].id,
    )
  const trigger_id = await add('trigger', { title: 'T', all: [never], actions })
  const hours = { field: 'NEW', operator: 'greater_than', value: '24' }
  const revisions = await call(admin, `GET /api/v2/triggers/${trigger_id}/revisions`)
  return {
    trigger_id,
    trigger_revision_id: String(revisions.body.trigger_revisions[0].id),
    trigger_category_id: await add('trigger_category', { name: 'C' }),
    automation_id: await add('automation', { title: 'A', all: [never, hours], actions }),
    macro_id: await add('macro', { title: 'M', actions: [{ field: 'comment_value', value: 'Hello' }] }),
    workspace_id: await add('workspace', { title: 'W' }),
    target_id: await add('target', { title: 'Mail', type: 'email_target', email: 'ops@people.example', subject: 'S' }),
  }
}

/** A route with its `{names}` filled; what the fixture has not becomes an id that does not exist. */
export function fillRoute(route: string, ids: Record<string, string>): string {
  return route.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(ids[name] ?? '999'))
}

/** An alarm about somebody. */
async function alarmOf(account: TestAccount, user_id: number): Promise<string> {
  const id = newId()
  await account.work((work) =>
    work.db.run(sql`insert into alarms (account_id, id, kind, user_id, count, created_at, last_at)
      values (${account.account_id}, ${id}, 'new_admin', ${user_id}, 1, ${work.now}, ${work.now})`),
  )
  return String(id)
}
