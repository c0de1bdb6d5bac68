// API tokens on somebody's own page of security: for those who have some, and those who may make one.
import { type TokenLine, tokenSection } from '../../../../web/pages/tokens/section.ts'
import type { Work } from '../../../platform/work.ts'
import type { AccountSection } from '../../account-page/sections.ts'
import { mayHaveOwnTokens } from '../policy.ts'
import { listTokens, openToken } from '../queries.ts'
import { endsSoon, isUnused, type TokenRow } from '../schema.ts'

export const TOKENS_SECTION = 'tokens'
const MAX_LISTED = 100

/** A token as pages show it. */
export function tokenLine(work: Work, row: TokenRow): TokenLine {
  const { networks, last_use } = openToken(work, row)
  const is_over = row.expires_at !== null && row.expires_at <= work.now
  return {
    id: row.id,
    name: row.description || `${row.prefix}…`,
    prefix: row.prefix,
    state: is_over
      ? 'over'
      : !row.active
        ? 'off'
        : endsSoon(row, work.now)
          ? 'soon'
          : isUnused(row, work.now)
            ? 'unused'
            : null,
    scopes: row.scopes,
    networks,
    expires_at: row.expires_at,
    last_used_at: row.last_used_at,
    last_used_from: last_use?.ip ?? null,
  }
}

export const tokensSection: AccountSection = {
  name: TOKENS_SECTION,
  position: 500,
  async render(work, call) {
    if (work.actor.kind !== 'user') return null
    const rows = await listTokens(work, { kind: 'api', user_id: work.actor.user_id }, MAX_LISTED)
    const may_make = await mayHaveOwnTokens(work, work.actor)
    if (rows.length === 0 && !may_make && call.result === null) return null
    return tokenSection({ ...call, tokens: rows.map((row) => tokenLine(work, row)), may_make })
  },
}
