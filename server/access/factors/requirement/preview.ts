// What a requirement would mean for whom, before it is saved. Counted in two looks, however many people there are.
import { z } from 'zod'
import { apiTimeOrNull } from '../../../platform/instants.ts'
import type { Work } from '../../../platform/work.ts'
import { changedRequirement } from './actions.ts'
import { countPeopleByRole, countUnprepared, rolesWithOwn } from './queries.ts'
import type { RequiredRole, RequirementPeople, RequirementWrite } from './schema.ts'
import { isInForce } from './standing.ts'

export const requirementPreview = z.object({
  people_count: z.number().describe('Whom it is about'),
  must_enrol_count: z.number().describe('Who would have to set up a second factor: they have none, and no exemption'),
  signed_out_count: z.number().describe('Who would be signed out at once, to set one up at the next sign-in'),
  required_from: z.string().nullable(),
  you: z.object({ must_enrol: z.boolean(), is_signed_out: z.boolean() }),
})

/** 422 for what would be refused when it is saved. */
export async function previewRequirement(
  work: Work,
  of: RequiredRole,
  write: RequirementWrite,
): Promise<z.output<typeof requirementPreview>> {
  const { before, after } = await changedRequirement(work, of, write)
  const { people, signed_in, is_actor } = await countUnprepared(work, of)
  const ends_sessions = isInForce(after, work.now) && !isInForce(before, work.now)
  return {
    people_count: (await peopleOfRequirement(work, of)).total,
    must_enrol_count: after.is_required ? people : 0,
    signed_out_count: ends_sessions ? signed_in : 0,
    required_from: apiTimeOrNull(after.is_required ? after.required_from : null),
    you: { must_enrol: after.is_required && is_actor, is_signed_out: ends_sessions && is_actor },
  }
}

/** How many people a requirement is about, and how far they have come. */
export async function peopleOfRequirement(work: Work, of: RequiredRole): Promise<RequirementPeople> {
  return summed(await countPeopleByRole(work), of, await rolesWithOwn(work))
}

/** The same of counts that are there already. `own` are the roles that do not follow agents. Pure. */
export function summed(
  counts: Awaited<ReturnType<typeof countPeopleByRole>>,
  of: RequiredRole,
  own: readonly number[],
): RequirementPeople {
  const people = { total: 0, enrolled: 0, exempt: 0 }
  for (const count of counts) {
    const { custom_role_id } = count
    const is_meant =
      of.custom_role_id === null
        ? count.role === of.role && (custom_role_id === null || !own.includes(custom_role_id))
        : custom_role_id === of.custom_role_id
    if (!is_meant) continue
    people.total += count.total
    people.enrolled += count.enrolled
    people.exempt += count.exempt
  }
  return people
}
