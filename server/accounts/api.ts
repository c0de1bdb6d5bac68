// The account's settings over HTTP.
import { z } from 'zod'
import { ADMINS, endpoint, STAFF } from '../platform/http/endpoint.ts'
import { updateSettings } from './actions.ts'
import { accountSettings } from './queries.ts'
import { settingsSchema, settingsWriteSchema } from './schema.ts'

const reply = z.object({ settings: settingsSchema })

const show = endpoint({
  route: 'GET /api/v2/account/settings',
  summary: 'Show the settings of the desk',
  allow: STAFF,
  reply,
  run: async ({ work }) => ({ settings: await accountSettings(work) }),
})

const update = endpoint({
  route: 'PUT /api/v2/account/settings',
  summary: 'Change settings of the desk',
  allow: ADMINS,
  body: z.object({ settings: settingsWriteSchema }),
  reply,
  run: async ({ work, body }) => ({ settings: await updateSettings(work, body.settings) }),
})

export const settingsEndpoints = [show, update]
