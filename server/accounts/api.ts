// The account's settings over HTTP: ours (desk, mail), and beside them the sections Zendesk's clients look for.
import { z } from 'zod'
import type { Config } from '../platform/config.ts'
import { ADMINS, endpoint, STAFF } from '../platform/http/endpoint.ts'
import type { Work } from '../platform/work.ts'
import { updateSettings } from './actions.ts'
import { accountSettings } from './queries.ts'
import { settingsSchema, settingsWriteSchema } from './schema.ts'
import { settingsSections, writeSections } from './sections.ts'

const reply = z.object({ settings: settingsSchema.catchall(z.record(z.string(), z.unknown())) })

async function shown(work: Work, config: Config) {
  return { settings: { ...(await settingsSections(work, config)), ...(await accountSettings(work)) } }
}

const show = endpoint({
  route: 'GET /api/v2/account/settings',
  summary: 'Show the settings of the desk',
  allow: STAFF,
  reply,
  run: async ({ work, platform }) => await shown(work, platform.config),
})

const update = endpoint({
  route: 'PUT /api/v2/account/settings',
  summary: 'Change settings of the desk; what cannot be changed is refused',
  allow: ADMINS,
  body: z.object({ settings: settingsWriteSchema.catchall(z.unknown()) }),
  reply,
  async run({ work, platform, body: { settings } }) {
    const { desk, mail, requests, time_tracking, ...sections } = settings
    await writeSections(work, platform.config, sections)
    await updateSettings(work, { desk, mail, requests, time_tracking })
    return await shown(work, platform.config)
  },
})

export const settingsEndpoints = [show, update]
