// How the app looks and speaks in this browser; takes effect at once.
import { SelectField, SwitchField } from '../../kit/Field.tsx'
import { activateLanguage, isLocale, language, languageNames, locales, t } from '../../language/text.ts'
import { setPreferences, usePreferences } from '../../preferences/store.ts'

export function PreferencesForm() {
  const chosen = usePreferences()
  return (
    <div className="stack form">
      <SelectField
        label={t('preference.language')}
        value={language()}
        options={locales.map((locale) => ({ value: locale, label: languageNames[locale] }))}
        onChange={(locale) => {
          if (isLocale(locale)) void activateLanguage(locale).then(() => setPreferences({ locale }))
        }}
      />
      <SelectField
        label={t('preference.theme')}
        value={chosen.theme}
        options={[
          { value: 'auto', label: t('theme.auto') },
          { value: 'light', label: t('theme.light') },
          { value: 'dark', label: t('theme.dark') },
        ]}
        onChange={(theme) => setPreferences({ theme })}
      />
      <SelectField
        label={t('preference.density')}
        value={chosen.density}
        options={[
          { value: 'compact', label: t('density.compact') },
          { value: 'default', label: t('density.default') },
          { value: 'comfortable', label: t('density.comfortable') },
        ]}
        onChange={(density) => setPreferences({ density })}
      />
      <SwitchField
        label={t('preference.contrast')}
        help={t('preference.contrast.help')}
        isOn={chosen.contrast === 'more'}
        onChange={(isOn) => setPreferences({ contrast: isOn ? 'more' : 'auto' })}
      />
      <SwitchField
        label={t('preference.characterKeys')}
        help={t('preference.characterKeys.help')}
        isOn={chosen.has_character_keys}
        onChange={(has_character_keys) => setPreferences({ has_character_keys })}
      />
    </div>
  )
}
