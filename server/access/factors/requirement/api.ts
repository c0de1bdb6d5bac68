// Endpoints of the requirement of a second factor: per role, how far it has come, and what is done for single people.
import { z } from 'zod'
import { getUser, listUsers, mayEditUser } from '../../../people/index.ts'
import { sql } from '../../../platform/db.ts'
import { Refusal } from '../../../platform/errors.ts'
import { ADMINS, endpoint } from '../../../platform/http/endpoint.ts'
import { atOnce, bodyId, idParam } from '../../../platform/http/ids.ts'
import { pagingQuery, pagingReply } from '../../../platform/http/paging.ts'
import { apiTime, apiTimeOrNull } from '../../../platform/instants.ts'
import type { Work } from '../../../platform/work.ts'
import { getRole, listRoles } from '../../../roles/index.ts'
import { listFactors } from '../queries.ts'
import { countCodes } from '../recovery/queries.ts'
import { factorReply, factorSchema } from '../schema.ts'
import { endExemption, exemptPerson, remindPeople, resetFactors, updateRequirement } from './actions.ts'
import { previewRequirement, requirementPreview, summed } from './preview.ts'
import {
  countPeopleByRole,
  exemptionsOf,
  factorRequirement,
  findExemption,
  isPerson,
  peopleOf,
  rolesWithOwn,
} from './queries.ts'
import {
  REQUIREMENT_ROLES,
  type RequiredRole,
  requiredRole,
  requirementReply,
  requirementSchema,
  requirementWrite,
  roleName,
} from './schema.ts'

const person = z.object({ user_id: idParam })

/** The requirements of some roles, with how far their people have come. */
async function replies(work: Work, roles: readonly (RequiredRole & { name: string | null })[], origin_url: string) {
  const [counts, own] = [await countPeopleByRole(work), await rolesWithOwn(work)]
  const shown = []
  for (const of of roles)
    shown.push(requirementReply(of, await factorRequirement(work, of), summed(counts, of, own), origin_url))
  return shown
}

/** A role by its name or number; 404 when there is none such. */
async function namedRole(work: Work, name: z.output<typeof roleName>): Promise<RequiredRole & { name: string | null }> {
  const of = requiredRole(name)
  return { ...of, name: of.custom_role_id === null ? null : (await getRole(work, of.custom_role_id)).name }
}

const list = endpoint({
  route: 'GET /api/v2/factor_requirements',
  summary: 'From which roles a second factor is asked, and how many have one; the roles of the desk’s own come last',
  allow: ADMINS,
  reply: z.object({ factor_requirements: z.array(requirementSchema) }),
  async run({ work, origin_url }) {
    const system = REQUIREMENT_ROLES.map((role) => ({ role, custom_role_id: null, name: null }))
    const custom = (await listRoles(work)).map(({ id, name }) => ({
      role: 'agent' as const, // roles of the desk's own are agents'
      custom_role_id: id,
      name,
    }))
    return { factor_requirements: await replies(work, [...system, ...custom], origin_url) }
  },
})

const params = z.object({ factor_role: roleName })
const body = z.object({ factor_requirement: requirementWrite })

const update = endpoint({
  route: 'PUT /api/v2/factor_requirements/{factor_role}',
  summary: 'Change from when and how a second factor is asked of a role, by its name or its number',
  allow: ADMINS,
  step_up: true,
  params,
  body,
  reply: z.object({ factor_requirement: requirementSchema }),
  async run({ work, params, body, origin_url }) {
    const of = await namedRole(work, params.factor_role)
    await updateRequirement(work, of, body.factor_requirement)
    const [factor_requirement] = await replies(work, [of], origin_url)
    return { factor_requirement: factor_requirement! /* one role, one reply */ }
  },
})

const preview = endpoint({
  route: 'POST /api/v2/factor_requirements/{factor_role}/preview',
  summary: 'What asking a role for a second factor would mean for whom; changes nothing',
  allow: ADMINS,
  read_only: true,
  status: 200,
  params,
  body,
  reply: z.object({ factor_requirement_preview: requirementPreview }),
  async run({ work, params, body }) {
    const of = await namedRole(work, params.factor_role)
    return { factor_requirement_preview: await previewRequirement(work, of, body.factor_requirement) }
  },
})

