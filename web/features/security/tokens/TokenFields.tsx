// The fields of a token, new or changed: what uses it, what it may be used for, until when and from where.
import type { ApiToken, TokenChange } from '../../../api/credentials.ts'
import { reasonFor } from '../../../api/fields.ts'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { SelectField, TextArea, TextField } from '../../../kit/Field.tsx'
import { formatLocale, language, t } from '../../../language/text.ts'
import { ScopeField, writtenScopes } from './ScopeField.tsx'

const day_ms = 86_400_000
const lives = [7, 30, 90, 365]
const usualLife = 90
const mostLetters = 200

export interface TokenDraft {
  description: string
  scopes: string[] | null
  /** As they are written, one a line. */
  networks: string
  /** Days from now; empty is as long as the account allows, 'kept' as it is. */
  life: string
}

/** A new token reads, and lives for a quarter of a year unless the account says less. */
export function newDraft(mostDays: number | null): TokenDraft {
  const life = mostDays !== null && mostDays <= usualLife ? '' : String(usualLife)
  return { description: '', scopes: ['read'], networks: '', life }
}

export function draftOf({ description, scopes, allowed_networks }: ApiToken): TokenDraft {
  return { description, scopes, networks: (allowed_networks ?? []).join('\n'), life: 'kept' }
}

/** What a draft asks for; an end that is kept is not mentioned. */
export function asked(draft: TokenDraft): TokenChange {
  const ranges = draft.networks.split(/[\s,]+/).filter((one) => one !== '')
  return {
    description: draft.description.trim(),
    scopes: writtenScopes(draft.scopes),
    allowed_networks: ranges.length === 0 ? null : ranges,
    ...(draft.life === 'kept' ? {} : { expires_at: endOf(draft.life) }),
  }
}

function endOf(life: string): string | null {
  return life === '' ? null : new Date(Date.now() + Number(life) * day_ms).toISOString()
}

interface TokenFieldsProps {
  draft: TokenDraft
  /** The account's longest life of a token in days; null is no limit. */
  mostDays: number | null
  /** When the token ends that is changed; absent for a new one. */
  endsAt?: string | null
  error: unknown
  onChange: (draft: TokenDraft) => void
}

export function TokenFields({ draft, mostDays, endsAt, error, onChange }: TokenFieldsProps) {
  const change = (part: Partial<TokenDraft>) => onChange({ ...draft, ...part })
  const scopes = reasonFor(error, 'scopes') && t('tokens.scopes.wrong')
  const networks = reasonFor(error, 'allowed_networks') && t('tokens.networks.wrong')
  const life = reasonFor(error, 'expires_at') && t('tokens.life.wrong')
  const hasReason = scopes ?? networks ?? life
  return (
    <>
      {error && !hasReason ? <ErrorNotice error={error} /> : null}
      <TextField
        label={t('tokens.description')}
        help={t('tokens.description.help')}
        value={draft.description}
        onChange={(text) => change({ description: text.slice(0, mostLetters) })}
      />
      <ScopeField scopes={draft.scopes} error={scopes} onChange={(scopes) => change({ scopes })} />
      <SelectField
        label={t('tokens.life')}
        error={life}
        value={draft.life}
        options={[
          ...(endsAt === undefined ? [] : [{ value: 'kept', label: keptWords(endsAt) }]),
          ...lives
            .filter((days) => mostDays === null || days < mostDays)
            .map((days) => ({ value: String(days), label: t('tokens.days', { days }) })),
          { value: '', label: mostDays === null ? t('tokens.endless') : t('tokens.days', { days: mostDays }) },
        ]}
        onChange={(life) => change({ life })}
      />
      <TextArea
        label={t('tokens.networks')}
        help={t('tokens.networks.help')}
        error={networks}
        value={draft.networks}
        onChange={(networks) => change({ networks })}
      />
    </>
  )
}

function keptWords(endsAt: string | null): string {
  if (endsAt === null) return t('tokens.life.kept.endless')
  const date = new Date(endsAt).toLocaleDateString(formatLocale(language()), { dateStyle: 'medium' })
  return t('tokens.life.kept', { date })
}
