// Targets over HTTP: where rules of older clients send text to. New ones use webhooks.
import { z } from 'zod'
import { normaliseAddress } from '../../platform/addresses.ts'
import { invalid, notFound, Refusal } from '../../platform/errors.ts'
import { endpoint, HttpReply, STAFF } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { pagingQuery, pagingReply } from '../../platform/http/paging.ts'
import { newId } from '../../platform/ids.ts'
import { apiTime } from '../../platform/instants.ts'
import type { Work } from '../../platform/work.ts'
import { targetChanged } from '../events.ts'
import { templateError } from '../placeholders/template.ts'
import {
  countTargets,
  deleteTargetRow,
  findTarget,
  listTargets,
  placeOfTarget,
  putTarget,
  type TargetRow,
  type TargetSettings,
} from './queries.ts'

const TARGETS_PER_ACCOUNT = 500
const EMAIL = 'email_target'
const URLS = ['url_target', 'url_target_v2', 'http_target']

const targetSchema = z.object({
  url: z.string(),
  id: z.number(),
  title: z.string(),
  type: z.string(),
  active: z.boolean(),
  created_at: z.string(),
  email: z.string().optional(),
  subject: z.string().optional(),
  target_url: z.string().optional(),
  method: z.string().optional(),
  attribute: z.string().optional(),
  username: z.string().nullable().optional(),
  password: z.null().optional(),
  content_type: z.string().nullable().optional(),
})

const text = (length: number) =>
  z
    .string()
    .max(length)
    .transform((value) => value.toWellFormed().replaceAll('\u0000', '').trim())

const input = z.object({
  target: z.object({
    title: text(255).optional(),
    type: text(60).optional(),
    active: z.boolean().optional(),
    email: text(320).optional(),
    subject: text(1_000).optional(),
    target_url: text(2_000).optional(),
    method: text(10).optional(),
    attribute: text(255).optional(),
    username: text(255).nullable().optional(),
    password: text(255).nullable().optional(),
    content_type: text(255).nullable().optional(),
  }),
})
type Input = z.output<typeof input>['target']

const params = z.object({ target_id: idParam })
const reply = z.object({ target: targetSchema })

function present(row: TargetRow, origin_url: string): z.input<typeof targetSchema> {
  const { settings } = row
  return {
    url: `${origin_url}/api/v2/targets/${row.id}.json`,
    id: row.id,
    title: row.title,
    type: row.type,
    active: row.active,
    created_at: apiTime(row.created_at),
    ...settings,
    // A password never leaves.
    ...(URLS.includes(row.type) ? { password: null } : {}),
  }
}

async function getTarget(work: Work, id: number): Promise<TargetRow> {
  const row = await findTarget(work, id)
  if (!row) throw notFound()
  return row
}

async function save(work: Work, row: TargetRow, given: Input, change: 'created' | 'updated'): Promise<TargetRow> {
  const merged = { ...row.settings, ...given }
  const settings: TargetSettings =
    row.type === EMAIL
      ? { email: merged.email ?? '', subject: merged.subject ?? '' }
      : {
          target_url: merged.target_url ?? '',
          method: (merged.method || 'post').toLowerCase(),
          attribute: merged.attribute ?? '',
          username: merged.username ?? null,
          content_type: merged.content_type ?? 'application/json',
        }
  check(row, settings)
  const password = given.password ?? null
  const saved: TargetRow = {
    ...row,
    title: given.title ?? row.title,
    active: given.active ?? row.active,
    settings,
    sealed: password === null ? row.sealed : work.sealing.seal(placeOfTarget(row.id), { password }),
  }
  if (saved.title === '') throw invalid('title', 'Title: cannot be blank', 'BlankValue')
  await putTarget(work, saved)
  work.record(targetChanged, row.id, { change })
  return saved
}

function check({ type }: TargetRow, settings: TargetSettings): void {
  if (type === EMAIL) {
    if (normaliseAddress(settings.email ?? '') === null)
      throw invalid('email', 'Email: is not an address', 'InvalidFormat')
    const reason = templateError(settings.subject ?? '')
    if (reason !== null) throw invalid('subject', `Subject: ${reason}`, 'InvalidFormat')
    return
  }
  if (!URLS.includes(type))
    throw invalid('type', `Type: a target is one of ${[EMAIL, ...URLS].join(', ')}; for others use a webhook`)
  const url = URL.parse(settings.target_url ?? '')
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password)
    throw invalid('target_url', 'Target URL: give an http or https address without credentials', 'InvalidFormat')
  if (!['get', 'post', 'put', 'patch', 'delete'].includes(settings.method ?? ''))
    throw invalid('method', 'Method: is one of get, post, put, patch, delete')
}

export const targetEndpoints = [
  endpoint({
    route: 'GET /api/v2/targets',
    summary: 'List the targets of rules',
    allow: STAFF,
    right: 'manage_extensions_and_channels',
    query: z.object(pagingQuery),
    reply: z.object({ targets: z.array(targetSchema), ...pagingReply }),
    async run({ work, query, url, origin_url }) {
      const { rows, paging } = await listTargets(work, query, url)
      return { targets: rows.map((row) => present(row, origin_url)), ...paging }
    },
  }),
  endpoint({
    route: 'GET /api/v2/targets/{target_id}',
    summary: 'Show a target of rules',
    allow: STAFF,
    right: 'manage_extensions_and_channels',
    params,
    reply,
    run: async ({ work, params: { target_id }, origin_url }) => ({
      target: present(await getTarget(work, target_id), origin_url),
    }),
  }),
  endpoint({
    route: 'POST /api/v2/targets',
    summary: 'Create a target of rules',
    allow: STAFF,
    right: 'manage_extensions_and_channels',
    body: input,
    reply,
    async run({ work, body: { target }, origin_url }) {
      if ((await countTargets(work)) >= TARGETS_PER_ACCOUNT)
        throw new Refusal('too_many_values', `A desk has at most ${TARGETS_PER_ACCOUNT} targets`)
      const empty: TargetRow = {
        id: newId(),
        title: '',
        type: target.type ?? '',
        active: true,
        sealed: null,
        settings: {},
        created_at: work.now,
      }
      const shown = present(await save(work, empty, target, 'created'), origin_url)
      return new HttpReply({ status: 201, headers: { location: shown.url }, json: { target: shown } })
    },
  }),
  endpoint({
    route: 'PUT /api/v2/targets/{target_id}',
    summary: 'Change a target of rules',
    allow: STAFF,
    right: 'manage_extensions_and_channels',
    params,
    body: input,
    reply,
    run: async ({ work, params: { target_id }, body: { target }, origin_url }) => ({
      target: present(await save(work, await getTarget(work, target_id), target, 'updated'), origin_url),
    }),
  }),
  endpoint({
    route: 'DELETE /api/v2/targets/{target_id}',
    summary: 'Delete a target of rules; rules that name it show so when they act',
    allow: STAFF,
    right: 'manage_extensions_and_channels',
    params,
    reply: null,
    async run({ work, params: { target_id } }) {
      await getTarget(work, target_id)
      await deleteTargetRow(work, target_id)
      work.record(targetChanged, target_id, { change: 'deleted' })
      return null
    },
  }),
]
