// The desk itself: its name, the language of its mails, its time zone.
import { SelectField, SwitchField, TextField } from '../../kit/Field.tsx'
import { languageNames, locales, t } from '../../language/text.ts'
import { SettingsForm } from './SettingsForm.tsx'

export function DeskSettings() {
  return (
    <div className="stack">
      <NameAndPlace />
      <TimeTracking />
    </div>
  )
}

/** Whether the desk keeps how long agents work on tickets: it measures people, so it is off unless somebody decides. */
function TimeTracking() {
  return (
    <section className="card settings-card" aria-labelledby="time-tracking">
      <h2 className="card-title" id="time-tracking">
        {t('time.setting')}
      </h2>
      <SettingsForm
        pick={(settings): { enabled: boolean } => {
          const { time_tracking } = settings as { time_tracking?: { enabled: boolean } } // one of the sections
          return { enabled: time_tracking?.enabled === true }
        }}
        wrap={(time_tracking) => ({ time_tracking })}
      >
        {(time, change) => (
          <SwitchField
            label={t('time.setting.switch')}
            help={t('time.setting.help')}
            isOn={time.enabled}
            onChange={(enabled) => change({ enabled })}
          />
        )}
      </SettingsForm>
    </section>
  )
}

function NameAndPlace() {
  const zones = Intl.supportedValuesOf('timeZone')
  return (
    <SettingsForm pick={(settings) => settings.desk} wrap={(desk) => ({ desk })}>
      {(desk, change) => (
        <>
          <TextField
            label={t('desk.name')}
            help={t('desk.name.help')}
            value={desk.name}
            onChange={(name) => change({ name })}
          />
          <SelectField
            label={t('desk.locale')}
            help={t('desk.locale.help')}
            value={desk.locale}
            options={locales.map((locale) => ({ value: locale, label: languageNames[locale] }))}
            onChange={(locale) => change({ locale })}
          />
          <SelectField
            label={t('desk.timeZone')}
            value={desk.time_zone}
            options={[...new Set([desk.time_zone, 'UTC', ...zones])].map((zone) => ({
              value: zone,
              label: zone.replaceAll('_', ' '),
            }))}
            onChange={(time_zone) => change({ time_zone })}
          />
        </>
      )}
    </SettingsForm>
  )
}
