// What stands on a person's own page of security: each part is a section, offered by whoever knows about it.
import type { Content } from '../../../web/pages/html.ts'
import type { Translate } from '../../platform/i18n.ts'
import type { Work } from '../../platform/work.ts'

/** What a section is drawn with. */
export interface AccountPageCall {
  readonly t: Translate
  readonly language: string
  readonly origin_url: string
  /** Every form of a section sends it as `csrf_token`. */
  readonly csrf_token: string
  /** The time zone of the person or the desk, for times. */
  readonly time_zone: string
  /** What the last form of this section came to, as its redirect said: `/account/security?section=…&result=…`. */
  readonly result: string | null
}

export interface AccountSection {
  /** The anchor on the page. */
  readonly name: string
  /** 100 password, 200 factors, 300 sessions, 400 devices, 500 tokens. */
  readonly position: number
  /** The section, or null where the person has none. Its own forms post to endpoints of its module. */
  render(work: Work, call: AccountPageCall): Promise<Content | null>
}

const offered: AccountSection[] = []

/** Called while the product is put together. */
export function offerAccountSection(section: AccountSection): void {
  offered.push(section)
  offered.sort((a, b) => a.position - b.position)
}

export function accountSections(): readonly AccountSection[] {
  return offered
}

/** Where a form of a section leads back to; `result` is a short name that the section knows. */
export function accountSectionPath(section: string, result?: string): string {
  return result === undefined
    ? `/account/security#${section}`
    : `/account/security?section=${section}&result=${result}#${section}`
}
