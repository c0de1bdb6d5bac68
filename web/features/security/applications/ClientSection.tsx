// OAuth clients: applications that ask people for a part of their rights. Without their secrets, but for a new one.
import { useState } from 'react'
import { Link } from 'wouter'
import {
  type OauthClient,
  useDeleteClient,
  useOauthClients,
  useRenewClientSecret,
  useWithdrawClient,
} from '../../../api/applications.ts'
import { Badge } from '../../../kit/Badge.tsx'
import { Button } from '../../../kit/Button.tsx'
import { Confirm } from '../../../kit/Dialog.tsx'
import { describeProblem, EmptyState, ErrorNotice } from '../../../kit/EmptyState.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'
import { places } from '../../../places/places.ts'
import type { ShownSecret } from '../tokens/SecretNotice.tsx'
import { ClientDialog } from './ClientDialog.tsx'
import { ClientWays } from './ClientWays.tsx'

export function ClientSection({ onMade }: { onMade: (shown: ShownSecret) => void }) {
  const clients = useOauthClients()
  const [isMaking, setMaking] = useState(false)
  if (clients.isPending) return <Skeleton lines={3} />
  if (clients.isError) return <ErrorNotice error={clients.error} onRetry={() => void clients.refetch()} />
  const add = (
    <Button icon="plus" onPress={() => setMaking(true)}>
      {t('clients.new')}
    </Button>
  )
  return (
    <section className="token-section" aria-label={t('clients.title')}>
      <div className="row row-wrap">
        <h2 className="grow">{t('clients.title')}</h2>
        {clients.data.length === 0 ? null : add}
      </div>
      {clients.data.length === 0 ? (
        <EmptyState icon="link" title={t('clients.none')} action={add}>
          {t('clients.none.text')}
        </EmptyState>
      ) : (
        <ul className="settings-card">
          {clients.data.map((client) => (
            <ClientCard key={client.id} client={client} onMade={onMade} />
          ))}
        </ul>
      )}
      {isMaking ? (
        <ClientDialog
          onMade={(client) => {
            setMaking(false)
            if (client.secret) onMade({ name: client.name, secret: client.secret })
            else toast(t('clients.made'))
          }}
          onClose={() => setMaking(false)}
        />
      ) : null}
    </section>
  )
}

function ClientCard({ client, onMade }: { client: OauthClient; onMade: (shown: ShownSecret) => void }) {
  const [open, setOpen] = useState<'renew' | 'withdraw' | 'delete' | null>(null)
  const renew = useRenewClientSecret()
  const remove = useDeleteClient()
  const withdraw = useWithdrawClient()
  const { name } = client
  const close = () => setOpen(null)
  const onError = (error: unknown) => toast(describeProblem(error).text, 'triangle-alert')
  return (
    <li className="token">
      <div className="row row-wrap">
        <h3 className="grow">
          <bdi>{name}</bdi>
        </h3>
        <Badge tone="slate">{t(client.kind === 'public' ? 'clients.public' : 'clients.confidential')}</Badge>
      </div>
      <dl className="token-facts">
        <dt>{t('clients.identifier')}</dt>
        <dd className="code">{client.identifier}</dd>
        {client.secret ? (
          <>
            <dt>{t('clients.secret')}</dt>
            <dd className="code">{client.secret}</dd>
          </>
        ) : null}
        <dt>{t('clients.redirects')}</dt>
        <dd className="code">{client.redirect_uri.join(' ') || '–'}</dd>
        <dt>{t('tokens.scopes')}</dt>
        <dd>
          {client.scopes === null ? t('clients.anything') : <span className="code">{client.scopes.join(' ')}</span>}
        </dd>
      </dl>
      <ClientWays client={client} />
      <div className="row row-wrap">
        {client.kind === 'confidential' ? (
          <Button size="small" icon="refresh-cw" isDisabled={renew.isPending} onPress={() => setOpen('renew')}>
            {t('clients.renew')}
          </Button>
        ) : null}
        <Button size="small" icon="x" isDisabled={withdraw.isPending} onPress={() => setOpen('withdraw')}>
          {t('clients.withdraw')}
        </Button>
        <Button size="small" icon="trash-2" isDisabled={remove.isPending} onPress={() => setOpen('delete')}>
          {t('clients.delete')}
        </Button>
        <Link href={places.audit({ client: client.id })}>{t('clients.audit')}</Link>
      </div>
      <Confirm
        title={t('clients.withdraw.title', { name })}
        isOpen={open === 'withdraw'}
        confirm={t('clients.withdraw')}
        isDangerous
        onClose={close}
        onConfirm={() => {
          close()
          withdraw.mutate(
            { client_id: client.id, user_id: null },
            { onSuccess: () => toast(t('clients.withdrawn')), onError },
          )
        }}
      >
        <p>{t('clients.withdraw.text')}</p>
      </Confirm>
      <Confirm
        title={t('clients.renew.title', { name })}
        isOpen={open === 'renew'}
        confirm={t('clients.renew')}
        isDangerous
        onClose={close}
        onConfirm={() => {
          close()
          renew.mutate(client.id, { onSuccess: (made) => onMade({ name, secret: made.secret ?? '' }), onError })
        }}
      >
        <p>{t('clients.renew.text')}</p>
      </Confirm>
      <Confirm
        title={t('clients.delete.title', { name })}
        isOpen={open === 'delete'}
        confirm={t('clients.delete')}
        isDangerous
        onClose={close}
        onConfirm={() => {
          close()
          remove.mutate(client.id, { onSuccess: () => toast(t('clients.deleted')), onError })
        }}
      >
        <p>{t('clients.delete.text')}</p>
      </Confirm>
    </li>
  )
}
