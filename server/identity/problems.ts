// Why somebody whom a provider sent does not come in. One closed list for all kinds: the trial page has words for each;
// a stranger at the sign-in page is told only that it did not work.
export const PROBLEMS = [
  // What the provider sent
  'unreadable',
  'too_large',
  'not_from_provider',
  'no_such_request',
  'other_browser',
  'already_used',
  'not_allowed_unasked',
  'status',
  'not_signed',
  'bad_signature',
  'weak_algorithm',
  'not_encrypted',
  'cannot_decrypt',
  'wrong_issuer',
  'wrong_audience',
  'wrong_recipient',
  'wrong_destination',
  'wrong_time',
  'no_subject',
  'several_assertions',
  // What a directory answered
  'unreachable',
  'tls',
  'wrong_service_account',
  'wrong_credentials',
  'not_found',
  'several_found',
  'disabled',
  // What becomes of it here
  'not_for_audience',
  'person_gone',
  'no_account',
  'address_missing',
  'address_unverified',
  'address_not_vouched',
  'address_taken',
  'role_not_offered',
  'owner_not_tested',
  'settings_changed',
] as const

export type Problem = (typeof PROBLEMS)[number]
