// The link in a survey's mail: it names one ticket and its requester, and is signed. Opening it votes for nothing, since
// scanners of links open everything.
import type { Sealing } from '../../platform/sealing.ts'
import { linksFor, type PersonLink } from '../signed-link.ts'

const LINK_VALID_DAYS = 60
const links = linksFor('satisfaction-link', LINK_VALID_DAYS)

/** The path of a requester's survey, to be put behind the desk's URL. `?score=good` or `bad` chooses beforehand. */
export function satisfactionLink(sealing: Sealing, link: PersonLink & { now: Date }): string {
  return `/satisfaction/${links.write(sealing, link)}`
}

/** Whom a token is for and whether its time is over; null for a token that is not ours. */
export const readSatisfactionToken = links.read