const progress = endpoint({
  route: 'GET /api/v2/factor_progress',
  summary: 'People of a role, by its name or its number, with a second factor, or without',
  allow: ADMINS,
  query: z.object({ role: roleName, enrolled: z.enum(['true', 'false']).default('false'), ...pagingQuery }),
  reply: z.object({
    people: z.array(
      z.object({
        user_id: z.number(),
        name: z.string(),
        email: z.string().nullable(),
        enrolled_at: z.string().nullable(),
        exempt_until: z.string().nullable(),
        last_login_at: z.string().nullable(),
      }),
    ),
    ...pagingReply,
  }),
  async run({ work, query, url }) {
    const of = await namedRole(work, query.role)
    const matching = sql<boolean>`${await peopleOf(work, of)} and ${isPerson}`
    const filter = { has_second_factor: query.enrolled === 'true', matching }
    const { users, paging } = await listUsers(work, filter, query, url)
    const exemptions = await exemptionsOf(
      work,
      users.map((user) => user.id),
    )
    const people = users.map((user) => ({
      user_id: user.id,
      name: user.name,
      email: user.email,
      enrolled_at: apiTimeOrNull(user.second_factor_since),
      exempt_until: apiTimeOrNull(exemptions.get(user.id) ?? null),
      last_login_at: apiTimeOrNull(user.last_login_at),
    }))
    return { people, ...paging }
  },
})

const remind = endpoint({
  route: 'POST /api/v2/factor_reminders',
  summary: 'Ask people who have no second factor, by mail, to set one up; at most a hundred at once',
  allow: ADMINS,
  body: z.object({ factor_reminder: z.object({ user_ids: z.array(bodyId) }) }),
  status: 200,
  reply: z.object({ factor_reminder: z.object({ reminded: z.number() }) }),
  run: async ({ work, body }) => ({
    factor_reminder: { reminded: await remindPeople(work, atOnce('user_ids', body.factor_reminder.user_ids)) },
  }),
})

const exempt = endpoint({
  route: 'PUT /api/v2/users/{user_id}/factor_exemption',
  summary: 'Let somebody off having a second factor until a date',
  allow: ADMINS,
  step_up: true,
  params: person,
  body: z.object({ factor_exemption: z.object({ ends_at: z.iso.datetime({ offset: true }) }) }),
  reply: z.object({ factor_exemption: z.object({ user_id: z.number(), ends_at: z.string() }) }),
  async run({ work, params: { user_id }, body }) {
    const ends_at = new Date(body.factor_exemption.ends_at)
    await exemptPerson(work, user_id, ends_at)
    return { factor_exemption: { user_id, ends_at: apiTime(ends_at) } }
  },
})

const unexempt = endpoint({
  route: 'DELETE /api/v2/users/{user_id}/factor_exemption',
  summary: 'End the exemption of somebody',
  allow: ADMINS,
  params: person,
  reply: null,
  async run({ work, params: { user_id } }) {
    await endExemption(work, user_id)
    return null
  },
})

const factorsOf = endpoint({
  route: 'GET /api/v2/users/{user_id}/factors',
  summary: 'List the factors of a person',
  allow: ADMINS,
  params: person,
  reply: z.object({
    factors: z.array(factorSchema),
    recovery_codes_left: z.number(),
    exempt_until: z.string().nullable(),
  }),
  async run({ work, params: { user_id }, origin_url }) {
    const user = await getUser(work, user_id)
    if (!mayEditUser(work.actor, user)) throw new Refusal('forbidden')
    return {
      factors: (await listFactors(work, user_id)).map((factor) => factorReply(factor, origin_url)),
      recovery_codes_left: await countCodes(work, user_id),
      exempt_until: apiTimeOrNull(await findExemption(work, user_id)),
    }
  },
})

const reset = endpoint({
  route: 'DELETE /api/v2/users/{user_id}/factors',
  summary: 'Take all factors and recovery codes of somebody away, who lost them; ends their sessions',
  allow: ADMINS,
  step_up: true,
  params: person,
  reply: null,
  async run({ work, params: { user_id } }) {
    await resetFactors(work, user_id)
    return null
  },
})

export const requirementEndpoints = [list, update, preview, progress, remind, exempt, unexempt, factorsOf, reset]
