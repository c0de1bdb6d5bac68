// The secret that a webhook's requests are signed with: shown when asked for, and changed after a question.
import { useState } from 'react'
import { useRotateSecret, useShowSecret, type Webhook } from '../../../api/webhooks.ts'
import { Button, IconButton } from '../../../kit/Button.tsx'
import { Confirm } from '../../../kit/Dialog.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'

export function WebhookSecret({ webhook }: { webhook: Webhook }) {
  const show = useShowSecret()
  const rotate = useRotateSecret()
  const [isAsking, setAsking] = useState(false)
  const secret = rotate.data ?? show.data
  return (
    <section className="rule-panel rules-wide" aria-label={t('webhook.secret')}>
      <h2>{t('webhook.secret')}</h2>
      <p className="field-help">{t('webhook.secret.text')}</p>
      {show.isError || rotate.isError ? <ErrorNotice error={rotate.error ?? show.error} /> : null}
      {secret ? (
        <p className="row row-wrap">
          <code className="code webhook-secret">{secret}</code>
          <IconButton
            icon="copy"
            label={t('webhook.secret.copy')}
            onPress={() => void navigator.clipboard.writeText(secret).then(() => toast(t('webhook.secret.copied')))}
          />
        </p>
      ) : null}
      <div className="row row-wrap">
        {secret ? null : (
          <Button icon="eye" isDisabled={show.isPending} onPress={() => show.mutate(webhook.id)}>
            {t('webhook.secret.show')}
          </Button>
        )}
        <Button icon="refresh-cw" isDisabled={rotate.isPending} onPress={() => setAsking(true)}>
          {t('webhook.secret.rotate')}
        </Button>
      </div>
      <Confirm
        title={t('webhook.secret.rotate')}
        isOpen={isAsking}
        confirm={t('webhook.secret.rotate')}
        isDangerous
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false)
          rotate.mutate(webhook.id, { onSuccess: () => toast(t('webhook.secret.rotated')) })
        }}
      >
        <p>{t('webhook.secret.rotate.text')}</p>
      </Confirm>
    </section>
  )
}
