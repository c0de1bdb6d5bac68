// Endpoints of the requirement of a second factor: per role, how far it has come, and what is done for single people.
import { z } from 'zod'
import { countUsers, getUser, listUsers, mayEditUser } from '../../../people/index.ts'
import { Refusal } from '../../../platform/errors.ts'
import { ADMINS, endpoint } from '../../../platform/http/endpoint.ts'
import { atOnce, bodyId, idParam } from '../../../platform/http/ids.ts'
import { pagingQuery, pagingReply } from '../../../platform/http/paging.ts'
import { apiTime, apiTimeOrNull } from '../../../platform/instants.ts'
import type { Role, Work } from '../../../platform/work.ts'
import { listFactors } from '../queries.ts'
import { countCodes } from '../recovery/queries.ts'
import { factorReply, factorSchema } from '../schema.ts'
import { endExemption, exemptPerson, remindPeople, resetFactors, updateRequirement } from './actions.ts'
import { countExempt, exemptionsOf, factorRequirement, findExemption } from './queries.ts'
import { REQUIREMENT_ROLES, requirementReply, requirementSchema, requirementWrite } from './schema.ts'

const role = z.enum(REQUIREMENT_ROLES)
const person = z.object({ user_id: idParam })

async function reply(work: Work, of: Role, origin_url: string) {
  const counted = async (has_second_factor: boolean) => await countUsers(work, { roles: [of], has_second_factor })
  const [enrolled, missing] = [await counted(true), await counted(false)]
  const exempt = (await countExempt(work)).get(of) ?? 0
  const people = { total: enrolled + missing, enrolled, exempt }
  return requirementReply(await factorRequirement(work, of), people, origin_url)
}

const list = endpoint({
  route: 'GET /api/v2/factor_requirements',
  summary: 'From which roles a second factor is asked, and how many have one',
  allow: ADMINS,
  reply: z.object({ factor_requirements: z.array(requirementSchema) }),
  async run({ work, origin_url }) {
    const factor_requirements = []
    for (const of of REQUIREMENT_ROLES) factor_requirements.push(await reply(work, of, origin_url))
    return { factor_requirements }
  },
})

const update = endpoint({
  route: 'PUT /api/v2/factor_requirements/{factor_role}',
  summary: 'Change from when and how a second factor is asked of a role',
  allow: ADMINS,
  step_up: true,
  params: z.object({ factor_role: role }),
  body: z.object({ factor_requirement: requirementWrite }),
  reply: z.object({ factor_requirement: requirementSchema }),
  async run({ work, params, body, origin_url }) {
    await updateRequirement(work, params.factor_role, body.factor_requirement)
    return { factor_requirement: await reply(work, params.factor_role, origin_url) }
  },
})

const progress = endpoint({
  route: 'GET /api/v2/factor_progress',
  summary: 'People of a role with a second factor, or without',
  allow: ADMINS,
  query: z.object({ role, enrolled: z.enum(['true', 'false']).default('false'), ...pagingQuery }),
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
    const filter = { roles: [query.role], has_second_factor: query.enrolled === 'true' }
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

export const requirementEndpoints = [list, update, progress, remind, exempt, unexempt, factorsOf, reset]
