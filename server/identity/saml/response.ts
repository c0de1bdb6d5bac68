// Reads the answer of a SAML identity provider. The library checks the signature and gives what was signed; everything
// that is believed here is read from that, never from the message around it. Around the library stand the checks that it
// leaves to its caller: algorithms, recipient, destination, issuer, what the answer answers, encryption.
import { SAML, ValidateInResponseTo } from '@node-saml/node-saml'
import { decryptXml, xpath } from '@node-saml/node-saml/lib/xml.js'
import { type Assertion, assertionSchema, attributesOf } from './assertion.ts'
import { Refused } from './refused.ts'
import { optionsOf, type ServiceProvider } from './service-provider.ts'
import { countSignatures, decodeMessage, readXml } from './text.ts'

/** What an answer said, once everything about it was checked. */
export interface ReadResponse {
  name_id: string
  name_id_format: string | null
  name_qualifier: string | null
  sp_name_qualifier: string | null
  session_index: string | null
  /** ISO time when the provider wants the session to be over (SessionNotOnOrAfter); null where it does not say. */
  session_ends_at: string | null
  /** The class of how the person proved who they are. */
  context: string | null
  attributes: Record<string, string[]>
  /** Of the assertion: it counts once. */
  assertion_id: string
  /** When nobody may take it any more. */
  expires_at: Date
}

const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success'
const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer'
const PROTOCOL = 'urn:oasis:names:tc:SAML:2.0:protocol'

/** An answer that was parsed and not believed yet. */
export interface OpenedResponse {
  base64: string
  document: Document
  /** The request it says to answer; null for one that nobody asked for. */
  in_response_to: string | null
}

/** Parses an answer, so that what it claims to answer can be looked up. */
export async function openResponse(base64: string): Promise<OpenedResponse> {
  const document = await readXml(decodeMessage(base64))
  const root = document.documentElement
  if (root?.localName !== 'Response' || root.namespaceURI !== PROTOCOL || root.getAttribute('Version') !== '2.0')
    throw new Refused('unreadable', 'not a SAML 2.0 response')
  const stated = root.getAttribute('InResponseTo') || null
  // The response itself may be unsigned: what stands in the assertion is compared once it is believed.
  const confirmed = xpath
    .selectAttributes(document, "//*[local-name()='SubjectConfirmationData']/@InResponseTo")
    .map((attribute) => attribute.value)
  return { base64, document, in_response_to: stated ?? confirmed[0] ?? null }
}

/**
 * Believes an answer or throws Refused. `asked` is the id of the request of ours that it must answer; null for one that
 * nobody asked for, which then must not claim to answer anything.
 */
export async function readResponse(
  sp: ServiceProvider,
  response: OpenedResponse,
  asked: string | null,
  now: Date,
): Promise<ReadResponse> {
  const { document } = response
  const { settings } = sp
  const root = document.documentElement
  const count = (name: string) => xpath.selectElements(document, `//*[local-name()='${name}']`).length
  checkStatus(document)
  if (count('Assertion') + count('EncryptedAssertion') !== 1) throw new Refused('several_assertions')
  const destination = root.getAttribute('Destination')
  if (destination && destination !== sp.acs_url) throw new Refused('wrong_destination', destination.slice(0, 300))
  const issuers = xpath.selectElements(document, "/*/*[local-name()='Issuer']").map((issuer) => issuer.textContent)
  if (issuers.some((issuer) => issuer !== settings.idp_entity_id))
    throw new Refused('wrong_issuer', issuers.join(', ').slice(0, 300))
  const is_encrypted = count('EncryptedAssertion') === 1
  if (settings.require_encryption && !is_encrypted) throw new Refused('not_encrypted')
  const inner = is_encrypted ? await decrypted(sp, document) : null
  if (countSignatures(document) + (inner ? countSignatures(inner) : 0) === 0) throw new Refused('not_signed')
  const assertion = await signedAssertion(sp, response.base64)
  return believed(sp, assertion, asked, now)
}

function checkStatus(document: Document): void {
  const codes = xpath
    .selectAttributes(document, "/*/*[local-name()='Status']//*[local-name()='StatusCode']/@Value")
    .map((attribute) => attribute.value)
  if (codes[0] === SUCCESS) return
  const message = xpath
    .selectElements(document, "/*/*[local-name()='Status']/*[local-name()='StatusMessage']")
    .map((element) => element.textContent)
  throw new Refused('status', [...codes.map((code) => code.replace(/^.*:/, '')), ...message].join(': ').slice(0, 300))
}

