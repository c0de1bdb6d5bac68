// When two people or organisations turn out to be one, their tickets follow at once: whoever merged them looks at the
// winner's tickets next.
import { invalid } from '../../platform/errors.ts'
import type { Immediate } from '../../platform/work.ts'
import { countRequested, moveTicketsOfOrganization, moveTicketsOfPerson } from './queries.ts'

/** Tickets of somebody who can be merged into another; one transaction moves them all. Zendesk has the same limit. */
const TICKETS_PER_MERGE = 10_000

interface Merged {
  winner_id: number
}

export const formerPeopleImmediates: readonly Immediate[] = [
  {
    on: 'user.merged',
    async run(work, fact) {
      const { winner_id } = fact.data as Merged // as people records it
      if ((await countRequested(work, fact.subject_id, TICKETS_PER_MERGE + 1)) > TICKETS_PER_MERGE)
        throw invalid('id', `A person with more than ${TICKETS_PER_MERGE} tickets cannot be merged`)
      await moveTicketsOfPerson(work, fact.subject_id, winner_id)
    },
  },
  {
    on: 'organization.merged',
    async run(work, fact) {
      await moveTicketsOfOrganization(work, fact.subject_id, (fact.data as Merged).winner_id) // as people records it
    },
  },
]
