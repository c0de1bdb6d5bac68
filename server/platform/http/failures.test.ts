import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { asRefusal, failure } from './failures.ts'

const withCode = (message: string, code: string) => Object.assign(new Error(message), { code })

describe('an error', () => {
  it('of a caller who hung up is no fault of ours, of a database that went away it is "try again"', () => {
    expect(asRefusal(withCode('aborted', 'ECONNRESET'))?.code).toBe('bad_request')
    expect(asRefusal(withCode('read ECONNRESET', 'ECONNRESET'))?.code).toBe('unavailable')
  })

  it('that nobody foresaw tells nothing of its inside', () => {
    const { status, body } = failure(new Error('select secret from t'), 'id-1')
    expect([status, body.code, body.request_id]).toEqual([500, 'internal', 'id-1'])
    expect(JSON.stringify(body)).not.toContain('secret')
  })

  it('of validation names the field of the record, not the envelope it came in', () => {
    const schema = z.object({
      ticket: z.object({ subject: z.string().max(3), comment: z.object({ body: z.string() }) }),
    })
    const details = (given: unknown) => failure(schema.safeParse(given).error, 'id').body.details
    expect(details({ ticket: { subject: 'long', comment: {} } })).toMatchObject({
      subject: [{ error: 'ValueTooLong' }],
      'comment.body': [{ error: 'BlankValue' }],
    })
    const ids = z.object({ ids: z.record(z.string(), z.string()) })
    expect(failure(ids.safeParse({ ids: { constructor: 1 } }).error, 'id').body.details).toMatchObject({
      constructor: [{ error: 'InvalidValue' }],
    })
    expect(details({})).toMatchObject({ ticket: [{ error: 'BlankValue' }] })
  })
})
