// Before a policy is saved: what changes, whom it is about, who has to act, and what it means for oneself.
import type { PolicyPreview, SignInPolicy } from '../../../api/signIn.ts'
import { Button } from '../../../kit/Button.tsx'
import { Dialog } from '../../../kit/Dialog.tsx'
import { Icon } from '../../../kit/Icon.tsx'
import { t } from '../../../language/text.ts'
import { changeLines } from './changes.ts'

interface PolicyPreviewDialogProps {
  policy: SignInPolicy
  draft: SignInPolicy
  preview: PolicyPreview
  onConfirm: () => void
  onClose: () => void
}

export function PolicyPreviewDialog({ policy, draft, preview, onConfirm, onClose }: PolicyPreviewDialogProps) {
  const { you } = preview
  const isStaff = policy.audience === 'staff'
  const people = [
    ...(preview.must_choose_password_count > 0
      ? [t('signIn.preview.mustChoose', { count: preview.must_choose_password_count })]
      : []),
    ...(preview.password_lost_count > 0 ? [t('signIn.preview.lost', { count: preview.password_lost_count })] : []),
    ...(preview.signed_out_count > 0
      ? [t('signIn.preview.signedOut', { count: preview.signed_out_count, sessions: preview.sessions_ended_count })]
      : []),
    ...(preview.changes.some((name) => name === 'password_level' || name === 'password_rules')
      ? [t('signIn.preview.nextPassword')]
      : []),
  ]
  const closesAll = draft.sso_only && !policy.sso_only
  const dangers = [
    ...(closesAll ? [t(isStaff ? 'signIn.ssoOnly.sure.staff' : 'signIn.ssoOnly.sure.customers')] : []),
    ...(preview.without_way_count > 0 ? [t('signIn.preview.withoutWay', { count: preview.without_way_count })] : []),
    ...(isStaff && draft.sso_only && !preview.has_break_glass ? [t('signIn.preview.noBreakGlass')] : []),
  ]
  const own = [
    ...(you.is_without_way ? [t('signIn.preview.you.withoutWay')] : []),
    ...(you.is_signed_out ? [t('signIn.preview.you.signedOut')] : []),
    ...(you.must_choose_password ? [t('signIn.preview.you.mustChoose')] : []),
  ]
  return (
    <Dialog
      title={t('signIn.preview.title', {
        count: preview.people_count,
        who: t(isStaff ? 'signIn.staff' : 'signIn.endUsers'),
      })}
      isOpen
      onClose={onClose}
      role={dangers.length > 0 ? 'alertdialog' : 'dialog'}
      actions={
        <>
          <Button onPress={onClose}>{t('kit.cancel')}</Button>
          <Button kind={dangers.length > 0 || you.is_without_way ? 'danger' : 'primary'} onPress={onConfirm}>
            {t(closesAll ? 'signIn.ssoOnly.confirm' : 'settings.save')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <section>
          <h3 className="field-label">{t('signIn.preview.changes')}</h3>
          <Lines texts={changeLines(policy, draft)} />
        </section>
        {dangers.map((text) => (
          <p key={text} className="notice notice-red">
            <Icon name="triangle-alert" /> {text}
          </p>
        ))}
        <section>
          <h3 className="field-label">{t('signIn.preview.people')}</h3>
          {people.length > 0 ? <Lines texts={people} /> : <p>{t('signIn.preview.nobody')}</p>}
        </section>
        <section>
          <h3 className="field-label">{t('signIn.preview.you')}</h3>
          {own.length > 0 ? <Lines texts={own} /> : <p>{t('signIn.preview.you.nothing')}</p>}
        </section>
      </div>
    </Dialog>
  )
}

function Lines({ texts }: { texts: readonly string[] }) {
  return (
    <ul className="policy-lines">
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  )
}
