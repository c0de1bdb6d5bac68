// Reads a provider's metadata, pasted or from its address, so that nobody copies certificates by hand. Saves nothing.
import { z } from 'zod'
import { invalid } from '../../platform/errors.ts'
import { ADMINS, endpoint } from '../../platform/http/endpoint.ts'
import { addressOfOther } from '../addresses-of-others.ts'
import { fetchMetadata } from './fetching-metadata.ts'
import { MAX_METADATA, readMetadata } from './metadata.ts'

export const metadataEndpoint = endpoint({
  route: 'POST /api/v2/identity_providers/read_metadata',
  summary: 'Read the settings of a SAML provider from its metadata: XML, or an address to fetch it from',
  allow: ADMINS,
  status: 200,
  body: z.object({ metadata: z.string().max(MAX_METADATA).optional(), url: addressOfOther.optional() }),
  reply: z.object({
    settings: z.object({
      idp_entity_id: z.string(),
      sso_url: z.string(),
      sso_binding: z.enum(['redirect', 'post']),
      slo_url: z.string(),
      certificates: z.array(z.string()),
    }),
  }),
  async prepare({ platform, body }) {
    if (body.url === undefined) return null
    const answer = await fetchMetadata(body.url, platform.config.webhook_networks)
    if (answer.status !== 200) throw invalid('url', `URL: answered ${answer.status}`)
    return answer.body.toString('utf8')
  },
  async run({ body, prepared }) {
    const xml = prepared ?? body.metadata
    if (xml === undefined) throw invalid('metadata', 'Metadata: cannot be blank', 'BlankValue')
    return { settings: await readMetadata(xml) }
  },
})
