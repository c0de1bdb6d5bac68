// What a credential or an application is called, where the audit knows its number.
import { useOauthClients } from '../../../api/applications.ts'
import { useToken } from '../../../api/credentials.ts'
import { t } from '../../../language/text.ts'

export function CredentialName({ id }: { id: number }) {
  const token = useToken(id).data
  return <bdi>{t('audit.byToken', { name: token ? token.description || `${token.token}…` : String(id) })}</bdi>
}

export function ApplicationName({ id }: { id: number }) {
  const client = useOauthClients().data?.find((one) => one.id === id)
  return <bdi>{t('audit.byClient', { name: client?.name ?? String(id) })}</bdi>
}
