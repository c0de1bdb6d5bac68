import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { AUTO_REPLY_LIMITS, type AutoReplyFacts, type NoAutoReply, whyNoAutoReply } from './auto-reply.ts'
import { type BounceSigns, matchBounce } from './bounces.ts'
import { bounceAddress, messageId, replyAddress } from './tokens.ts'

const sealing = {
  sign: (purpose: string, text: string) => createHmac('sha256', 'key').update(`${purpose}\0${text}`).digest(),
}
const others = {
  sign: (purpose: string, text: string) => createHmac('sha256', 'other').update(`${purpose}\0${text}`).digest(),
}

describe('a bounce', () => {
  const dsn = {
    original_message_id: null,
    recipient: 'anna@kunde.example',
    action: 'failed',
    status: '5.1.1',
    diagnostic: '550 gone',
  } as const
  const signs = (changes: Partial<BounceSigns> = {}): BounceSigns => ({
    rcpt_to: [],
    dsn,
    is_bounce: true,
    in_reply_to: [],
    references: [],
    ...changes,
  })
  const returned = bounceAddress(sealing, 77, 'support@desk.example')
  const our_id = messageId(sealing, 42, 77, 'desk.example')

  test('is found by its return path, by the report and by what it answers', () => {
    const expected = {
      delivery_id: 77,
      kind: 'failed',
      recipient: 'anna@kunde.example',
      status: '5.1.1',
      diagnostic: '550 gone',
    }
    expect(matchBounce(sealing, signs({ rcpt_to: [returned] }))).toEqual(expected)
    expect(matchBounce(sealing, signs({ dsn: { ...dsn, original_message_id: our_id } }))).toEqual(expected)
    expect(matchBounce(sealing, signs({ in_reply_to: [our_id] }))).toEqual(expected)
    expect(matchBounce(sealing, signs({ references: ['<x@y>', our_id] }))).toEqual(expected)
  })

  test('without a report, in prose, is a failure when it comes to the return path', () => {
    expect(matchBounce(sealing, signs({ rcpt_to: [returned], dsn: null }))).toMatchObject({
      delivery_id: 77,
      kind: 'failed',
      recipient: null,
    })
  })

  test.each([
    ['failed', '5.0.0', 'failed'],
    ['delayed', '4.4.1', 'delayed'],
    ['delivered', '2.0.0', 'arrived'],
    ['relayed', '2.0.0', 'arrived'],
    ['unknown', '4.2.2', 'delayed'],
    ['unknown', '5.2.2', 'failed'],
    ['unknown', '', 'failed'],
  ] as const)('that says %s %s is %s', (action, status, kind) => {
    expect(matchBounce(sealing, signs({ rcpt_to: [returned], dsn: { ...dsn, action, status } }))?.kind).toBe(kind)
  })

  test('that names nothing of ours, or something of another account, is not believed', () => {
    expect(matchBounce(sealing, signs({ rcpt_to: ['support@desk.example'], in_reply_to: ['<a@b>'] }))).toBeNull()
    expect(matchBounce(others, signs({ rcpt_to: [returned], in_reply_to: [our_id] }))).toBeNull()
    expect(matchBounce(sealing, signs({ rcpt_to: [replyAddress(sealing, 77, 'support@desk.example')] }))).toBeNull()
  })

  test('is not what a person writes to the return path', () => {
    expect(matchBounce(sealing, signs({ rcpt_to: [returned], dsn: null, is_bounce: false }))).toBeNull()
  })
})

