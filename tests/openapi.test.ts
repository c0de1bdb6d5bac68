import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { generatedFiles } from '../cli/openapi.ts'
import { addressOf } from '../web/api/client.ts'

describe('what is generated from the endpoints (npm run openapi)', () => {
  for (const [file, text] of Object.entries(generatedFiles())) {
    it(`${relative('.', file)} is committed as the endpoints are`, () => {
      expect(readFileSync(file, 'utf8') === text).toBe(true) // a difference of a megabyte is of no help
    })
  }
})

describe("the client's addresses", () => {
  it('carry parameters and queries, encoded', () => {
    expect(addressOf('GET /api/v2/tickets/{ticket_id}', { params: { ticket_id: 7 } })).toEqual([
      'GET',
      '/api/v2/tickets/7',
    ])
    expect(addressOf('GET /api/v2/search', { query: { query: 'ü &x=/', page: 2, sort: undefined } })).toEqual([
      'GET',
      '/api/v2/search?query=%C3%BC%20%26x%3D%2F&page=2',
    ])
  })

  it('write a list as a repeated parameter', () => {
    expect(addressOf('GET /api/v2/users', { query: { 'role[]': ['agent', 'admin'] } })[1]).toBe(
      '/api/v2/users?role%5B%5D=agent&role%5B%5D=admin',
    )
  })

  it('cannot be led elsewhere by a parameter', () => {
    const address = addressOf('DELETE /api/v2/suspended_tickets/{id}', { params: { id: '../users/1' as never } })[1]
    expect(address).toBe('/api/v2/suspended_tickets/..%2Fusers%2F1')
  })
})
