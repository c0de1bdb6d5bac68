// Alarms and their rules over HTTP, for admins.
import { z } from 'zod'
import { listUsersByIds } from '../people/index.ts'
import { sql } from '../platform/db.ts'
import { notFound } from '../platform/errors.ts'
import { ADMINS, endpoint } from '../platform/http/endpoint.ts'
import { idParam } from '../platform/http/ids.ts'
import { listPage, pagingQuery, pagingReply } from '../platform/http/paging.ts'
import { apiTime, apiTimeOrNull } from '../platform/instants.ts'
import { actorId, type Work } from '../platform/work.ts'
import { alarmAcknowledged, alarmRuleChanged } from './events.ts'
import { ALARM_COLUMNS, acknowledge, alarmRule, alarmRules, findAlarm, saveRule } from './queries.ts'
import { ALARM_KINDS, type AlarmRow, alarmSchema, ruleSchema, ruleWrite } from './schema.ts'

async function present(work: Work, rows: readonly AlarmRow[], origin_url: string) {
  const ids = rows.map((row) => row.user_id).filter((id) => id !== 0)
  const names = new Map((await listUsersByIds(work, ids, origin_url)).map((user) => [user.id, user.name]))
  return rows.map((row) => ({
    ...row,
    url: `${origin_url}/api/v2/alarms/${row.id}.json`,
    user_id: row.user_id === 0 ? null : row.user_id,
    user_name: names.get(row.user_id) ?? null,
    created_at: apiTime(row.created_at),
    last_at: apiTime(row.last_at),
    acknowledged_at: apiTimeOrNull(row.acknowledged_at),
  }))
}

const list = endpoint({
  route: 'GET /api/v2/alarms',
  summary: 'List the alarms, the newest first',
  allow: ADMINS,
  query: z.object({ ...pagingQuery, open: z.enum(['true', 'false']).optional() }),
  reply: z.object({ alarms: z.array(alarmSchema), ...pagingReply }),
  async run({ work, query, url, origin_url }) {
    const open = query.open === undefined ? sql`true` : sql`(alarms.acknowledged_at is null) = ${query.open === 'true'}`
    const source = {
      columns: ALARM_COLUMNS,
      from: sql`alarms`,
      where: sql`alarms.account_id = ${work.account_id}::bigint and ${open}`,
      id: sql`alarms.id`,
      sorts: { created_at: { by: sql`alarms.created_at`, type: 'timestamptz' as const } },
      default_sort: '-created_at',
    }
    const { rows, paging } = await listPage<AlarmRow>(work, source, query, url)
    return { alarms: await present(work, rows, origin_url), ...paging }
  },
})

const acknowledged = endpoint({
  route: 'PUT /api/v2/alarms/{alarm_id}/acknowledge',
  summary: 'Say that an alarm is looked after; saying so twice changes nothing',
  allow: ADMINS,
  params: z.object({ alarm_id: idParam }),
  reply: z.object({ alarm: alarmSchema }),
  async run({ work, params, origin_url }) {
    const alarm = await findAlarm(work, params.alarm_id)
    if (!alarm) throw notFound()
    if (await acknowledge(work, alarm.id, actorId(work.actor)))
      work.record(alarmAcknowledged, alarm.id, { kind: alarm.kind })
    const now = await findAlarm(work, alarm.id)
    const [shown] = await present(work, now ? [now] : [], origin_url)
    return { alarm: shown! } // it was there a moment ago, and alarms do not go
  },
})

const listRules = endpoint({
  route: 'GET /api/v2/alarm_rules',
  summary: 'List what admins are told at once',
  allow: ADMINS,
  reply: z.object({ alarm_rules: z.array(ruleSchema) }),
  run: async ({ work }) => ({ alarm_rules: [...(await alarmRules(work))] }),
})

const changeRule = endpoint({
  route: 'PUT /api/v2/alarm_rules/{alarm_kind}',
  summary: 'Change when admins are told of one kind of thing, or that they are not',
  allow: ADMINS,
  step_up: true,
  params: z.object({ alarm_kind: z.enum(ALARM_KINDS) }),
  body: z.object({ alarm_rule: ruleWrite }),
  reply: z.object({ alarm_rule: ruleSchema }),
  async run({ work, params, body }) {
    const { kind, ...before } = await alarmRule(work, params.alarm_kind)
    const after = { ...before, ...body.alarm_rule }
    await saveRule(work, { kind, ...after })
    work.record(alarmRuleChanged, work.account_id, { kind }, { before, after })
    return { alarm_rule: { kind, ...after } }
  },
})

export const alarmEndpoints = [list, acknowledged, listRules, changeRule]
