// SCIM: a directory (Entra, Okta …) keeps the team: who is on it, in which groups, with which role, and who no longer.
import type { Module } from '../platform/module.ts'
import { scimEndpoints } from './api.ts'
import { SCIM_EVENTS } from './events.ts'
import { scimPersonalData } from './personal-data.ts'
import { scimSettingsEndpoints } from './settings/api.ts'
import { forgetScimUser } from './users/queries.ts'

export { scimExpiries, scimSealedColumns } from './personal-data.ts'
export { revokeTokensShownTo } from './settings/actions.ts'
export { ownerOfSubject } from './subjects.ts'

export const module: Module = {
  name: 'scim',
  endpoints: [...scimEndpoints, ...scimSettingsEndpoints],
  events: SCIM_EVENTS,
  immediates: ['user.deleted', 'user.merged'].map((on) => ({
    on,
    run: (work, { subject_id }) => forgetScimUser(work, subject_id),
  })),
  personalData: scimPersonalData,
}
