// Service level policies in their order: for which tickets, and how many minutes per measure and priority.
import { useState } from 'react'
import type { Condition } from '../../../api/conditions.ts'
import {
  type PolicyTarget,
  type SlaPolicy,
  slaMetrics,
  slaPriorities,
  useOrderPolicies,
  usePolicies,
  useRemovePolicy,
  useSavePolicy,
} from '../../../api/configuration.ts'
import { IconButton } from '../../../kit/Button.tsx'
import { TextField } from '../../../kit/Field.tsx'
import { type MessageKey, t } from '../../../language/text.ts'
import { ConfigDialog, ConfigList } from './ConfigList.tsx'
import './service.css'

export default function PolicySettings() {
  const order = useOrderPolicies()
  const move = (all: SlaPolicy[], from: number, to: number) => {
    const ids = all.map((policy) => policy.id)
    ids.splice(to, 0, ...ids.splice(from, 1))
    order.mutate(ids)
  }
  return (
    <ConfigList
      list={usePolicies()}
      remove={useRemovePolicy()}
      intro={t('sla.text')}
      add={t('sla.new')}
      nameOf={(policy) => policy.title}
      detailOf={(policy) => policy.description}
      marksOf={(policy, index, all) => (
        <>
          {index > 0 ? (
            <IconButton
              icon="chevron-up"
              label={t('sla.up', { name: policy.title })}
              onPress={() => move(all, index, index - 1)}
            />
          ) : null}
          {index < all.length - 1 ? (
            <IconButton
              icon="chevron-down"
              label={t('sla.down', { name: policy.title })}
              onPress={() => move(all, index, index + 1)}
            />
          ) : null}
        </>
      )}
      editor={(policy, onClose) => <PolicyDialog policy={policy} onClose={onClose} />}
    />
  )
}

const metricLabels: Record<(typeof slaMetrics)[number], MessageKey> = {
  first_reply_time: 'sla.first_reply_time',
  next_reply_time: 'sla.next_reply_time',
  periodic_update_time: 'sla.periodic_update_time',
  pausable_update_time: 'sla.pausable_update_time',
  requester_wait_time: 'sla.requester_wait_time',
  agent_work_time: 'sla.agent_work_time',
}

const isTags = (condition: Condition) => condition.field === 'current_tags' && condition.operator === 'includes'
const keyOf = (metric: string, priority: string) => `${metric} ${priority}`

function PolicyDialog({ policy, onClose }: { policy: SlaPolicy | null; onClose: () => void }) {
  const save = useSavePolicy()
  const [title, setTitle] = useState(policy?.title ?? '')
  const [description, setDescription] = useState(policy?.description ?? '')
  const [tags, setTags] = useState(() => [policy?.filter.all.find(isTags)?.value ?? ''].flat().join(' '))
  const [minutes, setMinutes] = useState<Record<string, string>>(() =>
    Object.fromEntries(
      policy?.policy_metrics.map((one) => [keyOf(one.metric, one.priority), String(one.target)]) ?? [],
    ),
  )
  const [business, setBusiness] = useState<Record<string, boolean>>(() =>
    Object.fromEntries(policy?.policy_metrics.map((one) => [one.metric, one.business_hours]) ?? []),
  )
  const others = policy?.filter.all.filter((condition) => !isTags(condition)) ?? []
  const kept = others.length + (policy?.filter.any.length ?? 0)
  const targets = slaMetrics.flatMap((metric) =>
    slaPriorities.flatMap((priority): PolicyTarget[] => {
      const target = Number(minutes[keyOf(metric, priority)])
      return target > 0 ? [{ metric, priority, target, business_hours: business[metric] === true }] : []
    }),
  )
  return (
    <ConfigDialog
      title={policy?.title ?? t('sla.new')}
      onClose={onClose}
      save={save}
      write={() => ({
        ...(policy ? { id: policy.id } : {}),
        title: title.trim(),
        description: description.trim(),
        filter: {
          all: tags.trim()
            ? [...others, { field: 'current_tags', operator: 'includes', value: tags.trim() }]
            : [...others],
          any: policy?.filter.any ?? [],
        },
        policy_metrics: targets,
      })}
    >
      <TextField label={t('sla.title')} value={title} onChange={setTitle} isRequired />
      <TextField label={t('field.description')} value={description} onChange={setDescription} />
      <TextField label={t('sla.tags')} help={t('sla.tags.help')} value={tags} onChange={setTags} />
      {kept > 0 ? <p className="muted">{t('sla.otherConditions', { count: kept })}</p> : null}
      <div className="sla-scroll">
        <table className="sla-grid">
          <caption className="field-label">{t('sla.targets')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('sla.measure')}</th>
              {slaPriorities.map((priority) => (
                <th scope="col" key={priority}>
                  {t(`priority.${priority}`)}
                </th>
              ))}
              <th scope="col">{t('sla.businessHours')}</th>
            </tr>
          </thead>
          <tbody>
            {slaMetrics.map((metric) => (
              <tr key={metric}>
                <th scope="row">{t(metricLabels[metric])}</th>
                {slaPriorities.map((priority) => (
                  <td key={priority}>
                    <input
                      className="input"
                      type="number"
                      min={1}
                      aria-label={t('sla.minutes', {
                        metric: t(metricLabels[metric]),
                        priority: t(`priority.${priority}`),
                      })}
                      value={minutes[keyOf(metric, priority)] ?? ''}
                      onChange={(event) =>
                        setMinutes((old) => ({ ...old, [keyOf(metric, priority)]: event.target.value }))
                      }
                    />
                  </td>
                ))}
                <td>
                  <input
                    type="checkbox"
                    className="switch"
                    aria-label={t('sla.businessHoursOf', { metric: t(metricLabels[metric]) })}
                    checked={business[metric] === true}
                    onChange={(event) => setBusiness((old) => ({ ...old, [metric]: event.target.checked }))}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </ConfigDialog>
  )
}
