// Organisations of the source. One of the same name that is here already stays as it is.
import { findOrganizationByName } from '../../people/index.ts'
import { callDesk } from '../moving-in/desk.ts'
import { quietWork } from '../moving-in/quiet.ts'
import { askOr } from './lists.ts'
import { idOf, type Json, listOf, pick, textOf, timeOf } from './reading.ts'
import { findOurs, type Run, take } from './taking.ts'
import { externalIdOf, made, setFields, tagsOf } from './writing.ts'

export async function takeOrganization(run: Run, record: Json, key: string): Promise<number | null> {
  if (record.deleted_at) return null
  const ways = [
    { domain_names: record.domain_names ?? [], organization_fields: setFields(record.organization_fields) },
    { organization_fields: setFields(record.organization_fields) },
    {},
  ]
  const what = { kind: 'organization', key, stamp: timeOf(record.updated_at), ways: ways.length }
  return await take(run, what, async (work, known, way) => {
    const body = {
      ...pick(record, ['name', 'details', 'notes', 'shared_tickets', 'shared_comments']),
      ...tagsOf(record),
      ...ways[way],
      group_id: await findOurs(work, run, 'group', record.group_id),
    }
    if (known?.record_id) {
      if (known.state.how === 'matched') return null
      const request = { params: { organization_id: known.record_id }, body: { organization: body } }
      await callDesk(work, run.platform, 'PUT /api/v2/organizations/{organization_id}', request)
      return { id: known.record_id, how: 'updated' }
    }
    const name = textOf(record.name)
    const there = name ? await findOrganizationByName(work, name) : null
    if (there !== null) return { id: there, how: 'matched' }
    const organization = { ...body, external_id: externalIdOf(record, key) }
    return { id: await made(work, run, 'POST /api/v2/organizations', 'organization', organization), how: 'created' }
  })
}

/** Makes sure that an organisation which something names was asked for: lists leave out what is very new. */
export async function knowOrganization(run: Run, id: unknown): Promise<void> {
  const key = idOf(id)
  if (key === null || (await quietWork(run, (work) => findOurs(work, run, 'organization', key))) !== null) return
  const [record] = listOf([(await askOr(run, `/api/v2/organizations/${key}.json`)).organization])
  if (record) await takeOrganization(run, record, key)
}
