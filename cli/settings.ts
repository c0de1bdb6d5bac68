// Writes docs/guides/settings.md from the settings themselves: `bin/run cli/settings.ts`.
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { SETTINGS, type Setting } from '../server/platform/settings.ts'

export const SETTINGS_GUIDE = join(import.meta.dirname, '../docs/guides/settings.md')

const OPENING = `# Settings

Settings are environment variables, read once at start. A value that cannot be used, and a name beginning with
\`CUSTOS_\` that is not in this list, end the start with a message that names it. An empty variable counts as not set.

A secret may be kept in a file instead: set the name with \`_FILE\` added to the file's path.

`

const CLOSING = `
This page is made by \`bin/run cli/settings.ts\`.
`

/** The guide's text. */
export function describeSettings(): string {
  return OPENING + Object.values<Setting>(SETTINGS).map(describeSetting).join('\n') + CLOSING
}

function describeSetting({ name, about, standard, standard_note, secret }: Setting): string {
  const otherwise = standard === undefined ? (standard_note ?? 'none') : `\`${standard}\``
  return `## ${name}\n\n${about}\n\n- If not set: ${otherwise}.\n${secret ? `- A secret: also read from the file named by \`${name}_FILE\`.\n` : ''}`
}

if (import.meta.main) {
  await mkdir(dirname(SETTINGS_GUIDE), { recursive: true })
  await writeFile(SETTINGS_GUIDE, describeSettings())
}
