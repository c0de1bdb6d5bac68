// The desk itself: its name, the language of its mails, its time zone.
import { SelectField, TextField } from '../../kit/Field.tsx'
import { languageNames, locales, t } from '../../language/text.ts'
import { SettingsForm } from './SettingsForm.tsx'

export function DeskSettings() {
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
