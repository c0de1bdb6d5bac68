// How one group gives out its tickets: by hand, by turn or by load, how many each takes, how long skills are waited for.
import { useState } from 'react'
import { reasonFor } from '../../../api/fields.ts'
import { type GroupRouting, routingMethods, useSaveGroupRouting } from '../../../api/routing.ts'
import { SelectField, TextField } from '../../../kit/Field.tsx'
import { type MessageKey, t } from '../../../language/text.ts'
import { ConfigDialog } from '../service/ConfigList.tsx'

export const methodWords: Record<GroupRouting['method'], MessageKey> = {
  manual: 'routing.manual',
  round_robin: 'routing.roundRobin',
  least_loaded: 'routing.leastLoaded',
}
const methodHelp: Record<GroupRouting['method'], MessageKey> = {
  manual: 'routing.manual.text',
  round_robin: 'routing.roundRobin.text',
  least_loaded: 'routing.leastLoaded.text',
}

interface GroupRoutingDialogProps {
  name: string
  routing: GroupRouting
  onClose: () => void
}

export function GroupRoutingDialog({ name, routing, onClose }: GroupRoutingDialogProps) {
  const save = useSaveGroupRouting()
  const [method, setMethod] = useState(routing.method)
  const [capacity, setCapacity] = useState(String(routing.capacity))
  const [wait, setWait] = useState(routing.skills_wait_minutes === null ? '' : String(routing.skills_wait_minutes))
  return (
    <ConfigDialog
      title={name}
      onClose={onClose}
      save={save}
      write={() => ({
        group_id: routing.group_id,
        method,
        capacity: Number(capacity),
        skills_wait_minutes: wait.trim() === '' ? null : Number(wait),
      })}
    >
      <SelectField
        label={t('routing.method')}
        help={t(methodHelp[method])}
        value={method}
        options={routingMethods.map((value) => ({ value, label: t(methodWords[value]) }))}
        onChange={setMethod}
        error={reasonFor(save.error, 'method')}
      />
      {method === 'manual' ? null : (
        <>
          <TextField
            label={t('routing.capacity')}
            help={t('routing.capacity.help')}
            type="number"
            min={1}
            max={1000}
            value={capacity}
            onChange={setCapacity}
            error={reasonFor(save.error, 'capacity')}
          />
          <TextField
            label={t('routing.wait')}
            help={t('routing.wait.help')}
            type="number"
            min={0}
            max={10_080}
            value={wait}
            onChange={setWait}
            error={reasonFor(save.error, 'skills_wait_minutes')}
          />
        </>
      )}
    </ConfigDialog>
  )
}
