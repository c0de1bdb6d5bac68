// The server's constants in words of the page. What it does not know yet has a word, too.
import type { Trial } from '../../../api/identityProviders.ts'
import { language, type MessageKey, t } from '../../../language/text.ts'

export const outcomeWords: Record<NonNullable<Trial['result']>['outcome'], MessageKey> = {
  linked: 'sso.trial.linked',
  by_directory: 'sso.trial.byDirectory',
  by_address: 'sso.trial.byAddress',
  new: 'sso.trial.new',
  refused: 'sso.trial.refused',
}

/** Why nobody came in, by the server's constant (server/identity/problems.ts). */
export const problems: Record<string, MessageKey> = {
  unreadable: 'sso.problem.message',
  too_large: 'sso.problem.message',
  several_assertions: 'sso.problem.message',
  not_from_provider: 'sso.problem.issuer',
  no_such_request: 'sso.problem.request',
  other_browser: 'sso.problem.request',
  already_used: 'sso.problem.request',
  not_allowed_unasked: 'sso.problem.unasked',
  status: 'sso.problem.status',
  not_signed: 'sso.problem.signature',
  bad_signature: 'sso.problem.signature',
  weak_algorithm: 'sso.problem.algorithm',
  not_encrypted: 'sso.problem.encryption',
  cannot_decrypt: 'sso.problem.encryption',
  wrong_issuer: 'sso.problem.issuer',
  wrong_audience: 'sso.problem.audience',
  wrong_recipient: 'sso.problem.audience',
  wrong_destination: 'sso.problem.audience',
  wrong_time: 'sso.problem.time',
  no_subject: 'sso.problem.subject',
  unreachable: 'sso.problem.unreachable',
  tls: 'sso.problem.tls',
  wrong_service_account: 'sso.problem.service',
  wrong_credentials: 'sso.problem.credentials',
  not_found: 'sso.problem.notFound',
  several_found: 'sso.problem.several',
  disabled: 'sso.problem.disabled',
  too_many_missing: 'sso.problem.tooManyMissing',
  not_for_audience: 'sso.problem.audienceHere',
  person_gone: 'sso.problem.account',
  no_account: 'sso.problem.account',
  address_missing: 'sso.problem.address',
  address_unverified: 'sso.problem.address',
  address_not_vouched: 'sso.problem.address',
  address_taken: 'sso.problem.address',
  role_not_offered: 'sso.problem.role',
  owner_not_tested: 'sso.problem.owner',
  settings_changed: 'sso.problem.changed',
  wrong_nonce: 'sso.problem.nonce',
  wrong_tenant: 'sso.problem.tenant',
  wrong_token_type: 'sso.problem.tokenType',
  unknown_key: 'sso.problem.key',
  claim_missing: 'sso.problem.claim',
  not_by_address: 'sso.problem.byAddress',
  wrong_client: 'sso.problem.client',
}

export function problemText(problem: string | null): string {
  return t(problems[problem ?? ''] ?? 'sso.problem.other')
}

const warnings: Record<string, MessageKey> = {
  certificate_ends: 'sso.warning.certificateEnds',
  certificate_expired: 'sso.warning.certificateExpired',
  transient_subject: 'sso.warning.transient',
  idp_initiated: 'sso.warning.unasked',
  tokens_in_addresses: 'sso.warning.byAddress',
  no_tenants: 'sso.warning.tenants',
  public_client: 'sso.warning.publicClient',
  shared_secret: 'sso.warning.sharedSecret',
  no_audience: 'sso.warning.audience',
  no_key: 'sso.warning.key',
  no_sign_in_address: 'sso.warning.login',
  no_issuer: 'sso.warning.issuer',
  no_client_id: 'sso.warning.clientId',
  people_check_fails: 'sso.warning.peopleCheck',
  metadata_check_fails: 'sso.warning.metadataCheck',
  metadata_differs: 'sso.warning.metadataDiffers',
  too_many_missing: 'sso.problem.tooManyMissing',
  no_directory: 'sso.warning.directory',
  no_base_dn: 'sso.warning.baseDn',
  no_dn_template: 'sso.warning.template',
  no_entity_id: 'sso.warning.issuer',
  no_certificate: 'sso.warning.certificate',
  no_apple_key: 'sso.warning.appleKey',
  addresses_unverified: 'sso.warning.unverified',
  people_not_checked: 'sso.warning.peopleNotChecked',
}

/** `detail` is an instant, or a number that says nothing here. */
export function warningText({ code, detail }: { code: string; detail: string | null }): string {
  const at = new Date(detail ?? '')
  const date = Number.isNaN(at.getTime()) ? '' : at.toLocaleDateString(language())
  return t(warnings[code] ?? 'sso.warning.incomplete', { date })
}
