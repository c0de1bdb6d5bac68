// The page on which somebody who is signed in types the code that their device shows, sees who asks for what, and decides.
//
// The attack on this flow is a link with somebody else's code. So nothing happens by a link: the code is confirmed by hand,
// the page says where the device asked from, and that only one's own device is to be let in. Codes are not to be guessed
// either: typing one counts, right or wrong.
import { z } from 'zod'
import { renderDeviceCode, renderDeviceConsent } from '../../../web/pages/device.ts'
import { renderMessage } from '../../../web/pages/message.ts'
import { countAttempt, page, redirect, sourceOf } from '../../access/index.ts'
import { accountSettings } from '../../accounts/index.ts'
import { getUser, type UserRow } from '../../people/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { ANYONE, endpoint, type HttpReply, SIGNED_IN } from '../../platform/http/endpoint.ts'
import { bestLanguage, languageOf, translator } from '../../platform/i18n.ts'
import type { Work } from '../../platform/work.ts'
import { type ClientRow, findClient } from '../clients/queries.ts'
import { accessGranted, deviceDenied, deviceGuessesLimited } from '../events.ts'
import { saveGrant } from '../granting/queries.ts'
import { DEVICE_PATH } from './api.ts'
import { readUserCode, userCodeHash } from './codes.ts'
import { type DeviceCodeRow, type DeviceOrigin, devicePlace, lockWaiting, saveDecision } from './queries.ts'

/** Two for each device: the code, and the decision. */
const PER_PERSON = { name: 'oauth_device_person', most: 20, window_s: 15 * 60 }
const PER_SOURCE = { name: 'oauth_device_source', most: 100, window_s: 15 * 60 }

async function frame(work: Work, user: UserRow, accepted: string | undefined) {
  const { desk } = await accountSettings(work)
  const language = languageOf(user.locale) ?? bestLanguage(accepted, desk.locale)
  return { language, t: translator(language), desk: desk.name }
}

const show = endpoint({
  route: `GET ${DEVICE_PATH}`,
  summary: 'The page on which a person types the code of a device',
  allow: ANYONE,
  reply: 'page',
  query: z.object({
    user_code: z.string().optional().catch(undefined),
    done: z.enum(['allowed', 'denied']).optional().catch(undefined),
  }),
  async run({ work, query, header }) {
    const { actor } = work
    const user_code = readUserCode(query.user_code)
    if (actor.kind !== 'user') {
      const back = user_code === null ? DEVICE_PATH : `${DEVICE_PATH}?user_code=${user_code}`
      return redirect(`/sign-in?return_to=${encodeURIComponent(back)}`)
    }
    // Only a person at a page of ours says yes: never a token, which would give itself a successor.
    if (actor.csrf_token === null) throw new Refusal('forbidden')
    const user = await getUser(work, actor.user_id)
    const words = await frame(work, user, header('accept-language'))
    const { t } = words
    if (query.done === undefined)
      return page(renderDeviceCode({ ...words, csrf_token: actor.csrf_token, user_code, problem: null }))
    const [title, text] =
      query.done === 'allowed'
        ? [t('device.allowed.title'), t('device.allowed.text')]
        : [t('device.denied.title'), t('device.denied.text')]
    return page(renderMessage({ ...words, has_panel: false, title, text }))
  },
})

const decide = endpoint({
  route: `POST ${DEVICE_PATH}`,
  summary: 'Say which device asks, and let it act for oneself or not. Not with a token',
  allow: SIGNED_IN,
  scope: 'security',
  reply: 'page',
  body: z.object({
    user_code: z.string().catch(''),
    decision: z.string().optional().catch(undefined),
    csrf_token: z.string().optional(),
  }),
  async run({ work, body, header }): Promise<HttpReply> {
    const { actor } = work
    if (actor.kind !== 'user' || actor.csrf_token === null) throw new Refusal('forbidden')
    const { csrf_token } = actor
    const user = await getUser(work, actor.user_id)
    const words = await frame(work, user, header('accept-language'))
    const again = (problem: string) =>
      renderDeviceCode({ ...words, csrf_token, user_code: readUserCode(body.user_code), problem })
    const retry_after_s = await countGuess(work, user.id)
    if (retry_after_s !== null) {
      const problem = words.t('device.limited', { minutes: Math.ceil(retry_after_s / 60) })
      return page(again(problem), 429, { 'retry-after': String(retry_after_s) })
    }
    const asked = await findAsking(work, body.user_code)
    if (!asked) return page(again(words.t('device.unknown')), 422)
    if (body.decision !== undefined) {
      const decision = body.decision === 'allow' ? 'allowed' : 'denied'
      await settle(work, user.id, asked, decision)
      return redirect(`${DEVICE_PATH}?done=${decision}`)
    }
    const { row, client, user_code } = asked
    const { ip } = work.sealing.open<DeviceOrigin>(devicePlace(row.id), row.sealed)
    const own_ip = work.origin.ip
    return page(
      renderDeviceConsent({
        ...words,
        name: user.name,
        email: user.email,
        client,
        scopes: row.scopes,
        csrf_token,
        user_code,
        asked_from: ip,
        asked_minutes: Math.floor((work.now.getTime() - row.created_at.getTime()) / 60_000),
        elsewhere: sourceOf(ip) === sourceOf(own_ip) ? null : own_ip,
      }),
    )
  },
})

/** Counts a code that was typed. Returns the seconds to wait where there were too many. */
async function countGuess(work: Work, user_id: number): Promise<number | null> {
  const reached =
    (await countAttempt(work, PER_PERSON, `person ${user_id}`)) ??
    (await countAttempt(work, PER_SOURCE, sourceOf(work.origin.ip)))
  if (reached?.is_first) work.record(deviceGuessesLimited, user_id, { limit: reached.limit })
  return reached?.retry_after_s ?? null
}

interface Asking {
  row: DeviceCodeRow
  client: ClientRow
  user_code: string
}

/** The device that shows a code and waits; null for a code that is none, is over or was decided on. */
async function findAsking(work: Work, typed: string): Promise<Asking | null> {
  const user_code = readUserCode(typed)
  if (user_code === null) return null
  const row = await lockWaiting(work, userCodeHash(work, user_code))
  const client = row && (await findClient(work, row.client_id))
  return row && client?.device_flow ? { row, client, user_code } : null
}

async function settle(work: Work, user_id: number, asked: Asking, decision: 'allowed' | 'denied'): Promise<void> {
  const { row, client } = asked
  const { scopes } = row
  const grant_id = decision === 'allowed' ? await saveGrant(work, user_id, client.id, scopes) : null
  await saveDecision(work, row.id, { decision, user_id, grant_id })
  if (decision === 'allowed') work.record(accessGranted, user_id, { client_id: client.id, scopes, flow: 'device' })
  else work.record(deviceDenied, user_id, { client_id: client.id })
}

export const devicePages = [show, decide]
