// How mails leave: undo window, the neutral auto-reply, and a test mail to oneself.

import { useMe } from '../../api/session.ts'
import { useSendTestMail } from '../../api/settings.ts'
import { Button } from '../../kit/Button.tsx'
import { ErrorNotice } from '../../kit/EmptyState.tsx'
import { SwitchField, TextArea, TextField } from '../../kit/Field.tsx'
import { Icon } from '../../kit/Icon.tsx'
import { t } from '../../language/text.ts'
import { SettingsForm } from './SettingsForm.tsx'

const longestUndo_s = 60

export function MailSettings() {
  const me = useMe()
  const test = useSendTestMail()
  return (
    <>
      <SettingsForm
        pick={({ mail }) => ({
          undo_send_s: mail.undo_send_s,
          auto_reply_enabled: mail.auto_reply_enabled,
          signature: mail.signature,
        })}
        wrap={(mail) => ({
          mail: { ...mail, undo_send_s: Math.min(longestUndo_s, Math.max(0, Math.round(mail.undo_send_s))) },
        })}
      >
        {(mail, change) => (
          <>
            <TextField
              label={t('mail.undo')}
              help={t('mail.undo.help')}
              type="number"
              min={0}
              max={longestUndo_s}
              value={String(mail.undo_send_s)}
              onChange={(value) => change({ undo_send_s: Number(value) })}
            />
            <SwitchField
              label={t('mail.autoReply')}
              help={t('mail.autoReply.help')}
              isOn={mail.auto_reply_enabled}
              onChange={(auto_reply_enabled) => change({ auto_reply_enabled })}
            />
            <TextArea
              label={t('mail.signature')}
              help={t('mail.signature.help')}
              value={mail.signature}
              onChange={(signature) => change({ signature })}
            />
          </>
        )}
      </SettingsForm>
      <section className="card settings-card" aria-labelledby="mail-test">
        <h2 className="card-title" id="mail-test">
          {t('mail.test')}
        </h2>
        <p className="muted">{t('mail.test.text', { email: me.email ?? '' })}</p>
        {test.isError ? <ErrorNotice error={test.error} title={t('mail.test.failed')} /> : null}
        <div className="row row-wrap">
          <Button icon="send" onPress={() => test.mutate()} isPending={test.isPending}>
            {t('mail.test.send')}
          </Button>
          <span role="status">
            {test.isSuccess ? (
              <span className="row">
                <Icon name="circle-check" size="small" /> {t('mail.test.sent')}
              </span>
            ) : null}
          </span>
        </div>
      </section>
    </>
  )
}
