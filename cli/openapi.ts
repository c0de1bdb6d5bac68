// Writes docs/api/openapi.json from the endpoints. `npm run openapi`
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ALL_ENDPOINTS } from '../server/compose.ts'
import { describeApi } from '../server/platform/http/openapi.ts'

export const OPENAPI_FILE = join(import.meta.dirname, '../docs/api/openapi.json')
export const API_VERSION = '0.1.0'

/** The text of the file. */
export function openApiText(): string {
  return `${JSON.stringify(describeApi(ALL_ENDPOINTS, API_VERSION), null, 1)}\n`
}

if (process.argv[1] === import.meta.filename) {
  mkdirSync(dirname(OPENAPI_FILE), { recursive: true })
  writeFileSync(OPENAPI_FILE, openApiText())
  console.log(`wrote ${ALL_ENDPOINTS.length} operations`)
}
