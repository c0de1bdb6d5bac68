// Prints how much of the Zendesk API Custos speaks, by area and by how many of 31 real clients use an operation; with
// `--missing N` also the operations used by N clients or more that are not there yet. The table of use lies beside the
// project (zendesk/endpoints.tsv): without it there is nothing to measure by.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ALL_ENDPOINTS } from '../../server/compose.ts'

/** Bands of the table: operations used by at least so many clients. */
const BANDS = [10, 7, 4, 2, 1] as const

interface Operation {
  clients: number
  method: string
  path: string
  area: string
}

/** One form for the same path under different names of its parameters. */
const formOf = (method: string, path: string): string => `${method} ${path.replaceAll(/\{[^}]*\}/g, '{}')}`

function readOperations(): Operation[] {
  const file = join(process.env.CUSTOS_SHARED ?? join(import.meta.dirname, '../../../shared'), 'zendesk/endpoints.tsv')
  if (!existsSync(file)) {
    console.error(`${file} is not there. Set CUSTOS_SHARED to the folder that holds zendesk/endpoints.tsv.`)
    process.exit(2)
  }
  const [, ...lines] = readFileSync(file, 'utf8').trim().split('\n')
  return lines.map((line) => {
    const [, clients, method, path, area] = line.split('\t')
    return { clients: Number(clients), method: method ?? '', path: path ?? '', area: area ?? '' }
  })
}

const served = new Set(
  ALL_ENDPOINTS.map(({ route }) => {
    const [method, path] = route.split(' ')
    return formOf(method ?? '', path ?? '')
  }),
)
const isServed = (one: Operation) => served.has(formOf(one.method, one.path))
const operations = readOperations()

const areas = [...new Set(operations.map((one) => one.area))]
const width = Math.max(...areas.map((area) => area.length), 'all areas'.length)
const cell = (some: Operation[]) =>
  (some.length === 0 ? '' : `${some.filter(isServed).length}/${some.length}`).padStart(9)
const row = (title: string, some: Operation[]) =>
  `${title.padEnd(width)}${BANDS.map((least) => cell(some.filter((one) => one.clients >= least))).join('')}${cell(some)}`

console.log(`${'operations used by'.padEnd(width)}${BANDS.map((least) => `≥ ${least}`.padStart(9)).join('')}      all`)
for (const area of areas)
  console.log(
    row(
      area,
      operations.filter((one) => one.area === area),
    ),
  )
console.log(row('all areas', operations))

const flag = process.argv.indexOf('--missing')
if (flag > 0) {
  const least = Number(process.argv[flag + 1] ?? 4)
  const wanted = process.argv[flag + 2]
  for (const one of operations)
    if (one.clients >= least && !isServed(one) && (wanted === undefined || one.area.includes(wanted)))
      console.log(`${String(one.clients).padStart(3)}  ${one.method.padEnd(6)} ${one.path}  (${one.area})`)
}
