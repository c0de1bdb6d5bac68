// docs/security/asvs.md says which test shows each requirement. Here: that no requirement of levels 1 and 2 is left out, that
// each row that claims something names a test, and that the files and tests it names are there.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
const TEXT = readFileSync(join(ROOT, 'docs/security/asvs.md'), 'utf8')

/** How many requirements of levels 1 and 2 each section of ASVS 5.0.0 has; those of level 3 between them are left out below. */
const SECTIONS: Record<string, number> = {
  'V6.1': 3,
  'V6.2': 12,
  'V6.3': 4,
  'V6.4': 4,
  'V6.5': 5,
  'V6.6': 3,
  'V6.8': 4,
  'V7.1': 3,
  'V7.2': 4,
  'V7.3': 2,
  'V7.4': 5,
  'V7.5': 2,
  'V7.6': 2,
  'V8.1': 2,
  'V8.2': 3,
  'V8.3': 1,
  'V8.4': 1,
  'V9.1': 3,
  'V9.2': 4,
  'V10.1': 2,
  'V10.2': 2,
  'V10.3': 4,
  'V10.4': 11,
  'V10.5': 5,
  'V10.6': 2,
  'V10.7': 3,
}

interface Row {
  requirements: string[]
  how: string
  tests: string
}

const rows: Row[] = [...TEXT.matchAll(/^\| (V[\dV., ]+?) \| (.*?) \|(?: (.*?))? ?\|$/gm)].map(
  ([, requirements = '', how = '', tests = '']) => ({
    requirements: requirements.split(', '),
    how,
    tests: tests.trim(),
  }),
)

/** `file` “title”, “title”, `file` “title” → each file with each title. */
function named(tests: string): { file: string; titles: string[] }[] {
  return [...tests.matchAll(/`([^`]+)`([^`]*)/g)].map(([, file = '', rest = '']) => ({
    file,
    titles: [...rest.matchAll(/“([^”]+)”/g)].map(([, title = '']) => title),
  }))
}

/** What is there already by a document, or is about something Custos does not have. */
const NEEDS_NO_TEST = /^this page|^there (?:are|is) no|^not offered|^as above/

describe('the table of ASVS', () => {
  it('is read', () => expect(rows.length).toBeGreaterThan(90))

  it('leaves out no requirement of levels 1 and 2', () => {
    const found = new Set(rows.flatMap(({ requirements }) => requirements))
    const wanted = Object.entries(SECTIONS).flatMap(([section, count]) =>
      Array.from({ length: count }, (_none, n) => `${section}.${n + 1}`),
    )
    expect(wanted.filter((one) => !found.has(one))).toEqual([])
  })

  it('names a test for whatever it claims of the product', () => {
    const without = rows.filter(({ how, tests }) => !NEEDS_NO_TEST.test(how) && named(tests).length === 0)
    expect(without.map(({ requirements }) => requirements)).toEqual([])
  })

  it.each(rows.filter(({ tests }) => tests !== ''))('$requirements: the tests it names are there', ({ tests }) => {
    expect(tests.replaceAll(/`[^`]+`|“[^”]+”|[,\s]/g, ''), 'only files and titles').toBe('')
    for (const { file, titles } of named(tests)) {
      expect(existsSync(join(ROOT, file)), file).toBe(true)
      expect(titles.length, `${file}: say which test`).toBeGreaterThan(0)
      const source = readFileSync(join(ROOT, file), 'utf8')
      for (const title of titles) expect(source.includes(title), `${file} “${title}”`).toBe(true)
    }
  })

  it('names only code that is there', () => {
    const paths = rows.flatMap(({ how }) =>
      [...how.matchAll(/`((?:server|web|docs)\/[^`{}]+)`/g)].map(([, path = '']) => path),
    )
    expect(paths.length).toBeGreaterThan(50)
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
  })
})
