// The language of whoever calls: their own, or the desk's.
import { z } from 'zod'
import { deskLocale, findLocale, localeReply, localeSchema } from '../locales/index.ts'
import { ANYONE, endpoint } from '../platform/http/endpoint.ts'
import { actorId } from '../platform/work.ts'
import { findUser } from './queries.ts'

export const currentLocale = endpoint({
  route: 'GET /api/v2/locales/current',
  summary: 'Show the language of whoever asks',
  allow: ANYONE,
  reply: z.object({ locale: localeSchema }),
  async run({ work, origin_url }) {
    const standard = await deskLocale(work)
    const id = actorId(work.actor)
    const own = id === null ? null : ((await findUser(work, id))?.locale ?? null)
    return { locale: localeReply((own && findLocale(own)) || standard, standard.id, origin_url) }
  },
})
