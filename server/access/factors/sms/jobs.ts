// Sending a code, outside of any unit of work.
import { z } from 'zod'
import { accountSettings } from '../../../accounts/index.ts'
import { findUser } from '../../../people/index.ts'
import { bestLanguage, languageOf, translator } from '../../../platform/i18n.ts'
import { job } from '../../../platform/module.ts'
import { systemWork } from '../../../platform/platform.ts'
import { findFactor } from '../queries.ts'
import { SEND_TEXT_JOB } from './actions.ts'
import { sendText } from './gateway.ts'
import { findGateway, findSmsCode } from './queries.ts'

const sendCodeJob = job({
  name: SEND_TEXT_JOB,
  summary: 'Text a one-time code to a phone, while it works',
  payload: z.object({ account_id: z.number(), user_id: z.number(), factor_id: z.number(), bound_to: z.number() }),
  async run(platform, { account_id, user_id, factor_id, bound_to }) {
    const found = await systemWork(platform, account_id, 'texts', 'customer', async (work) => {
      const [gateway, factor, code, person] = [
        await findGateway(work),
        await findFactor(work, user_id, factor_id),
        await findSmsCode(work, factor_id, bound_to),
        await findUser(work, user_id),
      ]
      if (!gateway?.is_active || factor?.secret.kind !== 'sms' || code === null || !person) return null
      const { desk } = await accountSettings(work)
      const t = translator(languageOf(person.locale) ?? bestLanguage(undefined, desk.locale))
      return {
        settings: gateway.settings,
        text: { number: factor.secret.number, words: t('factors.sms.words', { desk: desk.name, code }) },
      }
    })
    if (found) await sendText(found.settings, found.text, platform.config.webhook_networks)
  },
})

export const smsJobs = [sendCodeJob]
