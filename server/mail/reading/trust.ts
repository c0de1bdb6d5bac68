// Whether the person in the From line really sent this: SPF, DKIM, DMARC and ARC by mailauth, and one conclusion that
// the rest of the product may rely on. Anything short of proof is "not authenticated", and says why.

import { type AuthenticateResult, authenticate } from 'mailauth'
import { domainOf, normaliseAddress, parseAddresses } from './addresses.ts'
import { readTrustedResults } from './authentication-results.ts'
import { BoundedResolver, type DnsResolver } from './bounded-resolver.ts'
import { Headers, readHeaders } from './headers.ts'
import { TRUST_LIMITS } from './limits.ts'

export type AuthResult = 'pass' | 'fail' | 'softfail' | 'neutral' | 'none' | 'policy' | 'temperror' | 'permerror'

export interface SenderVerdict {
  /** True only by proof: DMARC, or an aligned DKIM or SPF pass where the domain publishes no DMARC record. */
  authenticated: boolean
  /** `unknown`: DNS did not answer, so it may be worth asking again; never treat it as authenticated. */
  verdict: 'authenticated' | 'failed' | 'unauthenticated' | 'unknown'
  /** What proved it. */
  by: 'dmarc' | 'dkim' | 'spf' | 'trusted_server' | null
  reason: VerdictReason
  /** Domain of the only From address, or null. */
  from_domain: string | null
  /** Domain of the envelope sender, or null for the null sender and where it is not known. */
  envelope_domain: string | null
  /** Whether header and envelope name the same domain: a difference is common with mailing services. */
  envelope_matches: boolean
  spf: { result: AuthResult; domain: string | null }
  dkim: { result: AuthResult; domain: string; selector: string; aligned: boolean; signs_whole_body: boolean }[]
  dmarc: { result: AuthResult; policy: 'none' | 'quarantine' | 'reject' | null; domain: string | null }
  arc: { result: AuthResult; instances: number }
}

export type VerdictReason =
  | 'proved'
  | 'no_single_from'
  | 'dmarc_failed'
  | 'nothing_aligned'
  | 'only_partly_signed'
  | 'dns_unreachable'
  | 'unreadable'

export interface VerifyOptions {
  /** Client of the SMTP connection; null for IMAP and HTTP relays, where SPF cannot be checked. */
  ip: string | null
  helo: string | null
  /** Envelope sender; '' is the null sender, null is not known. */
  mail_from: string | null
  resolver: DnsResolver
  /** Our own host name. */
  mta: string
  /** Servers whose Authentication-Results header counts where `ip` is null. */
  trusted_authserv_ids?: readonly string[]
  time_ms?: number
}

/** Judges the sender of a message. Never throws on what a message contains; takes at most `time_ms` plus our own CPU. */
export async function verifySender(source: Buffer, options: VerifyOptions): Promise<SenderVerdict> {
  const verdict = emptyVerdict(options)
  let headers: Headers
  try {
    headers = new Headers(readHeaders(source))
  } catch {
    // Beyond the limits of readHeaders: the message itself becomes a suspended ticket for the same reason.
    return { ...verdict, reason: 'unreadable' }
  }
  const from_domain = singleFromDomain(headers)
  verdict.from_domain = from_domain
  verdict.envelope_matches = from_domain !== null && from_domain === verdict.envelope_domain
  if (headers.all('dkim-signature').length > TRUST_LIMITS.dkim_signatures * 5)
    return { ...verdict, reason: 'unreadable' }

  const dns = new BoundedResolver(options.resolver, options.time_ms ?? TRUST_LIMITS.dns_time_ms)
  // Before the message's own claims can use up questions and time: a forger adds signatures whose keys never come.
  if (from_domain !== null) await askForPolicy(dns, from_domain)
  const result = await authenticate(source, {
    ...(options.ip === null ? {} : { ip: options.ip, helo: options.helo ?? options.ip }),
    sender: options.mail_from ?? '',
    mta: options.mta,
    resolver: dns.resolve,
    trustReceived: false,
    disableBimi: true,
  })
  readResults(verdict, result, options)
  return conclude(verdict, headers, options, dns.unanswered)
}

/** What the domain in From, and those above it, ask to be done with mail in their name. Answers stay in the resolver. */
async function askForPolicy(dns: BoundedResolver, from_domain: string): Promise<void> {
  const labels = from_domain.split('.')
  const domains = labels.slice(0, -1).map((_label, i) => labels.slice(i).join('.'))
  // The organisation's domain has two or three labels; between it and the sender nobody is asked (RFC 7489 6.6.3).
  const asked = new Set([from_domain, ...domains.slice(-2)])
  await Promise.allSettled([...asked].map((domain) => dns.resolve(`_dmarc.${domain}`, 'TXT')))
}

