// The fields of conditions with what this desk has: its team, groups, brands, forms, statuses and schedules.
import { useMemo } from 'react'
import { type ConditionDefinition, useConditionDefinitions } from '../api/conditions.ts'
import { useBrands, useSchedules } from '../api/configuration.ts'
import { useFields, useForms, useStatuses } from '../api/fields.ts'
import { useAgents, useGroups } from '../api/people.ts'
import { languageNames, locales } from '../language/text.ts'
import { type ConditionField, conditionFieldOf, type DeskLists } from './fields.ts'

const choice = (record: { id: number }, label: string) => ({ value: String(record.id), label })

/** What this desk has that conditions and actions can name. */
export function useDeskLists(): DeskLists {
  const agents = useAgents().data
  const groups = useGroups().data
  const brands = useBrands().data
  const forms = useForms().data
  const statuses = useStatuses().data
  const schedules = useSchedules().data
  const fields = useFields('ticket').data
  return useMemo(
    () => ({
      agents: (agents ?? []).map((user) => choice(user, user.name)),
      groups: (groups ?? []).map((group) => choice(group, group.name)),
      brands: (brands ?? []).map((brand) => choice(brand, brand.name)),
      forms: (forms ?? []).map((form) => choice(form, form.name)),
      statuses: (statuses ?? []).map((status) => choice(status, status.agent_label)),
      schedules: (schedules ?? []).map((schedule) => choice(schedule, schedule.name)),
      languages: locales.map((locale) => ({ value: locale, label: languageNames[locale] })),
      fields: fields ?? [],
    }),
    [agents, groups, brands, forms, statuses, schedules, fields],
  )
}

export function useConditionFields(definitions: readonly ConditionDefinition[]): ConditionField[] {
  const lists = useDeskLists()
  return useMemo(() => definitions.map((definition) => conditionFieldOf(definition, lists)), [definitions, lists])
}

const none: never[] = []

/** The fields of triggers know most about a ticket; changes of it are told with their words. */
export function useTicketWords(): ConditionField[] {
  return useConditionFields(useConditionDefinitions('triggers').data?.conditions_all ?? none)
}

/** The fields of automations, which count hours too. */
export function useAutomationFields(): ConditionField[] {
  return useConditionFields(useConditionDefinitions('automations').data?.conditions_all ?? none)
}
