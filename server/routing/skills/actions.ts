// What one can do with skills: make them, and say who has them and which tickets ask for them.
import { getUser } from '../../people/index.ts'
import { invalid, notFound } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'
import { getTicket } from '../../tickets/index.ts'
import { askForRun } from '../assigning.ts'
import { agentSkillsChanged, skillsChanged, ticketSkillsChanged } from '../events.ts'
import {
  ATTRIBUTES,
  type AttributeRow,
  agentSkills,
  deleteAttribute,
  deleteValue,
  findAttribute,
  listAttributes,
  listValues,
  listValuesByIds,
  replaceAgentSkills,
  replaceTicketSkills,
  saveAttribute,
  saveValue,
  ticketSkills,
  VALUES,
  type ValueRow,
} from './queries.ts'

/** Skills of one agent, or asked for by one ticket. */
export const SKILLS_EACH = 50

export async function getAttribute(work: Work, id: number): Promise<AttributeRow> {
  const found = await findAttribute(work, id)
  if (!found) throw notFound()
  return found
}

export async function getValue(work: Work, attribute_id: number, id: number): Promise<ValueRow> {
  const [found] = await listValuesByIds(work, [id])
  if (found?.attribute_id !== attribute_id) throw notFound()
  return found
}

/** Makes a skill, or with an id renames it. 422 when its name is taken. */
export async function putAttribute(work: Work, name: string, id?: number): Promise<AttributeRow> {
  const all = await listAttributes(work)
  if (id === undefined && all.length >= ATTRIBUTES) throw invalid('base', `There are at most ${ATTRIBUTES} skills`)
  refuseTwice(all, name, id)
  const own = id ?? newId()
  await saveAttribute(work, own, name)
  work.record(skillsChanged, own, { change: id === undefined ? 'created' : 'updated', attribute_value_id: null })
  return await getAttribute(work, own)
}

function refuseTwice(all: readonly AttributeRow[], name: string, id: number | undefined): void {
  if (all.some((one) => one.id !== id && one.name.toLowerCase() === name.toLowerCase()))
    throw invalid('name', 'Name: is taken already', 'DuplicateValue')
}

export async function removeAttribute(work: Work, id: number): Promise<void> {
  await getAttribute(work, id)
  await deleteAttribute(work, id)
  work.record(skillsChanged, id, { change: 'deleted', attribute_value_id: null })
}

/** Makes a value of a skill, or with an id renames it. */
export async function putValue(work: Work, attribute_id: number, name: string, id?: number): Promise<ValueRow> {
  await getAttribute(work, attribute_id)
  const all = await listValues(work, attribute_id)
  if (id === undefined && all.length >= VALUES) throw invalid('base', `A skill has at most ${VALUES} values`)
  refuseTwice(all, name, id)
  const own = id ?? newId()
  await saveValue(work, { id: own, attribute_id, name })
  work.record(skillsChanged, attribute_id, {
    change: id === undefined ? 'created' : 'updated',
    attribute_value_id: own,
  })
  return await getValue(work, attribute_id, own)
}

export async function removeValue(work: Work, attribute_id: number, id: number): Promise<void> {
  await getValue(work, attribute_id, id)
  await deleteValue(work, id)
  work.record(skillsChanged, attribute_id, { change: 'deleted', attribute_value_id: id })
}

/** The values of these ids; 422 when one is not there. */
async function knownValues(work: Work, ids: readonly number[]): Promise<number[]> {
  const unique = [...new Set(ids)]
  const found = await listValuesByIds(work, unique)
  if (found.length < unique.length) throw invalid('attribute_value_ids', 'Skill: not found', 'RecordNotFound')
  return unique
}

/** Sets what an agent can; what is not named is taken away. */
export async function setAgentSkills(work: Work, user_id: number, ids: readonly number[]): Promise<void> {
  const user = await getUser(work, user_id)
  if (user.role === 'end-user') throw invalid('user_id', 'User: is not an agent')
  const wanted = await knownValues(work, ids)
  const previous = [...((await agentSkills(work, [user_id])).get(user_id) ?? [])]
  await replaceAgentSkills(work, user_id, wanted)
  work.record(agentSkillsChanged, user_id, { attribute_value_ids: wanted, previous })
}

/** Sets what a ticket asks for of whoever gets it; what is not named is taken away. */
export async function setTicketSkills(work: Work, ticket_id: number, ids: readonly number[]): Promise<void> {
  const ticket = await getTicket(work, ticket_id)
  const wanted = await knownValues(work, ids)
  const previous = [...((await ticketSkills(work, [ticket_id])).get(ticket_id) ?? [])]
  await replaceTicketSkills(work, ticket_id, wanted)
  work.record(ticketSkillsChanged, ticket_id, { attribute_value_ids: wanted, previous })
  if (ticket.group_id !== null && ticket.assignee_id === null) askForRun(work, ticket.group_id)
}
