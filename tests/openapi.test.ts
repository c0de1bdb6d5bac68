import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { OPENAPI_FILE, openApiText } from '../cli/openapi.ts'

it('the committed description of the API is what the endpoints say (npm run openapi)', () => {
  expect(readFileSync(OPENAPI_FILE, 'utf8')).toBe(openApiText())
})
