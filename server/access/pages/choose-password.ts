// The page on which somebody chooses a password, as the links and steps show it.
import { renderChoosePassword } from '../../../web/pages/choose-password.ts'
import { accountSettings } from '../../accounts/index.ts'
import { findUser, type UserRow } from '../../people/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { type Language, languageFor, type Translate, translator } from '../../platform/i18n.ts'
import type { Work } from '../../platform/work.ts'
import { getLink, type LinkPurpose } from '../links/links.ts'
import { passwordContext } from '../passwords/choosing.ts'
import type { PasswordProblem } from '../passwords/judging.ts'
import { passwordProblemText, passwordRequirements } from './password-words.ts'

/** Whom a link is for. 410 when they may not sign in any more. */
export async function holderOf(work: Work, purpose: LinkPurpose, token: string): Promise<UserRow> {
  const { user_id } = await getLink(work, purpose, token)
  return await personWhoMay(work, user_id)
}

/** Somebody who may sign in; 410 otherwise. */
export async function personWhoMay(work: Work, user_id: number | null): Promise<UserRow> {
  // Nobody is signed in here: the link is what shows who it is.
  const user = user_id === null ? null : await findUser(work.as({ kind: 'system', name: 'links' }), user_id)
  if (!user?.active || user.suspended) throw new Refusal('gone')
  return user
}

/** Language, words and desk for a person's page. */
export async function wordsFor(
  work: Work,
  user: Pick<UserRow, 'locale'> | null,
  accepted: string | undefined,
): Promise<{ language: Language; t: Translate; desk: string }> {
  const { desk } = await accountSettings(work)
  const language = languageFor(user?.locale ?? null, accepted, desk.locale)
  return { language, t: translator(language), desk: desk.name }
}

/** HTML. `words` are keys: title (may name the person), lead (may name the address), submit. */
export async function choosePasswordPage(
  work: Work,
  user: UserRow,
  parts: {
    accepted: string | undefined
    action: string
    problem: PasswordProblem | null
    say(t: Translate): { title: string; lead: string; submit: string }
  },
): Promise<string> {
  const words = await wordsFor(work, user, parts.accepted)
  const { rules } = await passwordContext(work.as({ kind: 'system', name: 'links' }), user.id)
  const { t } = words
  return renderChoosePassword({
    ...words,
    ...parts.say(t),
    action: parts.action,
    email: user.email ?? '',
    error: parts.problem && passwordProblemText(t, parts.problem, rules),
    requirements: passwordRequirements(t, rules),
    min_length: rules.min_length,
    known: [user.name, user.email ?? ''],
  })
}
