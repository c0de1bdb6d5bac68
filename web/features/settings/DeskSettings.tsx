// The desk itself: its name, the language of its mails, its time zone.
import { SelectField, SwitchField, TextField } from '../../kit/Field.tsx'
import { languageNames, locales, t } from '../../language/text.ts'
import { SettingsForm } from './SettingsForm.tsx'

export function DeskSettings() {
  return (
    <div className="stack">
      <NameAndPlace />
      <OpenRequests />
      <TimeTracking />
    </div>
  )
}

/** Whether people who are not signed in may ask for something by the API or a form that uses it. */
function OpenRequests() {
  return (
    <section className="card settings-card" aria-labelledby="open-requests">
      <h2 className="card-title" id="open-requests">
        {t('requests.setting')}
      </h2>
      <SettingsForm
        pick={(settings): { anybody_can_submit: boolean } => {
          const { requests } = settings as { requests?: { anybody_can_submit: boolean } } // one of the sections
          return { anybody_can_submit: requests?.anybody_can_submit === true }
        }}
        wrap={(requests) => ({ requests })}
      >
        {(requests, change) => (
          <SwitchField
            label={t('requests.setting.switch')}
            help={t('requests.setting.help')}
            isOn={requests.anybody_can_submit}
            onChange={(anybody_can_submit) => change({ anybody_can_submit })}
          />
        )}
      </SettingsForm>
    </section>
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
