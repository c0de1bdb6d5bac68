// What every page of somebody's own account is drawn with: who they are, their language and time zone, the desk's name.
import { accountSettings } from '../../accounts/index.ts'
import { getUser } from '../../people/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { bestLanguage, languageOf, translator } from '../../platform/i18n.ts'
import type { Work } from '../../platform/work.ts'

/** 403 without a session: whoever holds a token must not find forms that a session may send. */
export async function accountFrame(work: Work, header: (name: string) => string | undefined) {
  const { actor } = work
  if (actor.kind !== 'user' || actor.csrf_token === null) throw new Refusal('forbidden')
  const user = await getUser(work, actor.user_id)
  const { desk } = await accountSettings(work)
  const language = languageOf(user.locale) ?? bestLanguage(header('accept-language'), desk.locale)
  const time_zone = user.time_zone ?? desk.time_zone
  return { user, language, t: translator(language), desk: desk.name, time_zone, csrf_token: actor.csrf_token }
}
