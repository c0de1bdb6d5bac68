// One token: whose it is, what it may be used for, from where, until when, where it was used last, and what to do with it.
import { useState } from 'react'
import { type ApiToken, useChangeToken, useRevokeToken, useRotateToken } from '../../../api/credentials.ts'
import { Badge } from '../../../kit/Badge.tsx'
import { Button } from '../../../kit/Button.tsx'
import { Confirm } from '../../../kit/Dialog.tsx'
import { describeProblem } from '../../../kit/EmptyState.tsx'
import { TimeText, useNow } from '../../../kit/TimeText.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'
import { base, places } from '../../../places/places.ts'
import { daysLeft, isOver } from './ending.ts'
import type { ShownSecret } from './SecretNotice.tsx'
import { TokenActivity } from './TokenActivity.tsx'
import { TokenChangeDialog } from './TokenChangeDialog.tsx'

const overlapHours = 24

interface TokenCardProps {
  token: ApiToken
  owner: string | null
  mayChange: boolean
  mostDays: number | null
  Heading: 'h2' | 'h3'
  onMade: (shown: ShownSecret) => void
}

export function TokenCard({ token, owner, mayChange, mostDays, Heading, onMade }: TokenCardProps) {
  const [open, setOpen] = useState<'rotate' | 'revoke' | 'activity' | 'change' | null>(null)
  const rotate = useRotateToken()
  const revoke = useRevokeToken()
  const change = useChangeToken()
  const name = token.description || `${token.token}…`
  const close = () => setOpen(null)
  const onError = (error: unknown) => toast(describeProblem(error).text, 'triangle-alert')
  const isBusy = rotate.isPending || revoke.isPending || change.isPending
  const renew = (overlap_hours: number) => {
    close()
    rotate.mutate(
      { id: token.id, overlap_hours },
      { onSuccess: (made) => onMade({ name, secret: made.full_token }), onError },
    )
  }
  const turn = () =>
    change.mutate(
      { id: token.id, active: !token.active },
      { onSuccess: (now) => toast(t(now.active ? 'tokens.on.done' : 'tokens.off.done')), onError },
    )
  return (
    <li className="token">
      <div className="row row-wrap">
        <Heading className="token-name grow">
          <bdi>{name}</bdi>
        </Heading>
        <TokenBadges token={token} />
      </div>
      <TokenFacts token={token} owner={owner} />
      <div className="row row-wrap">
        <Button size="small" icon="history" onPress={() => setOpen('activity')}>
          {t('tokens.activity')}
        </Button>
        {mayChange && token.revoked_at === null ? (
          <>
            <Button size="small" icon="pencil" isDisabled={isBusy} onPress={() => setOpen('change')}>
              {t('tokens.change')}
            </Button>
            <Button size="small" icon="refresh-cw" isDisabled={isBusy} onPress={() => setOpen('rotate')}>
              {t('tokens.rotate')}
            </Button>
            <Button size="small" icon={token.active ? 'circle-pause' : 'play'} isDisabled={isBusy} onPress={turn}>
              {t(token.active ? 'tokens.off' : 'tokens.on')}
            </Button>
          </>
        ) : null}
        {token.revoked_at === null ? (
          <Button size="small" icon="trash-2" isDisabled={isBusy} onPress={() => setOpen('revoke')}>
            {t('tokens.revoke')}
          </Button>
        ) : null}
      </div>
      {open === 'activity' ? <TokenActivity id={token.id} name={name} onClose={close} /> : null}
      {open === 'change' ? <TokenChangeDialog token={token} name={name} mostDays={mostDays} onClose={close} /> : null}
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
}

function TokenBadges({ token }: { token: ApiToken }) {
  const now = useNow()
  const days = daysLeft(token, now)
  if (token.revoked_at !== null) return <Badge tone="slate">{t('tokens.isRevoked')}</Badge>
  return (
    <>
      {token.active ? null : (
        <Badge tone="slate" icon="circle-pause">
          {t('tokens.isOff')}
        </Badge>
      )}
      {isOver(token, now) ? (
        <Badge tone="red" icon="circle-alert">
          {t('tokens.over')}
        </Badge>
      ) : null}
      {days === null ? null : (
        <Badge tone="amber" icon="clock">
          {t('tokens.endsIn', { days })}
        </Badge>
      )}
      {token.unused ? (
        <Badge tone="amber" title={t('tokens.unused.help')}>
          {t('tokens.unused')}
        </Badge>
      ) : null}
    </>
  )
}

function TokenFacts({ token, owner }: { token: ApiToken; owner: string | null }) {
  const { scopes, allowed_networks, last_used_from } = token
  return (
    <dl className="token-facts">
      {owner === null ? null : (
        <>
          <dt>{t('tokens.owner')}</dt>
          <dd>
            <a href={`${base}${places.person(token.user_id)}`}>
              <bdi>{owner}</bdi>
            </a>
          </dd>
        </>
      )}
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
      {token.revoked_at === null ? null : (
        <>
          <dt>{t('tokens.revokedAt')}</dt>
          <dd>
            <TimeText at={token.revoked_at} as="moment" />
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
