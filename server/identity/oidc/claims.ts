// What OpenID Connect claims say about a person, in our words.
import { firstOf, nameOf } from '../mapping/reading.ts'
import type { Mapping } from '../mapping/schema.ts'
import type { Identity } from '../resolving.ts'
import { attributesOf } from './attributes.ts'
import type { Claims } from './party.ts'
import type { OidcSettings } from './settings.ts'

export function textClaim(claims: Claims, name: string): string | null {
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

/** Some providers write booleans as text. Anything else is no. */
const isTrue = (value: unknown) => value === true || value === 'true'

/** True where the provider says of exactly this address that it checked it, and nowhere that it did not. */
export function saysVerified(email: string, sources: readonly Claims[]): boolean {
  const about = sources.filter((source) => textClaim(source, 'email') === email)
  const said = about.flatMap((source) => (source.email_verified === undefined ? [] : [source.email_verified]))
  return said.length > 0 && said.every(isTrue)
}

/** Entra says nothing of `email_verified`; this claim, where it is asked for, says that the domain is the directory's own. */
export function saysDomainOwner(claims: Claims): boolean {
  return isTrue(claims.xms_edov) || claims.xms_edov === 1 || claims.xms_edov === '1'
}

export function isSecondFactor(settings: OidcSettings, claims: Claims): boolean {
  const amr = Array.isArray(claims.amr) ? claims.amr : []
  return (
    (typeof claims.acr === 'string' && settings.second_factor_acr.includes(claims.acr)) ||
    amr.some((one) => typeof one === 'string' && settings.second_factor_amr.includes(one))
  )
}

/** `claims` are those of the id_token, which were checked; `userinfo` is about the same subject. */
export function identityOf(settings: OidcSettings, mapping: Mapping, claims: Claims, userinfo: Claims): Identity {
  const attributes = attributesOf(claims, userinfo)
  const sources = [claims, userinfo]
  const named = mapping.attributes.email
  const standard = textClaim(claims, 'email') ?? textClaim(userinfo, 'email')
  const email = named === '' ? standard : firstOf(attributes, named)
  const is_entra = URL.parse(settings.issuer)?.host === 'login.microsoftonline.com'
  return {
    issuer: textClaim(claims, 'iss') ?? '',
    subject: textClaim(claims, 'sub') ?? '',
    email,
    email_verified:
      email !== null &&
      (settings.trusts_addresses ||
        saysVerified(email, sources) ||
        (is_entra && email === textClaim(claims, 'email') && saysDomainOwner(claims))),
    name: nameOf(mapping, attributes) ?? textClaim(claims, 'name') ?? textClaim(userinfo, 'name'),
    attributes,
  }
}
