// What the tab of a trial says in the end; each claim is shown where the trial was begun.
import { renderMessage } from '../../../web/pages/message.ts'
import { page } from '../../access/index.ts'
import { accountSettings } from '../../accounts/index.ts'
import type { HttpReply } from '../../platform/http/endpoint.ts'
import { bestLanguage, translator } from '../../platform/i18n.ts'
import type { Work } from '../../platform/work.ts'
import type { TrialRow } from './trials.ts'

export async function trialPage(work: Work, trial: TrialRow, accepted: string | undefined): Promise<HttpReply> {
  const { desk } = await accountSettings(work)
  const language = bestLanguage(accepted, desk.locale)
  const t = translator(language)
  const is_success = trial.outcome === 'succeeded'
  return page(
    renderMessage({
      language,
      t,
      desk: desk.name,
      title: t(is_success ? 'trial.succeeded.title' : 'trial.failed.title'),
      text: t(is_success ? 'trial.succeeded.text' : 'trial.failed.text'),
    }),
  )
}
