// The names under which the desk speaks to its customers.
import { useState } from 'react'
import { type Brand, useBrands, useRemoveBrand, useSaveBrand } from '../../../api/configuration.ts'
import { Badge } from '../../../kit/Badge.tsx'
import { SwitchField, TextField } from '../../../kit/Field.tsx'
import { t } from '../../../language/text.ts'
import { ConfigDialog, ConfigList } from './ConfigList.tsx'

export default function BrandSettings() {
  return (
    <ConfigList
      list={useBrands()}
      remove={useRemoveBrand()}
      intro={t('brand.text')}
      add={t('brand.new')}
      nameOf={(brand) => brand.name}
      detailOf={(brand) => brand.host_mapping ?? brand.subdomain}
      marksOf={(brand) => (brand.default ? <Badge tone="green">{t('address.default')}</Badge> : null)}
      mayRemove={(brand) => !brand.default}
      editor={(brand, onClose) => <BrandDialog brand={brand} onClose={onClose} />}
    />
  )
}

function BrandDialog({ brand, onClose }: { brand: Brand | null; onClose: () => void }) {
  const save = useSaveBrand()
  const [name, setName] = useState(brand?.name ?? '')
  const [subdomain, setSubdomain] = useState(brand?.subdomain ?? '')
  const [host, setHost] = useState(brand?.host_mapping ?? '')
  const [isDefault, setDefault] = useState(brand?.default ?? false)
  return (
    <ConfigDialog
      title={brand?.name ?? t('brand.new')}
      onClose={onClose}
      save={save}
      write={() => ({
        ...(brand ? { id: brand.id } : {}),
        name: name.trim(),
        subdomain: subdomain.trim(),
        host_mapping: host.trim() || null,
        ...(isDefault ? { default: true } : {}),
      })}
    >
      <TextField label={t('brand.name')} value={name} onChange={setName} isRequired />
      <TextField
        label={t('brand.subdomain')}
        help={t('brand.subdomain.help')}
        value={subdomain}
        onChange={setSubdomain}
        isRequired
      />
      <TextField label={t('brand.host')} value={host} onChange={setHost} placeholder="help.example.com" />
      {brand?.default ? null : <SwitchField label={t('brand.makeDefault')} isOn={isDefault} onChange={setDefault} />}
    </ConfigDialog>
  )
}
