// Who of a group takes tickets, and how many at most; each change is saved at once.
import { availabilities, useGroupAvailability, useSaveAvailability } from '../../../api/routing.ts'
import type { TeamMember } from '../../../api/team.ts'
import { describeProblem, ErrorNotice } from '../../../kit/EmptyState.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'

const words = {
  online: 'availability.online',
  away: 'availability.away',
  offline: 'availability.offline',
} as const

interface AgentTableProps {
  groupId: number
  agents: readonly TeamMember[]
  /** How many the group's people take who have no number of their own. */
  usual: number
}

export function AgentTable({ groupId, agents, usual }: AgentTableProps) {
  const list = useGroupAvailability(groupId)
  const save = useSaveAvailability()
  if (list.isPending) return <Skeleton lines={3} />
  if (list.isError) return <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
  const change = (part: Parameters<typeof save.mutate>[0]) =>
    save.mutate(part, {
      onSuccess: () => toast(t('settings.saved')),
      onError: (error) => toast(describeProblem(error).text, 'triangle-alert'),
    })
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="routing-scroll" tabIndex={0} aria-label={t('routing.people')}>
      <table className="routing-table">
        <thead>
          <tr>
            <th scope="col">{t('routing.person')}</th>
            <th scope="col">{t('routing.availability')}</th>
            <th scope="col">{t('routing.takes')}</th>
          </tr>
        </thead>
        <tbody>
          {agents.map(({ id, name }) => {
            const agent = list.data.find((one) => one.agent_id === id)
            const status = agent?.status ?? 'offline'
            return (
              <tr key={id}>
                <th scope="row">
                  <bdi>{name}</bdi>
                </th>
                <td>
                  <select
                    className="input select"
                    aria-label={t('routing.availabilityOf', { name })}
                    value={status}
                    onChange={(event) => {
                      const next = availabilities.find((one) => one === event.target.value)
                      if (next) change({ id, status: next })
                    }}
                  >
                    {availabilities.map((value) => (
                      <option key={value} value={value}>
                        {t(words[value])}
                      </option>
                    ))}
                  </select>
                </td>
                <td>
                  <input
                    key={`${id} ${agent?.capacity}`}
                    className="input"
                    type="number"
                    min={0}
                    max={1000}
                    aria-label={t('routing.takesOf', { name })}
                    placeholder={String(usual)}
                    defaultValue={agent?.capacity ?? ''}
                    onBlur={(event) => {
                      const text = event.target.value.trim()
                      const capacity = text === '' ? null : Number(text)
                      if (capacity !== (agent?.capacity ?? null)) change({ id, capacity })
                    }}
                  />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
