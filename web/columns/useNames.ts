// The names that columns show: people, groups and organisations come with the tickets, the rest the desk knows.
import { useMemo } from 'react'
import { useBrands } from '../api/configuration.ts'
import { useFields, useForms, useStatuses } from '../api/fields.ts'
import { useGroups } from '../api/people.ts'
import type { Group, Organization, User } from '../api/shapes.ts'
import type { Names } from './cells.ts'

interface Beside {
  users?: readonly User[]
  groups?: readonly Group[]
  organizations?: readonly Organization[]
}

/** `beside` is what pages of tickets brought along. Nothing is asked for where names are not wanted. */
export function useNames(beside: readonly Beside[], isWanted = true): Names {
  const groups = useGroups().data
  const brands = useBrands(isWanted).data
  const forms = useForms(isWanted).data
  const statuses = useStatuses(isWanted).data
  const fields = useFields('ticket', isWanted).data
  return useMemo(() => {
    const byId = (records: readonly { id: number; name: string }[]) =>
      new Map(records.map(({ id, name }) => [id, name]))
    return {
      users: byId(beside.flatMap((page) => page.users ?? [])),
      groups: byId([...(groups ?? []), ...beside.flatMap((page) => page.groups ?? [])]),
      organizations: byId(beside.flatMap((page) => page.organizations ?? [])),
      brands: byId(brands ?? []),
      forms: byId(forms ?? []),
      statuses: new Map((statuses ?? []).map(({ id, agent_label }) => [id, agent_label])),
      fields: new Map((fields ?? []).map((field) => [String(field.id), field])),
    }
  }, [beside, groups, brands, forms, statuses, fields])
}
