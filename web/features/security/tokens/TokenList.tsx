// Tokens, one a card: whose it is, what it may be used for, from where, until when, and where it was used last.
import { useState } from 'react'
import { type ApiToken, useRevokeToken, useRotateToken, useServiceAccounts } from '../../../api/credentials.ts'
import { useMe } from '../../../api/session.ts'
import { useTeam } from '../../../api/team.ts'
import { Badge } from '../../../kit/Badge.tsx'
import { Button } from '../../../kit/Button.tsx'
import { Confirm } from '../../../kit/Dialog.tsx'
import { describeProblem } from '../../../kit/EmptyState.tsx'
import { TimeText, useNow } from '../../../kit/TimeText.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'
import { base, places } from '../../../places/places.ts'
import type { ShownSecret } from './SecretNotice.tsx'
import { TokenActivity } from './TokenActivity.tsx'

const overlapHours = 24

interface TokenListProps {
  tokens: readonly ApiToken[]
  onMade: (shown: ShownSecret) => void
}

export function TokenList({ tokens, onMade }: TokenListProps) {
  const me = useMe()
  const team = useTeam().data ?? []
  const programs = useServiceAccounts().data ?? []
  return (
    <ul className="settings-card">
      {tokens.map((token) => (
        <TokenCard
          key={token.id}
          token={token}
          owner={
            programs.find((one) => one.id === token.user_id)?.name ??
            team.find((one) => one.id === token.user_id)?.name ??
            String(token.user_id)
          }
          // Nobody is given a secret with which they would act as somebody else.
          mayRotate={token.user_id === me.id || programs.some((one) => one.id === token.user_id && one.active)}
          onMade={onMade}
        />
      ))}
    </ul>
  )
}

interface TokenCardProps {
  token: ApiToken
  owner: string
  mayRotate: boolean
  onMade: (shown: ShownSecret) => void
}

function TokenCard({ token, owner, mayRotate, onMade }: TokenCardProps) {
  const [open, setOpen] = useState<'rotate' | 'revoke' | 'activity' | null>(null)
  const rotate = useRotateToken()
  const revoke = useRevokeToken()
  const name = token.description || `${token.token}…`
  const close = () => setOpen(null)
  const onError = (error: unknown) => toast(describeProblem(error).text, 'triangle-alert')
  const now = useNow()
  const isOver = token.expires_at !== null && Date.parse(token.expires_at) <= now
  return (
    <li className="token">
      <div className="row row-wrap">
        <h3 className="grow">
          <bdi>{name}</bdi>
        </h3>
        {isOver ? <Badge tone="slate">{t('tokens.over')}</Badge> : null}
        {token.unused ? (
          <Badge tone="amber" title={t('tokens.unused.help')}>
            {t('tokens.unused')}
          </Badge>
        ) : null}
      </div>
      <TokenFacts token={token} owner={owner} />
      <div className="row row-wrap">
        <Button size="small" icon="history" onPress={() => setOpen('activity')}>
          {t('tokens.activity')}
        </Button>
        {mayRotate ? (
          <Button size="small" icon="refresh-cw" isDisabled={rotate.isPending} onPress={() => setOpen('rotate')}>
            {t('tokens.rotate')}
          </Button>
        ) : null}
        <Button size="small" icon="trash-2" isDisabled={revoke.isPending} onPress={() => setOpen('revoke')}>
          {t('tokens.revoke')}
        </Button>
      </div>
      {open === 'activity' ? <TokenActivity id={token.id} name={name} onClose={close} /> : null}
      <Confirm
        title={t('tokens.rotate.title', { name })}
        isOpen={open === 'rotate'}
        confirm={t('tokens.rotate')}
        alternative={{ label: t('tokens.rotate.now'), onPress: () => renew(0) }}
        onClose={close}
        onConfirm={() => renew(overlapHours)}
      >
        <p>{t('tokens.rotate.text', { hours: overlapHours })}</p>
      </Confirm>
      <Confirm
        title={t('tokens.revoke.title', { name })}
        isOpen={open === 'revoke'}
        confirm={t('tokens.revoke')}
        isDangerous
        onClose={close}
        onConfirm={() => {
          close()
          revoke.mutate(token.id, { onSuccess: () => toast(t('tokens.revoked')), onError })
        }}
      >
        <p>{t('tokens.revoke.text')}</p>
      </Confirm>
    </li>
  )

  function renew(overlap_hours: number) {
    close()
    rotate.mutate(
      { id: token.id, overlap_hours },
      { onSuccess: (made) => onMade({ name, secret: made.full_token }), onError },
    )
  }
}

function TokenFacts({ token, owner }: { token: ApiToken; owner: string }) {
  const { scopes, allowed_networks, last_used_from } = token
  return (
    <dl className="token-facts">
      <dt>{t('tokens.owner')}</dt>
      <dd>
        <a href={`${base}${places.person(token.user_id)}`}>
          <bdi>{owner}</bdi>
        </a>
      </dd>
      <dt>{t('tokens.begins')}</dt>
      <dd className="code">{token.token}…</dd>
      <dt>{t('tokens.scopes')}</dt>
      <dd>{scopes === null ? t('tokens.scopes.all') : <span className="code">{scopes.join(' ')}</span>}</dd>
      <dt>{t('tokens.from')}</dt>
      <dd>
        {allowed_networks === null ? (
          t('tokens.everywhere')
        ) : (
          <span className="code">{allowed_networks.join(' ')}</span>
        )}
      </dd>
      <dt>{t('tokens.ends')}</dt>
      <dd>{token.expires_at === null ? t('tokens.endless') : <TimeText at={token.expires_at} as="moment" />}</dd>
      {token.previous_expires_at === null ? null : (
        <>
          <dt>{t('tokens.previous')}</dt>
          <dd>
            <TimeText at={token.previous_expires_at} as="moment" />
          </dd>
        </>
      )}
      <dt>{t('tokens.lastUse')}</dt>
      <dd>
        {token.last_used_at === null ? t('tokens.never') : <TimeText at={token.last_used_at} as="moment" />}
        {last_used_from?.ip_address ? <span className="code"> {last_used_from.ip_address}</span> : null}
        {last_used_from?.user_agent ? <span className="muted"> {last_used_from.user_agent}</span> : null}
      </dd>
    </dl>
  )
}
