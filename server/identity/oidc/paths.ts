// Our addresses that OpenID Connect and social providers must know.

/** The kinds that sign in by a code which is redeemed for tokens. */
export type CodeKind = 'oidc' | 'social'

export const codePaths = {
  callback: (kind: CodeKind, provider_id: number) => `/access/${kind}/${provider_id}/callback`,
  backchannelLogout: (provider_id: number) => `/access/oidc/${provider_id}/backchannel_logout`,
}

/** Where a browser is after signing out there. */
export const SIGNED_OUT = '/sign-in?signed_out=1'
