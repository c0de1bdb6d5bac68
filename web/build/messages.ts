/**
 * Compiles locales/<locale>/app.json when the app is built: `virtual:messages/de` is a module with one compiled
 * catalogue, so that browsers load one language and no ICU parser.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage'
import type { Plugin } from 'vite'

const prefix = 'virtual:messages/'
const locales = path.resolve(import.meta.dirname, '../../locales')

/** Vite plugin; fails the build on a message that is not valid ICU. */
export function messages(): Plugin {
  return {
    name: 'custos-messages',
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${prefix}`)) return undefined
      const file = path.join(locales, id.slice(prefix.length + 1), 'app.json')
      this.addWatchFile(file)
      return `export default ${JSON.stringify(compileCatalogue(readFileSync(file, 'utf8')))}`
    },
  }
}

/** Compiles the text of a catalogue (flat key -> ICU message) into Lingui's token lists. */
export function compileCatalogue(text: string): Record<string, unknown> {
  const source = JSON.parse(text) as Record<string, string> // the shape is checked by tests/locales.test.ts
  return Object.fromEntries(Object.entries(source).map(([key, message]) => [key, compileMessageOrThrow(message)]))
}
