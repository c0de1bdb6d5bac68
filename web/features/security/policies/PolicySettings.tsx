// How staff and end users sign in.
import { t } from '../../../language/text.ts'

export default function PolicySettings() {
  return <p className="muted">{t('security.signIn.text')}</p>
}
