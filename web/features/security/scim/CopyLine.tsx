import { IconButton } from '../../../kit/Button.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'

/** A value that is copied into another system. */
export function CopyLine({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <p className="field-label">{label}</p>
      <p className="row">
        <code className="code scim-code">{value}</code>
        <IconButton
          icon="copy"
          label={t('scim.copy', { name: label })}
          onPress={() => void navigator.clipboard.writeText(value).then(() => toast(t('scim.copied')))}
        />
      </p>
    </div>
  )
}
