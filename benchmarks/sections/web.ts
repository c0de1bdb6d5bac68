// What a browser has to load: scripts, compressed, as the page itself asks for them.
import { gzipSync } from 'node:zlib'
import type { Bench } from '../bench.ts'
import type { Line, Section } from '../measuring/table.ts'

const KILOBYTE = 1_000
/** Scripts that scripts ask for, however deep. */
const MOST_FILES = 500
const IMPORTS = /\bfrom\s*["'`]([^"'`]+\.js)|\bimport\s*["'`]([^"'`]+\.js)/g
const IMPORTS_AND_ENGLISH = new RegExp(`${IMPORTS.source}|\\bimport\\(["'\`]([^"'\`]*\\ben-[^"'\`]+\\.js)`, 'g')

export async function webSection(bench: Bench): Promise<Section> {
  const { url } = await bench.desk()
  const lines: Line[] = []
  const page = await text(url, '/agent')
  const first = [...page.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map((match) => match[1] ?? '')
  const start = await sizeOf(url, await withImports(url, first, IMPORTS))
  lines.push({
    what: 'agent: scripts the page asks for (gzip)',
    value: start.bytes / KILOBYTE,
    unit: 'kB',
    note: `${start.files} files`,
  })
  // The list is part of these; only its language comes after them.
  const list = await sizeOf(url, await withImports(url, first, IMPORTS_AND_ENGLISH))
  lines.push({
    what: 'agent: ticket list (gzip)',
    value: list.bytes / KILOBYTE,
    unit: 'kB',
    at_most: 230,
    note: `${list.files} files`,
  })
  const everything = await sizeOf(
    url,
    await withImports(url, first, /["'`]((?:\/agent\/|\.\/)?(?:assets\/)?[\w-]+-[\w-]{8}\.js)["'`]/g),
  )
  lines.push({
    what: 'agent: every script there is (gzip)',
    value: everything.bytes / KILOBYTE,
    unit: 'kB',
    note: `${everything.files} files`,
  })
  for (const path of ['/sign-in']) {
    const html = await text(url, path)
    const scripts = [...html.matchAll(/<script[^>]*src="([^"]+)"/g)].map((match) => match[1] ?? '')
    lines.push({
      what: `page ${path}: scripts (gzip)`,
      value: (await sizeOf(url, new Set(scripts))).bytes / KILOBYTE,
      unit: 'kB',
      at_most: 30,
    })
    lines.push({ what: `page ${path}: HTML (gzip)`, value: gzipSync(html).length / KILOBYTE, unit: 'kB' })
  }
  return { title: 'What browsers load', lines }
}

/** The paths and, following `pattern` through their texts, what they import. */
async function withImports(url: string, start: readonly string[], pattern: RegExp): Promise<Set<string>> {
  const found = new Set<string>()
  const waiting = [...start]
  for (let path = waiting.pop(); path !== undefined && found.size < MOST_FILES; path = waiting.pop()) {
    if (found.has(path)) continue
    const source = await text(url, path).catch(() => undefined)
    if (source === undefined) continue
    found.add(path)
    for (const match of source.matchAll(pattern)) {
      const name = match.slice(1).find((group) => group !== undefined)
      if (name) waiting.push(name.startsWith('/') ? name : `/agent/assets/${name.replace(/^\.\/|^assets\//, '')}`)
    }
  }
  return found
}

async function sizeOf(url: string, paths: ReadonlySet<string>): Promise<{ files: number; bytes: number }> {
  let bytes = 0
  for (const path of paths) bytes += gzipSync(await text(url, path)).length
  return { files: paths.size, bytes }
}

async function text(url: string, path: string): Promise<string> {
  const answer = await fetch(url + path)
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`)
  return await answer.text()
}