/** Null unless there is exactly one From field with exactly one address: attack 7 lives on the difference. */
function singleFromDomain(headers: Headers): string | null {
  const fields = headers.all('from')
  const addresses = fields.flatMap(parseAddresses)
  return fields.length === 1 && addresses.length === 1 && addresses[0]!.address !== ''
    ? domainOf(addresses[0]!.address)
    : null
}

function emptyVerdict({ mail_from }: VerifyOptions): SenderVerdict {
  const envelope = mail_from ? normaliseAddress(mail_from) : null
  return {
    ...{ authenticated: false, verdict: 'unauthenticated', by: null, reason: 'nothing_aligned' },
    ...{ from_domain: null, envelope_domain: envelope ? domainOf(envelope) : null, envelope_matches: false },
    spf: { result: 'none', domain: null },
    dkim: [],
    dmarc: { result: 'none', policy: null, domain: null },
    arc: { result: 'none', instances: 0 },
  }
}

function readResults(verdict: SenderVerdict, result: AuthenticateResult, options: VerifyOptions): void {
  if (options.ip !== null && result.spf) {
    verdict.spf = { result: readResult(result.spf.status.result), domain: lower(result.spf.domain) }
  }
  verdict.dkim = result.dkim.results.slice(0, TRUST_LIMITS.dkim_signatures).map((signature) => ({
    result: readResult(signature.status.result),
    domain: lower(signature.signingDomain) ?? '',
    selector: signature.selector ?? '',
    aligned: signature.status.result === 'pass' && Boolean(signature.status.aligned),
    signs_whole_body: !signature.status.underSized && signature.canonBodyLengthLimited !== true,
  }))
  if (result.dmarc) {
    verdict.dmarc = {
      result: readResult(result.dmarc.status.result),
      policy:
        (['none', 'quarantine', 'reject'] as const).find((policy) => result.dmarc && policy === result.dmarc.policy) ??
        null,
      domain: lower(result.dmarc.domain),
    }
  }
  if (result.arc) verdict.arc = { result: readResult(result.arc.status.result), instances: result.arc.i || 0 }
}

/** The conclusion. A broken DMARC lookup or an unanswered question is never read as "publishes none". */
function conclude(
  verdict: SenderVerdict,
  headers: Headers,
  options: VerifyOptions,
  unanswered: boolean,
): SenderVerdict {
  if (verdict.from_domain === null) return { ...verdict, reason: 'no_single_from' }
  const trusted = options.ip === null ? readTrustedResults(headers, options.trusted_authserv_ids ?? []) : null
  if (trusted && trusted.dmarc === 'pass' && trusted.header_from === verdict.from_domain)
    return proved(verdict, 'trusted_server')
  const dkim = verdict.dkim.find(
    ({ result, aligned, signs_whole_body }) => result === 'pass' && aligned && signs_whole_body,
  )
  const spf = verdict.spf.result === 'pass' && options.mail_from && verdict.envelope_matches
  const { result } = verdict.dmarc
  if (result === 'pass') {
    // A signature over the first part of the body proves nothing about the rest (RFC 6376 section 8.2).
    const partial = verdict.dkim.some((signature) => signature.aligned && !signature.signs_whole_body)
    if (dkim || spf || !partial) return proved(verdict, 'dmarc')
    return { ...verdict, reason: 'only_partly_signed' }
  }
  if (result === 'none' && !unanswered && dkim) return proved(verdict, 'dkim')
  if (result === 'none' && !unanswered && spf) return proved(verdict, 'spf')
  // The domain was asked and disowns the mail. Whatever else went unanswered, a forger may have arranged.
  if (result === 'fail') return { ...verdict, verdict: 'failed', reason: 'dmarc_failed' }
  const broken = [result, verdict.spf.result, ...verdict.dkim.map((signature) => signature.result)].includes(
    'temperror',
  )
  if (unanswered || broken) return { ...verdict, verdict: 'unknown', reason: 'dns_unreachable' }
  return verdict
}

function proved(verdict: SenderVerdict, by: SenderVerdict['by']): SenderVerdict {
  return { ...verdict, authenticated: true, verdict: 'authenticated', by, reason: 'proved' }
}

const RESULTS: readonly AuthResult[] = [
  'pass',
  'fail',
  'softfail',
  'neutral',
  'none',
  'policy',
  'temperror',
  'permerror',
]

function readResult(result: string): AuthResult {
  return RESULTS.find((known) => known === result) ?? 'none'
}

function lower(domain: string | undefined): string | null {
  return domain ? domain.toLowerCase() : null
}
