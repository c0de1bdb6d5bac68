// The development mailbox: what the desk sent, read as its recipients would read it.
import type { Page } from 'playwright-core'
import PostalMime, { type Email } from 'postal-mime'
import { expect } from 'vitest'

const MAIL_MAY_TAKE_MS = 30_000

export interface SentMail extends Email {
  source: string
  /** The value of a header, unfolded; empty when it is not there. */
  header(name: string): string
}

/** All mails that left, newest first. `page` belongs to somebody of the staff. */
export async function readMailbox(page: Page): Promise<SentMail[]> {
  const list = await (await page.request.get('/dev/mailbox')).text()
  const ids = [...list.matchAll(/href="\/dev\/mailbox\/(\d+)"/g)].map((match) => match[1])
  return await Promise.all(
    ids.map(async (id) => {
      const source = await (await page.request.get(`/dev/mailbox/${id}/raw`)).text()
      const mail = await PostalMime.parse(source)
      const header = (name: string) => mail.headers.find(({ key }) => key === name.toLowerCase())?.value ?? ''
      return { ...mail, source, header }
    }),
  )
}

/** Waits for a mail to this address that says this. */
export async function waitForMail(page: Page, to: string, words: string): Promise<SentMail> {
  let found: SentMail | undefined
  await expect
    .poll(
      async () => {
        const mails = await readMailbox(page)
        found = mails.find(
          (mail) =>
            [...(mail.to ?? []), ...(mail.cc ?? [])].some(({ address }) => address === to) &&
            `${mail.text}`.includes(words),
        )
        return found !== undefined
      },
      { timeout: MAIL_MAY_TAKE_MS, interval: 250 },
    )
    .toBe(true)
  return found! // the poll ended with it
}

/** The path of the customer's page that a mail links to. */
export function conversationPath(mail: SentMail): string {
  const path = /\/requests\/[\w.~-]+/.exec(mail.text ?? '')?.[0]
  if (!path) throw new Error('the mail has no link to its conversation')
  return path
}
