// An admin asks a provider at once what the clock asks it otherwise.
import { z } from 'zod'
import { invalid } from '../../platform/errors.ts'
import { ADMINS, endpoint } from '../../platform/http/endpoint.ts'
import { providerParams, providerReplyOf } from '../api.ts'
import { getProvider } from '../queries.ts'
import { providerSchema } from '../schema.ts'
import { askAboutPeople, askForMetadata } from './jobs.ts'

export const checkEndpoint = endpoint({
  route: 'POST /api/v2/identity_providers/{identity_provider_id}/checks',
  summary: 'Ask a directory about its people, or a SAML provider for its metadata, now instead of by the clock',
  allow: ADMINS,
  step_up: true,
  status: 200,
  params: providerParams,
  body: z.object({
    check: z
      .object({
        accepts_many: z
          .boolean()
          .optional()
          .describe('Of a directory: most people are missing from it, and have indeed left'),
      })
      .optional(),
  }),
  reply: z.object({ identity_provider: providerSchema }),
  async run({ work, params, body, origin_url }) {
    const provider = await getProvider(work, params.identity_provider_id)
    if (!provider.active || !provider.live) throw invalid('active', 'Active: switch the provider on first')
    if (provider.kind === 'ldap') askAboutPeople(work, provider.id, { accepts_many: body.check?.accepts_many ?? false })
    else if (provider.kind === 'saml') askForMetadata(work, provider.id, true)
    else throw invalid('kind', 'Kind: only directories and SAML providers are asked by the clock')
    return { identity_provider: await providerReplyOf(work, provider, origin_url) }
  },
})