/** What is in the encrypted assertion, held to the same rules as the rest. The library decrypts once more for itself. */
async function decrypted(sp: ServiceProvider, document: Document): Promise<Document> {
  const [element] = xpath.selectElements(document, "/*/*[local-name()='EncryptedAssertion']")
  if (!element) throw new Refused('several_assertions')
  let xml: string
  try {
    xml = await decryptXml(String(element), sp.private_key)
  } catch (cause) {
    throw new Refused('cannot_decrypt', null, cause)
  }
  const inner = await readXml(xml)
  if (
    inner.documentElement?.localName !== 'Assertion' ||
    xpath.selectElements(inner, "//*[local-name()='Assertion']").length !== 1
  )
    throw new Refused('several_assertions')
  return inner
}

/** The one assertion that a key of the provider signed, or that stands in a response it signed. */
async function signedAssertion(sp: ServiceProvider, base64: string): Promise<Assertion> {
  const saml = new SAML({ ...optionsOf(sp), validateInResponseTo: ValidateInResponseTo.never })
  let parsed: unknown
  try {
    const { profile } = await saml.validatePostResponseAsync({ SAMLResponse: base64 })
    parsed = profile?.getAssertion?.()
  } catch (cause) {
    throw refusalOf(cause)
  }
  const read = assertionSchema.safeParse(parsed)
  if (!read.success) throw new Refused('unreadable', read.error.issues[0]?.path.join('.') ?? null)
  return read.data.Assertion
}

/** What the library declined, as a problem of ours. */
function refusalOf(cause: unknown): Refused {
  const message = cause instanceof Error ? cause.message : ''
  if (/audience/i.test(message)) return new Refused('wrong_audience', message.slice(0, 300), cause)
  if (/not yet valid|expired|subject confirmation/i.test(message)) return new Refused('wrong_time', message, cause)
  if (/signature/i.test(message)) return new Refused('bad_signature', message.slice(0, 300), cause)
  return new Refused('unreadable', message.slice(0, 300), cause)
}

function believed(sp: ServiceProvider, assertion: Assertion, asked: string | null, now: Date): ReadResponse {
  const { settings } = sp
  const skew_ms = settings.clock_skew_s * 1_000
  const isOver = (time: string | undefined) => time !== undefined && !(Date.parse(time) + skew_ms > now.getTime())
  if (assertion.Issuer[0]._ !== settings.idp_entity_id) throw new Refused('wrong_issuer', assertion.Issuer[0]._ ?? null)
  const [subject] = assertion.Subject
  const bearers = subject.SubjectConfirmation.filter((one) => one.$.Method === BEARER)
  const confirmed = bearers.map((one) => one.SubjectConfirmationData[0].$)
  if (confirmed.length === 0) throw new Refused('wrong_recipient', 'no bearer confirmation')
  const here = confirmed.filter((one) => one.Recipient === sp.acs_url)
  if (here.length === 0) throw new Refused('wrong_recipient', confirmed[0]?.Recipient ?? null)
  // Where an assertion can be confirmed in several ways, each must hold: nobody sends such, and a choice is a chance.
  for (const one of confirmed) {
    if (isOver(one.NotOnOrAfter)) throw new Refused('wrong_time', one.NotOnOrAfter)
    if ((one.InResponseTo ?? null) !== asked) throw new Refused('no_such_request')
  }
  const [conditions] = assertion.Conditions
  if (isOver(conditions.$?.NotOnOrAfter)) throw new Refused('wrong_time', conditions.$?.NotOnOrAfter ?? null)
  if (conditions.AudienceRestriction.some((one) => !one.Audience.some((audience) => audience._ === sp.entity_id)))
    throw new Refused('wrong_audience')
  const statement = assertion.AuthnStatement[0]
  const session_ends_at = firstEnd(assertion)
  // A session that is over now is none; for its end no other clock's difference is made up for.
  if (session_ends_at !== null && Date.parse(session_ends_at) <= now.getTime())
    throw new Refused('wrong_time', session_ends_at)
  const name_id = subject.NameID?.[0]
  return {
    name_id: name_id?._ ?? '',
    name_id_format: name_id?.$?.Format ?? null,
    name_qualifier: name_id?.$?.NameQualifier ?? null,
    sp_name_qualifier: name_id?.$?.SPNameQualifier ?? null,
    session_index: statement.$.SessionIndex ?? null,
    session_ends_at,
    context: statement.AuthnContext?.[0]?.AuthnContextClassRef?.[0]?._ ?? null,
    attributes: attributesOf(assertion),
    assertion_id: assertion.$.ID,
    expires_at: new Date(Math.max(...here.map((one) => Date.parse(one.NotOnOrAfter))) + skew_ms),
  }
}

/** The earliest end that any of the statements names. */
function firstEnd({ AuthnStatement }: Assertion): string | null {
  const ends = AuthnStatement.map(({ $ }) => $.SessionNotOnOrAfter).filter((end) => end !== undefined)
  return ends.length === 0 ? null : new Date(Math.min(...ends.map((end) => Date.parse(end)))).toISOString()
}