describe('the auto-reply', () => {
  const facts = (changes: Partial<AutoReplyFacts> = {}): AutoReplyFacts => ({
    is_enabled: true,
    is_new_ticket: true,
    auto_submitted: 'no',
    from: 'anna@kunde.example',
    mail_from: 'anna@kunde.example',
    verdict: 'authenticated',
    own_addresses: ['support@desk.example'],
    is_suppressed: false,
    sent: { to_address_ever: 0, to_address_day: 0, from_source_hour: 0, overall_hour: 0 },
    ...changes,
  })
  const sent = (counts: Partial<AutoReplyFacts['sent']>) => ({ ...facts().sent, ...counts })

  test('is sent for the first message of a person, proved or not', () => {
    expect(whyNoAutoReply(facts())).toBeNull()
    expect(whyNoAutoReply(facts({ verdict: 'unauthenticated' }))).toBeNull()
    expect(whyNoAutoReply(facts({ verdict: 'unknown', mail_from: null }))).toBeNull()
    expect(whyNoAutoReply(facts({ mail_from: 'bounce-123@mailservice.example' }))).toBeNull()
  })

  test.each([
    [{ is_enabled: false }, 'switched_off'],
    [{ is_new_ticket: false }, 'not_first_message'],
    [{ auto_submitted: 'auto-replied' }, 'written_by_machine'],
    [{ auto_submitted: 'auto-generated' }, 'written_by_machine'],
    [{ auto_submitted: 'bounce' }, 'written_by_machine'],
    [{ auto_submitted: 'list' }, 'written_by_machine'],
    [{ auto_submitted: 'loop' }, 'written_by_machine'],
    [{ auto_submitted: 'verification' }, 'written_by_machine'],
    [{ mail_from: '' }, 'null_sender'],
    [{ from: '' }, 'no_single_sender'],
    [{ from: 'support@desk.example', mail_from: 'support@desk.example' }, 'own_address'],
    [{ mail_from: 'support@desk.example' }, 'own_address'],
    [{ from: 'noreply@shop.example', mail_from: 'noreply@shop.example' }, 'robot_address'],
    [{ from: 'no-reply+x@shop.example', mail_from: null }, 'robot_address'],
    [{ from: 'mailer-daemon@shop.example', mail_from: null }, 'robot_address'],
    [{ from: 'friends-request@lists.example', mail_from: null }, 'robot_address'],
    [{ from: 'owner-friends@lists.example', mail_from: null }, 'robot_address'],
    [{ verdict: 'unauthenticated', mail_from: 'bounces+1@shop.example' }, 'robot_address'],
    [{ verdict: 'failed' }, 'forged_sender'],
    [{ verdict: 'unauthenticated', mail_from: 'eve@evil.example' }, 'different_return_path'],
    [{ is_suppressed: true }, 'suppressed'],
    [{ verdict: 'unauthenticated', sent: sent({ to_address_ever: 1 }) }, 'limit_unverified'],
    [{ sent: sent({ to_address_ever: 9, to_address_day: AUTO_REPLY_LIMITS.verified_day }) }, 'limit_address'],
    [{ sent: sent({ from_source_hour: AUTO_REPLY_LIMITS.source_hour }) }, 'limit_source'],
    [{ sent: sent({ overall_hour: AUTO_REPLY_LIMITS.overall_hour }) }, 'limit_overall'],
  ] as [Partial<AutoReplyFacts>, NoAutoReply][])('%j: %s', (changes, reason) => {
    expect(whyNoAutoReply(facts(changes))).toBe(reason)
  })

  test.each([
    'anna.noreply@kunde.example',
    'null.pointer@kunde.example',
    'alerta@kunde.example',
    'owner@shop.example',
    'abuser@kunde.example',
  ])('people with names like robots are still people: %s', (from) => {
    expect(whyNoAutoReply(facts({ from, mail_from: from }))).toBeNull()
  })

  test('a robot that answers every mail gets at most a handful, whoever it claims to be', () => {
    const counts = { to_address_ever: 0, to_address_day: 0, from_source_hour: 0, overall_hour: 0 }
    let answered = 0
    for (let round = 0; round < 1000; round += 1) {
      if (whyNoAutoReply(facts({ from: 'bot@kunde.example', mail_from: 'bot@kunde.example', sent: counts })) !== null)
        continue
      answered += 1
      for (const key of Object.keys(counts) as (keyof typeof counts)[]) counts[key] += 1 // the keys of a literal
    }
    expect(answered).toBe(AUTO_REPLY_LIMITS.verified_day)
  })
})
