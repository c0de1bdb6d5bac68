// What we need from a SAML provider: its metadata fills most of it in.
import { useState } from 'react'
import { useReadMetadata } from '../../../api/identityProviders.ts'
import { Button } from '../../../kit/Button.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { SelectField, SwitchField, TextArea, TextField } from '../../../kit/Field.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'
import { isOn, listOf, type Settings, textOf } from './settingValues.ts'

interface SamlFieldsProps {
  settings: Settings
  onChange: (part: Settings) => void
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

export function SamlFields({ settings, onChange }: SamlFieldsProps) {
  const read = useReadMetadata()
  const [source, setSource] = useState('')
  const take = () => {
    const text = source.trim()
    read.mutate(text.startsWith('<') ? { metadata: text } : { url: text }, {
      onSuccess(found) {
        onChange({ ...found, ...(text.startsWith('<') ? {} : { metadata_url: text }) })
        setSource('')
        toast(t('sso.saml.read'))
      },
    })
  }
  return (
    <section aria-label={t('sso.theirs')}>
      <h3>{t('sso.theirs')}</h3>
      <TextArea label={t('sso.saml.metadata')} help={t('sso.saml.metadata.help')} value={source} onChange={setSource} />
      {read.isError ? <ErrorNotice error={read.error} /> : null}
      <div className="row">
        <Button onPress={take} isDisabled={read.isPending || source.trim() === ''}>
          {t('sso.saml.take')}
        </Button>
      </div>
      <TextField
        label={t('sso.saml.entityId')}
        value={textOf(settings, 'idp_entity_id')}
        onChange={(idp_entity_id) => onChange({ idp_entity_id })}
      />
      <TextField
        label={t('sso.saml.ssoUrl')}
        value={textOf(settings, 'sso_url')}
        onChange={(sso_url) => onChange({ sso_url })}
      />
      <SelectField
        label={t('sso.saml.binding')}
        value={textOf(settings, 'sso_binding')}
        options={[
          { value: 'redirect', label: t('sso.saml.binding.redirect') },
          { value: 'post', label: t('sso.saml.binding.post') },
        ]}
        onChange={(sso_binding) => onChange({ sso_binding })}
      />
      <TextField
        label={t('sso.saml.sloUrl')}
        help={t('sso.saml.sloUrl.help')}
        value={textOf(settings, 'slo_url')}
        onChange={(slo_url) => onChange({ slo_url })}
      />
      <TextArea
        label={t('sso.saml.certificates')}
        help={t('sso.saml.certificates.help')}
        value={listOf(settings, 'certificates').join('\n')}
        onChange={(text) => onChange({ certificates: certificatesIn(text) })}
      />
      <TextField
        label={t('sso.saml.metadataUrl')}
        help={t('sso.saml.metadataUrl.help')}
        value={textOf(settings, 'metadata_url')}
        onChange={(metadata_url) => onChange({ metadata_url })}
      />
      {textOf(settings, 'metadata_url') === '' ? null : (
        <TextArea
          label={t('sso.saml.metadataSigners')}
          help={t('sso.saml.metadataSigners.help')}
          value={listOf(settings, 'metadata_certificates').join('\n')}
          onChange={(text) => onChange({ metadata_certificates: certificatesIn(text) })}
        />
      )}
      <TextField
        label={t('sso.saml.subject')}
        help={t('sso.saml.subject.help')}
        value={textOf(settings, 'subject_attribute')}
        onChange={(subject_attribute) => onChange({ subject_attribute })}
      />
      <SelectField
        label={t('sso.saml.nameId')}
        value={textOf(settings, 'name_id_format')}
        options={['unspecified', 'email', 'persistent', 'transient'].map((value) => ({ value, label: value }))}
        onChange={(name_id_format) => onChange({ name_id_format })}
      />
      <SelectField
        label={t('sso.saml.signed')}
        value={textOf(settings, 'signed')}
        options={[
          { value: 'assertion', label: t('sso.saml.signed.assertion') },
          { value: 'response', label: t('sso.saml.signed.response') },
        ]}
        onChange={(signed) => onChange({ signed })}
      />
      <SwitchField
        label={t('sso.saml.encrypted')}
        isOn={isOn(settings, 'require_encryption')}
        onChange={(require_encryption) => onChange({ require_encryption })}
      />
      <SwitchField
        label={t('sso.saml.unasked')}
        help={t('sso.saml.unasked.help')}
        isOn={isOn(settings, 'allow_idp_initiated')}
        onChange={(allow_idp_initiated) => onChange({ allow_idp_initiated })}
      />
      <TextArea
        label={t('sso.saml.contexts')}
        help={t('sso.saml.contexts.help')}
        value={listOf(settings, 'second_factor_contexts').join('\n')}
        onChange={(text) => onChange({ second_factor_contexts: linesOf(text) })}
      />
    </section>
  )
}

/** Certificates as they are pasted: whole PEM blocks, or one line of base64 each. */
function certificatesIn(text: string): string[] {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? []
  const rest = text.replace(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g, '')
  return [...blocks, ...linesOf(rest)]
}
