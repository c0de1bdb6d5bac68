// Writes docs/api/openapi.json and web/api/client.ts from the endpoints. `npm run openapi`
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ALL_ENDPOINTS } from '../server/compose.ts'
import { describeApi } from '../server/platform/http/openapi.ts'
import { withComponents } from './client/components.ts'
import { type ApiDescription, CLIENT_FILE, clientText } from './client.ts'

const OPENAPI_FILE = join(import.meta.dirname, '../docs/api/openapi.json')
const API_VERSION = '0.1.0'

/** The files that follow from the endpoints, by their paths: both are made from the same description. */
export function generatedFiles(): Record<string, string> {
  const description = JSON.stringify(describeApi(ALL_ENDPOINTS, API_VERSION))
  const api: ApiDescription = JSON.parse(description)
  const published = withComponents(JSON.parse(description))
  return { [OPENAPI_FILE]: `${JSON.stringify(published, null, 1)}\n`, [CLIENT_FILE]: clientText(api) }
}

if (process.argv[1] === import.meta.filename) {
  for (const [file, text] of Object.entries(generatedFiles())) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  console.log(`wrote ${ALL_ENDPOINTS.length} operations`)
}
