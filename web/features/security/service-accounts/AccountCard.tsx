// One service account: what it is for, its role, the address programs give, its tokens, and switching it off with them.
import { useState } from 'react'
import { Link } from 'wouter'
import type { ApiToken } from '../../../api/credentials.ts'
import { useRoles } from '../../../api/roles.ts'
import { type ServiceAccount, useChangeServiceAccount } from '../../../api/serviceAccounts.ts'
import { Badge } from '../../../kit/Badge.tsx'
import { Button, IconButton } from '../../../kit/Button.tsx'
import { Confirm } from '../../../kit/Dialog.tsx'
import { describeProblem } from '../../../kit/EmptyState.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'
import { places } from '../../../places/places.ts'
import { standardName } from '../roles/names.ts'
import type { ShownSecret } from '../tokens/SecretNotice.tsx'
import { TokenDialog } from '../tokens/TokenDialog.tsx'
import { TokenList } from '../tokens/TokenList.tsx'
import { AccountDialog } from './AccountDialog.tsx'

interface AccountCardProps {
  account: ServiceAccount
  tokens: readonly ApiToken[]
  mostDays: number | null
  onMade: (shown: ShownSecret) => void
}

export function AccountCard({ account, tokens, mostDays, onMade }: AccountCardProps) {
  const [open, setOpen] = useState<'token' | 'change' | 'off' | null>(null)
  const change = useChangeServiceAccount()
  const { name } = account
  const close = () => setOpen(null)
  const turn = (active: boolean) => {
    close()
    change.mutate(
      { id: account.id, active },
      {
        onSuccess: () => toast(t(active ? 'serviceAccounts.on.done' : 'serviceAccounts.off.done')),
        onError: (error) => toast(describeProblem(error).text, 'triangle-alert'),
      },
    )
  }
  return (
    <li className="token">
      <div className="row row-wrap">
        <h2 className="card-title grow">
          <bdi>{name}</bdi>
        </h2>
        <RoleBadge account={account} />
        {account.active ? null : (
          <Badge tone="slate" icon="circle-pause">
            {t('tokens.isOff')}
          </Badge>
        )}
      </div>
      {account.purpose === '' ? null : (
        <p>
          <bdi>{account.purpose}</bdi>
        </p>
      )}
      <p className="row row-wrap">
        <span className="muted">{t('serviceAccounts.address')}</span>
        <code className="code service-address">{account.email}/token</code>
        <IconButton
          icon="copy"
          label={t('serviceAccounts.address.copy', { name })}
          onPress={() =>
            void navigator.clipboard.writeText(`${account.email}/token`).then(() => toast(t('copied.text'), 'copy'))
          }
        />
      </p>
      {tokens.length === 0 ? (
        <p className="muted">{t(account.active ? 'serviceAccounts.tokens.none' : 'serviceAccounts.tokens.dead')}</p>
      ) : (
        <TokenList
          tokens={tokens}
          ownerOf={() => null}
          mayChange={() => account.active}
          mostDays={mostDays}
          Heading="h3"
          onMade={onMade}
        />
      )}
      <div className="row row-wrap">
        {account.active ? (
          <Button size="small" icon="plus" onPress={() => setOpen('token')}>
            {t('tokens.new')}
          </Button>
        ) : null}
        <Button size="small" icon="pencil" isDisabled={change.isPending} onPress={() => setOpen('change')}>
          {t('serviceAccounts.change')}
        </Button>
        {account.active ? (
          <Button size="small" icon="circle-pause" isDisabled={change.isPending} onPress={() => setOpen('off')}>
            {t('serviceAccounts.off')}
          </Button>
        ) : (
          <Button size="small" icon="play" isDisabled={change.isPending} onPress={() => turn(true)}>
            {t('serviceAccounts.on')}
          </Button>
        )}
        <Link href={places.audit({ actor: account.id })}>{t('serviceAccounts.audit')}</Link>
      </div>
      {open === 'token' ? (
        <TokenDialog
          owners={[account]}
          mostDays={mostDays}
          onMade={(shown) => {
            close()
            onMade(shown)
          }}
          onClose={close}
        />
      ) : null}
      {open === 'change' ? (
        <AccountDialog
          account={account}
          onSaved={() => {
            close()
            toast(t('settings.saved'))
          }}
          onClose={close}
        />
      ) : null}
      <Confirm
        title={t('serviceAccounts.off.title', { name })}
        isOpen={open === 'off'}
        confirm={t('serviceAccounts.off')}
        isDangerous
        onClose={close}
        onConfirm={() => turn(false)}
      >
        <p>{t('serviceAccounts.off.text')}</p>
      </Confirm>
    </li>
  )
}

function RoleBadge({ account }: { account: ServiceAccount }) {
  const custom = useRoles().data?.find((role) => role.id === account.custom_role_id)
  const name = custom ? (custom.is_standard ? standardName(custom.role_type) : custom.name) : standardName(account.role)
  return <Badge tone={account.role === 'admin' ? 'amber' : 'slate'}>{name}</Badge>
}
