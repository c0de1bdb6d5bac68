// The tokens of directories. A secret is shown once, where it was made; who loses it makes another.
import { useState } from 'react'
import { type ScimToken, useMakeScimToken, useRevokeScimToken } from '../../../api/scim.ts'
import { Button } from '../../../kit/Button.tsx'
import { Confirm } from '../../../kit/Dialog.tsx'
import { describeProblem } from '../../../kit/EmptyState.tsx'
import { TextField } from '../../../kit/Field.tsx'
import { TimeText } from '../../../kit/TimeText.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'
import { CopyLine } from './CopyLine.tsx'

const mostTokens = 5

export function Tokens({ tokens }: { tokens: readonly ScimToken[] }) {
  const [name, setName] = useState('')
  const [secret, setSecret] = useState<string | null>(null)
  const [asked, setAsked] = useState<{ token: ScimToken; verb: 'rotate' | 'revoke' } | null>(null)
  const make = useMakeScimToken()
  const revoke = useRevokeScimToken()
  const fail = (error: Error) => toast(describeProblem(error).text, 'triangle-alert')
  const add = () =>
    make.mutate(
      { name: name.trim() },
      {
        onSuccess: (made) => {
          setSecret(made)
          setName('')
        },
        onError: fail,
      },
    )
  const carryOut = () => {
    if (!asked) return
    setAsked(null)
    setSecret(null)
    if (asked.verb === 'rotate') make.mutate({ rotate_id: asked.token.id }, { onSuccess: setSecret, onError: fail })
    else revoke.mutate(asked.token.id, { onSuccess: () => toast(t('scim.token.revoked')), onError: fail })
  }
  return (
    <section className="scim-part" aria-label={t('scim.tokens')}>
      <h2>{t('scim.tokens')}</h2>
      {tokens.length === 0 ? <p className="muted">{t('scim.tokens.none')}</p> : null}
      <ul className="scim-list">
        {tokens.map((token) => (
          <li key={token.id} className="row row-wrap">
            <span className="grow">
              <bdi>{token.name}</bdi>{' '}
              <span className="muted small">
                {token.last_used_at === null ? t('scim.token.unused') : t('scim.token.used')}{' '}
                {token.last_used_at === null ? null : <TimeText at={token.last_used_at} />}
              </span>
            </span>
            <Button size="small" icon="refresh-cw" onPress={() => setAsked({ token, verb: 'rotate' })}>
              {t('scim.token.rotate')}
            </Button>
            <Button size="small" icon="trash-2" onPress={() => setAsked({ token, verb: 'revoke' })}>
              {t('scim.token.revoke')}
            </Button>
          </li>
        ))}
      </ul>
      {secret === null ? null : (
        <div className="notice notice-amber" role="status">
          <div className="grow">
            <p>{t('scim.token.once')}</p>
            <CopyLine label={t('scim.token')} value={secret} />
          </div>
        </div>
      )}
      {tokens.length >= mostTokens ? null : (
        <form
          className="row row-wrap scim-new"
          onSubmit={(event) => {
            event.preventDefault()
            if (name.trim() !== '') add()
          }}
        >
          <TextField label={t('scim.token.name')} value={name} placeholder="Entra ID" onChange={setName} />
          <Button type="submit" icon="plus" isDisabled={make.isPending}>
            {t('scim.token.make')}
          </Button>
        </form>
      )}
      {asked ? (
        <Confirm
          title={asked.verb === 'rotate' ? t('scim.token.rotate') : t('scim.token.revoke')}
          isOpen
          isDangerous
          confirm={asked.verb === 'rotate' ? t('scim.token.rotate') : t('scim.token.revoke')}
          onConfirm={carryOut}
          onClose={() => setAsked(null)}
        >
          <p>{t('scim.token.ends', { name: asked.token.name })}</p>
        </Confirm>
      ) : null}
    </section>
  )
}
