// How somebody signs in: password, link by mail, passkeys, and who they are at the identity providers; and whether they
// are locked out for a while.
import { Badge } from '../../../kit/Badge.tsx'
import { Button } from '../../../kit/Button.tsx'
import { TimeText } from '../../../kit/TimeText.tsx'
import { t } from '../../../language/text.ts'
import type { ActingPartProps } from './PersonSecurity.tsx'

export function SignInMethods({ security, isMe, isBusy, onAct, onAsk }: ActingPartProps) {
  const { password, magic_link, passkeys, identity_links, providers, lock_outs } = security
  return (
    <section className="stack" aria-labelledby="person-methods">
      <h3 className="card-subtitle" id="person-methods">
        {t('person.methods')}
      </h3>
      {security.is_service_account ? (
        <p className="muted">{t('person.methods.program')}</p>
      ) : (
        <ul className="settings-list">
          <li className="settings-row">
            <span className="grow">
              <strong>{t('person.password')}</strong>
              <span className="muted small settings-line">
                {password.changed_at === null ? (
                  t('person.password.none')
                ) : (
                  <>
                    {t('person.password.since')} <TimeText at={password.changed_at} as="moment" />
                  </>
                )}
              </span>
            </span>
            {password.is_new_required ? <Badge tone="amber">{t('person.password.newRequired')}</Badge> : null}
            {password.is_allowed ? null : <Badge tone="slate">{t('person.notAllowed')}</Badge>}
            {password.is_allowed && !isMe && !security.suspended ? (
              <>
                <Button icon="send" isDisabled={isBusy} onPress={() => onAct('reset_link', 'person.resetLink.sent')}>
                  {t('person.resetLink')}
                </Button>
                {password.is_set && !password.is_new_required ? (
                  <Button
                    isDisabled={isBusy}
                    onPress={() =>
                      onAsk({
                        act: 'require_new',
                        title: 'person.requireNew.title',
                        text: 'person.requireNew.text',
                        confirm: 'person.requireNew',
                        done: 'person.requireNew.done',
                      })
                    }
                  >
                    {t('person.requireNew')}
                  </Button>
                ) : null}
              </>
            ) : null}
          </li>
          {magic_link.is_allowed ? (
            <li className="settings-row">
              <span className="grow">{t('person.magicLink')}</span>
            </li>
          ) : null}
          {passkeys.count > 0 ? (
            <li className="settings-row">
              <span className="grow">{t('person.passkeys', { count: passkeys.count })}</span>
              {passkeys.is_allowed ? null : <Badge tone="slate">{t('person.notAllowed')}</Badge>}
            </li>
          ) : null}
          {identity_links.map((link) => (
            <li key={link.id} className="settings-row">
              <span className="grow">
                <strong>{providers.get(link.identity_provider_id) ?? t('person.provider')}</strong>
                <span className="muted small settings-line">
                  <bdi>{link.email ?? link.subject}</bdi> · <TimeText at={link.last_used_at} />
                </span>
              </span>
              <Button
                isDisabled={isBusy}
                aria-label={t('person.unlink.named', { provider: providers.get(link.identity_provider_id) ?? '' })}
                onPress={() =>
                  onAsk({
                    act: { unlink: link.id },
                    title: 'person.unlink.title',
                    text: 'person.unlink.text',
                    confirm: 'person.unlink',
                    done: 'person.unlink.done',
                  })
                }
              >
                {t('person.unlink')}
              </Button>
            </li>
          ))}
          {lock_outs.map((lock) => (
            <li key={lock.id} className="settings-row">
              <span className="grow">
                <strong>{t('person.lockedOut')}</strong>
                <span className="muted small settings-line">
                  {t('person.lockedOut.until')} <TimeText at={lock.expires_at} as="moment" />
                </span>
              </span>
              <Button isDisabled={isBusy} onPress={() => onAct({ lift: lock.id }, 'person.lifted')}>
                {t('lockOuts.lift')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
