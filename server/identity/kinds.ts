// All kinds of providers there are here.
import { Refusal } from '../platform/errors.ts'
import { jwtKind } from './jwt/kind.ts'
import type { Kind, ProviderKind } from './kind.ts'
import { ldapKind } from './ldap/kind.ts'
import { oidcKind } from './oidc/kind.ts'
import { samlKind } from './saml/kind.ts'
import { socialKind } from './social/kind.ts'

const ALL: readonly ProviderKind[] = [samlKind, oidcKind, jwtKind, socialKind, ldapKind]

/** A kind by its name. Refuses one that is not offered. */
export function kindOf(kind: Kind): ProviderKind {
  const found = ALL.find((one) => one.kind === kind)
  if (!found) throw new Refusal('invalid', `Providers of the kind ${kind} are not offered`)
  return found
}
