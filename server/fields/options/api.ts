// Endpoints of options: the same for fields of tickets, people and organisations.
import { z } from 'zod'
import { notFound } from '../../platform/errors.ts'
import { endpoint, HttpReply, STAFF } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { pagingQuery, pagingReply } from '../../platform/http/paging.ts'
import type { Work } from '../../platform/work.ts'
import { getField } from '../actions.ts'
import { optionReply, optionSchema, optionWriteSchema } from '../field-schema.ts'
import { pageOf } from '../lists.ts'
import { FIELD_OWNERS, type FieldOf, type OptionRow } from '../schema.ts'
import { wordingFor } from '../wording.ts'
import { deleteOption, upsertOption } from './actions.ts'

const shownOption = optionSchema.extend({ position: z.number(), url: z.string() })
const one = z.object({ custom_field_option: shownOption })

function optionEndpoints(of: FieldOf) {
  const [of_field, of_option] = [`${of}_field_id`, `${of}_field_option_id`]
  const base = `/api/v2/${of}_fields/{${of_field}}/options` as const
  const field_params = z.object({ [of_field]: idParam })
  const params = z.object({ [of_field]: idParam, [of_option]: idParam })
  const idsOf = (given: Record<string, number>) => ({
    field_id: given[of_field] ?? 0,
    option_id: given[of_option] ?? 0,
  })

  const present = async (work: Work, options: readonly OptionRow[], origin_url: string) => {
    const wording = await wordingFor(work, options)
    return options.map((option) => ({
      ...optionReply(option, wording),
      position: option.position,
      url: `${origin_url}/api/v2/${of}_fields/${option.field_id}/options/${option.id}.json`,
    }))
  }
  const presentOne = async (work: Work, option: OptionRow, origin_url: string) => {
    const [custom_field_option] = await present(work, [option], origin_url)
    if (!custom_field_option) throw new Error('one option in, none out')
    return { custom_field_option }
  }

  const list = endpoint({
    route: `GET ${base}`,
    summary: `List the options of a field (${of})`,
    allow: STAFF,
    params: field_params,
    query: z.object(pagingQuery),
    reply: z.object({ custom_field_options: z.array(shownOption), ...pagingReply }),
    async run({ work, params: given, query, url, origin_url }) {
      const { options } = await getField(work, of, idsOf(given).field_id)
      const { rows, paging } = pageOf(options, query, url)
      return { custom_field_options: await present(work, rows, origin_url), ...paging }
    },
  })
  const show = endpoint({
    route: `GET ${base}/{${of_option}}`,
    summary: `Show an option of a field (${of})`,
    allow: STAFF,
    params,
    reply: one,
    async run({ work, params: given, origin_url }) {
      const { field_id, option_id } = idsOf(given)
      const { options } = await getField(work, of, field_id)
      const option = options.find((row) => row.id === option_id)
      if (!option) throw notFound()
      return await presentOne(work, option, origin_url)
    },
  })
  const upsert = endpoint({
    route: `POST ${base}`,
    summary: `Create an option of a field, or change the one of this id or value (${of})`,
    allow: STAFF,
    right: `manage_${of}_fields`,
    params: field_params,
    body: z.object({ custom_field_option: optionWriteSchema }),
    reply: one,
    async run({ work, params: given, body, origin_url }) {
      const { option, is_new } = await upsertOption(work, of, idsOf(given).field_id, body.custom_field_option)
      const json = await presentOne(work, option, origin_url)
      const headers = { location: json.custom_field_option.url }
      return new HttpReply({ status: is_new ? 201 : 200, headers, json })
    },
  })
  const remove = endpoint({
    route: `DELETE ${base}/{${of_option}}`,
    summary: `Take an option away; records keep its value, which is no longer shown (${of})`,
    allow: STAFF,
    right: `manage_${of}_fields`,
    params,
    reply: null,
    async run({ work, params: given }) {
      const { field_id, option_id } = idsOf(given)
      await deleteOption(work, of, field_id, option_id)
      return null
    },
  })
  return [list, show, upsert, remove]
}

export const allOptionEndpoints = FIELD_OWNERS.flatMap(optionEndpoints)
