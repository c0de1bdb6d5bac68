// Business hours: a weekly grid of openings, edited with the keyboard like any form, and holidays.
import { useState } from 'react'
import {
  type Schedule,
  useHolidays,
  useRemoveHoliday,
  useRemoveSchedule,
  useSaveHoliday,
  useSaveSchedule,
  useSchedules,
} from '../../../api/configuration.ts'
import { Button, IconButton } from '../../../kit/Button.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { TextField } from '../../../kit/Field.tsx'
import { language, t } from '../../../language/text.ts'
import { ConfigDialog, ConfigList } from './ConfigList.tsx'
import './service.css'
import { dayNames, intervalsOf, type Opening, openingsOf } from './week.ts'

/** Monday first, as the week is read where most of our desks are. */
const weekOrder = [1, 2, 3, 4, 5, 6, 0]
const usualDays = [1, 2, 3, 4, 5]

export default function ScheduleSettings() {
  return (
    <ConfigList
      list={useSchedules()}
      remove={useRemoveSchedule()}
      intro={t('schedule.text')}
      add={t('schedule.new')}
      nameOf={(schedule) => schedule.name}
      detailOf={(schedule) => schedule.time_zone}
      editor={(schedule, onClose) => <ScheduleDialog schedule={schedule} onClose={onClose} />}
    />
  )
}

function ScheduleDialog({ schedule, onClose }: { schedule: Schedule | null; onClose: () => void }) {
  const save = useSaveSchedule()
  const [name, setName] = useState(schedule?.name ?? '')
  const [zone, setZone] = useState(schedule?.time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone)
  const [openings, setOpenings] = useState<Opening[]>(() =>
    schedule
      ? openingsOf(schedule.intervals)
      : usualDays.map((day) => ({ key: day, day, start: '09:00', end: '17:00' })),
  )
  return (
    <ConfigDialog
      title={schedule?.name ?? t('schedule.new')}
      onClose={onClose}
      save={save}
      write={() => ({
        ...(schedule ? { id: schedule.id } : {}),
        name: name.trim(),
        time_zone: zone.trim(),
        intervals: intervalsOf(openings),
      })}
    >
      <TextField label={t('schedule.name')} value={name} onChange={setName} isRequired />
      <TextField label={t('schedule.zone')} value={zone} onChange={setZone} placeholder="Europe/Berlin" isRequired />
      <Week openings={openings} onChange={setOpenings} />
      {schedule ? <Holidays schedule_id={schedule.id} /> : null}
    </ConfigDialog>
  )
}

function Week({ openings, onChange }: { openings: Opening[]; onChange: (openings: Opening[]) => void }) {
  const names = dayNames(language())
  const set = (key: number, change: Partial<Opening>) =>
    onChange(openings.map((one) => (one.key === key ? { ...one, ...change } : one)))
  return (
    <fieldset className="week">
      <legend className="field-label">{t('schedule.week')}</legend>
      {weekOrder.map((day) => {
        const own = openings.filter((one) => one.day === day)
        const dayName = names[day] ?? ''
        return (
          <div className="week-day" key={day}>
            <span className="week-name">{dayName}</span>
            <span className="week-openings">
              {own.length === 0 ? <span className="muted">{t('schedule.closed')}</span> : null}
              {own.map((one) => (
                <span className="week-opening" key={one.key}>
                  <input
                    className="input"
                    type="time"
                    aria-label={t('schedule.from', { day: dayName })}
                    value={one.start}
                    onChange={(event) => set(one.key, { start: event.target.value })}
                    required
                  />
                  <span aria-hidden="true">–</span>
                  <input
                    className="input"
                    type="time"
                    aria-label={t('schedule.to', { day: dayName })}
                    value={one.end}
                    onChange={(event) => set(one.key, { end: event.target.value })}
                    required
                  />
                  <IconButton
                    icon="x"
                    label={t('schedule.close', { day: dayName })}
                    onPress={() => onChange(openings.filter((other) => other.key !== one.key))}
                  />
                </span>
              ))}
            </span>
            <IconButton
              icon="plus"
              label={t('schedule.open', { day: dayName })}
              onPress={() =>
                onChange([
                  ...openings,
                  { key: Math.max(-1, ...openings.map((one) => one.key)) + 1, day, start: '09:00', end: '17:00' },
                ])
              }
            />
          </div>
        )
      })}
    </fieldset>
  )
}

function Holidays({ schedule_id }: { schedule_id: number }) {
  const holidays = useHolidays(schedule_id)
  const save = useSaveHoliday(schedule_id)
  const remove = useRemoveHoliday(schedule_id)
  const [name, setName] = useState('')
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  return (
    <fieldset className="week">
      <legend className="field-label">{t('schedule.holidays')}</legend>
      {save.isError ? <ErrorNotice error={save.error} title={t('settings.notSaved')} /> : null}
      <ul className="settings-list">
        {holidays.data?.map((holiday) => (
          <li className="settings-row" key={holiday.id}>
            <span className="grow">
              {holiday.name} · {holiday.start_date}
              {holiday.end_date === holiday.start_date ? '' : ` – ${holiday.end_date}`}
            </span>
            <IconButton
              icon="trash-2"
              label={t('service.delete', { name: holiday.name })}
              onPress={() => remove.mutate(holiday.id)}
            />
          </li>
        ))}
      </ul>
      <div className="holiday-form">
        <TextField label={t('schedule.holiday')} value={name} onChange={setName} />
        <TextField label={t('schedule.firstDay')} type="date" value={from} onChange={setFrom} />
        <TextField label={t('schedule.lastDay')} type="date" value={to} onChange={setTo} />
        <Button
          isDisabled={save.isPending || name.trim() === '' || from === ''}
          onPress={() =>
            save.mutate({ name: name.trim(), start_date: from, end_date: to || from }, { onSuccess: () => setName('') })
          }
        >
          {t('schedule.addHoliday')}
        </Button>
      </div>
    </fieldset>
  )
}
