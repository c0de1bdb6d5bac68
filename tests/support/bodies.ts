// A record of each kind as a client would send it to make a new one, so that sweeps can begin with something accepted.
import { newId } from '../../server/platform/ids.ts'

type Ids = Record<string, string>

const never = { field: 'current_tags', operator: 'includes', value: 'nobody_gives_this' }
const hours = { field: 'NEW', operator: 'greater_than', value: '24' }
const actions = [{ field: 'remove_tags', value: 'nobody_gives_this' }]

/** By the key a body has around the record. Names that must be unique are new each time. */
const RECORDS: Record<string, (ids: Ids, unique: number) => object> = {
  item: (_, unique) => ({ name: `Item ${unique}`, content: 'Hello', default_locale_id: 1 }),
  variant: () => ({ locale_id: 8, content: 'Hallo', active: true }),
  ticket_field: () => ({ type: 'text', title: 'A field' }),
  user_field: (_, unique) => ({ type: 'text', title: 'A field', key: `key_${unique}`, description: 'Of a person' }),
  organization_field: (_, unique) => ({
    type: 'text',
    title: 'A field',
    key: `key_${unique}`,
    description: 'Of a firm',
  }),
  custom_field_option: (_, unique) => ({ name: 'An option', value: `option_${unique}` }),
  ticket_form: () => ({ name: 'A form' }),
  custom_status: (_, unique) => ({ status_category: 'open', agent_label: `At ${unique}`, end_user_label: 'On it' }),
  user: (_, unique) => ({ name: 'A person', email: `person-${unique}@people.example` }),
  identity: (_, unique) => ({ type: 'email', value: `person-${unique}@people.example` }),
  organization: (_, unique) => ({ name: `Firm ${unique}` }),
  organization_merge: (ids) => ({ winner_id: Number(ids.organization_id) }),
  organization_subscription: (ids) => ({ user_id: Number(ids.user_id), organization_id: Number(ids.organization_id) }),
  organization_membership: (ids) => ({ user_id: Number(ids.user_id), organization_id: Number(ids.organization_id) }),
  group: (_, unique) => ({ name: `Group ${unique}` }),
  group_membership: (ids) => ({ user_id: Number(ids.user_id), group_id: Number(ids.group_id) }),
  api_token: () => ({ description: 'A script' }),
  brand: (_, unique) => ({ name: `Brand ${unique}`, subdomain: `brand${unique}` }),
  schedule: (_, unique) => ({ name: `Hours ${unique}`, time_zone: 'Europe/Berlin' }),
  holiday: () => ({ name: 'A day', start_date: '2027-05-01', end_date: '2027-05-01' }),
  ticket: () => ({ subject: 'A kettle', comment: { body: 'It does not boil' } }),
  reply: () => ({ body: 'Which one?' }),
  note: () => ({ body: 'He means the old one.' }),
  bookmark: (ids) => ({ ticket_id: Number(ids.ticket_id) }),
  skip: (ids) => ({ ticket_id: Number(ids.ticket_id), reason: 'Later' }),
  satisfaction_rating: () => ({ score: 'good', comment: 'Thanks' }),
  request: () => ({ subject: 'A kettle', comment: { body: 'It does not boil' } }),
  recipient_address: (_, unique) => ({ email: `desk-${unique}@people.example`, name: 'Desk' }),
  mail_domain: (_, unique) => ({ name: `d${unique}.example` }),
  sla_policy: () => ({
    title: 'A promise',
    filter: { all: [{ field: 'current_tags', operator: 'includes', value: 'vip' }], any: [] },
    policy_metrics: [{ priority: 'high', metric: 'first_reply_time', target: 60, business_hours: false }],
  }),
  group_sla_policy: (ids) => ({
    title: 'A promise',
    filter: { all: [{ field: 'group_id', operator: 'includes', value: [ids.group_id] }] },
    policy_metrics: [{ priority: 'high', metric: 'group_ownership_time', target: 60, business_hours: false }],
  }),
  webhook: () => ({
    name: 'A webhook',
    description: 'Tells another system',
    // Nobody listens there.
    endpoint: 'http://127.0.0.1:9/',
    http_method: 'POST',
    request_format: 'json',
    status: 'active',
    subscriptions: ['conditional_ticket_events'],
    authentication: { type: 'bearer_token', data: { token: 'x' }, add_position: 'header' },
  }),
  attribute: (_, unique) => ({ name: `Skill ${unique}` }),
  attribute_value: (_, unique) => ({ name: `Value ${unique}` }),
  trigger: () => ({ title: 'A trigger', all: [never], actions }),
  trigger_category: (_, unique) => ({ name: `Category ${unique}` }),
  automation: () => ({ title: 'An automation', all: [never, hours], actions }),
  macro: () => ({ title: 'A macro', actions: [{ field: 'comment_value', value: 'Hello' }] }),
  target: () => ({ title: 'Mail', type: 'email_target', email: 'ops@people.example', subject: 'S' }),
  view: () => ({ title: 'A view', all: [{ field: 'status', operator: 'less_than', value: 'solved' }] }),
}

/** The key of one record for the key of many: `ticket` for `tickets`, `trigger_category` for `trigger_categories`. */
const singular = (key: string): string => key.replace(/ies$/, 'y').replace(/s$/, '')

/**
 * What makes a new record under this key of a body (`ticket`), or two of them under a plural one (`tickets`); null for
 * keys that hold no record. Ids in it are those of the fixture.
 */
export function newRecord(key: string, ids: Ids): object | null {
  const single = RECORDS[key]
  if (single) return single(ids, newId())
  const one = RECORDS[singular(key)]
  return one ? [one(ids, newId()), one(ids, newId())] : null
}
