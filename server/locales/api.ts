// Endpoints of languages. Which languages there are is no secret: customers' pages ask before anybody signed in.
import { z } from 'zod'
import { accountSettings } from '../accounts/index.ts'
import { notFound } from '../platform/errors.ts'
import { ANYONE, endpoint } from '../platform/http/endpoint.ts'
import { pagingQuery, pagingReply, wholeList } from '../platform/http/paging.ts'
import type { Work } from '../platform/work.ts'
import { bestLocale, findLocale, KNOWN_LOCALES, type LocaleRow, OWN_LOCALES } from './names.ts'

export const localeSchema = z.object({
  id: z.number(),
  url: z.string(),
  locale: z.string(),
  name: z.string(),
  native_name: z.string(),
  presentation_name: z.string(),
  rtl: z.boolean(),
  default: z.boolean(),
  created_at: z.null(),
  updated_at: z.null(),
})

/** A language as the API shows it; `default_id` is the desk's. */
export function localeReply(row: LocaleRow, default_id: number, origin_url: string): z.input<typeof localeSchema> {
  return {
    id: row.id,
    url: `${origin_url}/api/v2/locales/${row.locale}.json`,
    locale: row.locale,
    name: row.name,
    native_name: row.native_name,
    presentation_name: row.name === row.native_name ? row.name : `${row.name} - ${row.native_name}`,
    rtl: row.rtl === true,
    default: row.id === default_id,
    created_at: null,
    updated_at: null,
  }
}

/** The language the desk was given. */
export async function deskLocale(work: Work): Promise<LocaleRow> {
  const { desk } = await accountSettings(work)
  return findLocale(desk.locale) ?? KNOWN_LOCALES[0]! // the list is not empty
}

function listEndpoint(route: `GET /${string}`, summary: string, rows: readonly LocaleRow[]) {
  return endpoint({
    route,
    summary,
    allow: ANYONE,
    query: z.object(pagingQuery),
    reply: z.object({ locales: z.array(localeSchema), ...pagingReply }),
    async run({ work, query, origin_url }) {
      const { id } = await deskLocale(work)
      return { locales: rows.map((row) => localeReply(row, id, origin_url)), ...wholeList(rows.length, query) }
    },
  })
}

const one = z.object({ locale: localeSchema })

const show = endpoint({
  route: 'GET /api/v2/locales/{locale_id}',
  summary: 'Show a language, by its number or its name',
  allow: ANYONE,
  params: z.object({ locale_id: z.string().max(40) }),
  reply: one,
  async run({ work, params: { locale_id }, origin_url }) {
    const row = /^\d+$/.test(locale_id)
      ? KNOWN_LOCALES.find((known) => known.id === Number(locale_id))
      : findLocale(locale_id)
    if (!row) throw notFound()
    return { locale: localeReply(row, (await deskLocale(work)).id, origin_url) }
  },
})

const detect = endpoint({
  route: 'GET /api/v2/locales/detect_best_locale',
  summary: 'Show the language of the desk that suits the Accept-Language header best',
  allow: ANYONE,
  reply: one,
  async run({ work, header, origin_url }) {
    const standard = await deskLocale(work)
    const row = bestLocale(header('accept-language'), OWN_LOCALES) ?? standard
    return { locale: localeReply(row, standard.id, origin_url) }
  },
})

export const localeEndpoints = [
  listEndpoint('GET /api/v2/locales', 'List the languages the desk speaks', OWN_LOCALES),
  listEndpoint('GET /api/v2/locales/agent', 'List the languages agents can work in', OWN_LOCALES),
  listEndpoint('GET /api/v2/locales/public', 'List the languages texts can be written in', KNOWN_LOCALES),
  detect,
  show,
]
