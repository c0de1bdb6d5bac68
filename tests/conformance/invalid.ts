import { expect } from 'vitest'
import type { Answer } from '../support/desk.ts'

/** 422 in the shape clients read: `{error, description, details: {field: [{description, error}]}}`. */
export function expectInvalid(answer: Answer, field: string, error: string): void {
  expect(answer.status, answer.text).toBe(422)
  expect(answer.body).toMatchObject({
    error: 'RecordInvalid',
    description: 'Record validation errors',
    code: 'invalid',
  })
  expect(Object.keys(answer.body.details), answer.text).toContain(field)
  expect(answer.body.details[field][0]).toEqual({ description: expect.any(String), error })
  expect(answer.body.request_id).toBe(answer.headers['x-request-id'])
}
