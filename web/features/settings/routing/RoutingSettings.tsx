// Routing: how each group gives out its tickets, who takes them and how many, and what everybody can.
import { useState } from 'react'
import { type GroupRouting, useGroupRouting } from '../../../api/routing.ts'
import { useGroupMemberships, useTeam, useTeamGroups } from '../../../api/team.ts'
import { IconButton } from '../../../kit/Button.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { SelectField } from '../../../kit/Field.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { t } from '../../../language/text.ts'
import { AgentTable } from './AgentTable.tsx'
import { GroupRoutingDialog, methodWords } from './GroupRoutingDialog.tsx'
import { SkillMatrix } from './SkillMatrix.tsx'
import '../rules/rules.css'
import './routing.css'

/** What holds for a group that was never set. */
const usual = { method: 'manual', capacity: 20, skills_wait_minutes: null } as const
/** As many agents as are shown at once; each row asks for its skills. */
const mostAgents = 100

export default function RoutingSettings() {
  const groups = useTeamGroups()
  const routing = useGroupRouting()
  const memberships = useGroupMemberships()
  const team = useTeam()
  const [editing, setEditing] = useState<GroupRouting | null>(null)
  const [chosen, setChosen] = useState<number | null>(null)
  const problem = groups.error ?? routing.error ?? memberships.error ?? team.error
  if (problem)
    return (
      <ErrorNotice
        error={problem}
        onRetry={() => {
          for (const list of [groups, routing, memberships, team]) if (list.isError) void list.refetch()
        }}
      />
    )
  if (!groups.data || !routing.data || !memberships.data || !team.data) return <Skeleton lines={4} />
  const of = (group_id: number): GroupRouting =>
    routing.data.find((one) => one.group_id === group_id) ?? { group_id, ...usual }
  const group = groups.data.find(({ id }) => id === chosen) ?? groups.data[0]
  const members = new Set(
    memberships.data.filter(({ group_id }) => group_id === group?.id).map(({ user_id }) => user_id),
  )
  const agents = team.data.filter(({ id }) => members.has(id)).slice(0, mostAgents)
  return (
    <>
      <p className="muted">{t('routing.text')}</p>
      <ul className="settings-list">
        {groups.data.map(({ id, name }) => {
          const { method, capacity, skills_wait_minutes } = of(id)
          return (
            <li key={id} className="settings-row">
              <span className="grow">
                <strong>{name}</strong>
                <span className="muted small settings-line">
                  {t(methodWords[method])}
                  {method === 'manual' ? '' : ` · ${t('routing.capacity.line', { count: capacity })}`}
                  {method === 'manual' || skills_wait_minutes === null
                    ? ''
                    : ` · ${t('routing.wait.line', { count: skills_wait_minutes })}`}
                </span>
              </span>
              <IconButton icon="pencil" label={t('service.edit', { name })} onPress={() => setEditing(of(id))} />
            </li>
          )
        })}
      </ul>
      {editing ? (
        <GroupRoutingDialog
          name={groups.data.find(({ id }) => id === editing.group_id)?.name ?? ''}
          routing={editing}
          onClose={() => setEditing(null)}
        />
      ) : null}
      {group ? (
        <>
          <h2 className="routing-head">{t('routing.people')}</h2>
          <div className="rules-search">
            <SelectField
              label={t('routing.group')}
              value={String(group.id)}
              options={groups.data.map(({ id, name }) => ({ value: String(id), label: name }))}
              onChange={(id) => setChosen(Number(id))}
            />
          </div>
          {agents.length === 0 ? (
            <p className="muted">{t('routing.nobody')}</p>
          ) : (
            <>
              <AgentTable groupId={group.id} agents={agents} usual={of(group.id).capacity} />
              <h2 className="routing-head">{t('routing.skills')}</h2>
              <SkillMatrix agents={agents} />
            </>
          )}
        </>
      ) : null}
    </>
  )
}
