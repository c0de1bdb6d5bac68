/**
 * How heavy the built app is, against the budgets: `node web/size.ts` after a build. Counts what a page really loads,
 * by following the manifest's static imports, as gzip -9.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'

interface Chunk {
  file: string
  imports?: string[]
  css?: string[]
}
type Manifest = Record<string, Chunk>

/** What is loaded for a state of the page: the named entries with all they import, plus the English messages. */
const pages = {
  'first ticket list': ['index.html', 'virtual:messages/en'],
  'ticket with composer': [
    'index.html',
    'virtual:messages/en',
    'features/tickets/conversation/ConversationView.tsx',
    'app/Context.tsx',
    'kit/editor/Editor.tsx',
  ],
} as const

/** In kB (1,000 bytes), gzip. */
export const budgets = { 'first ticket list': 230, 'ticket with composer': 330, css: 25 } as const

/** The gzip sizes in kB of the build in `folder`: JavaScript per page, and all style sheets together. */
export function measure(folder: string): Record<keyof typeof budgets, number> {
  const manifest = JSON.parse(readFileSync(path.join(folder, '.vite/manifest.json'), 'utf8')) as Manifest // written by vite
  const weigh = (files: Iterable<string>) =>
    [...new Set(files)].reduce(
      (sum, file) => sum + gzipSync(readFileSync(path.join(folder, file)), { level: 9 }).length,
      0,
    ) / 1000
  const scripts = (entries: readonly string[]) => weigh(entries.flatMap((entry) => filesOf(manifest, entry)))
  return {
    'first ticket list': scripts(pages['first ticket list']),
    'ticket with composer': scripts(pages['ticket with composer']),
    css: weigh(Object.values(manifest).flatMap((chunk) => chunk.css ?? [])),
  }
}

function filesOf(manifest: Manifest, entry: string, seen = new Set<string>()): string[] {
  const key = Object.keys(manifest).find(
    (name) => name === entry || name.endsWith(`\0${entry}`) || name.endsWith(entry),
  )
  const chunk = key === undefined ? undefined : manifest[key]
  if (key === undefined || !chunk) throw new Error(`The build has no ${entry}: adjust web/size.ts to the new file.`)
  if (seen.has(key)) return []
  seen.add(key)
  return [chunk.file, ...(chunk.imports ?? []).flatMap((next) => filesOf(manifest, next, seen))]
}

if (import.meta.main) {
  const sizes = measure(process.argv[2] ?? path.resolve(import.meta.dirname, '../dist/web'))
  for (const name of ['first ticket list', 'ticket with composer', 'css'] as const) {
    const isOver = sizes[name] > budgets[name]
    console.log(
      `${name.padEnd(22)} ${sizes[name].toFixed(1).padStart(6)} kB of ${budgets[name]} kB${isOver ? '  OVER BUDGET' : ''}`,
    )
    if (isOver) process.exitCode = 1
  }
}
