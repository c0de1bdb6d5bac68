// `npm run bench [-- SECTION …] [--tickets 100000] [--comments 1000000] [--seconds 10] [--port 41700] [--profile FOLDER]`: what we claim about speed, measured
// on this machine. The server runs as users start it; the load comes from this process, over loopback.
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { openBench } from './bench.ts'
import { printSection } from './measuring/table.ts'
import { SECTIONS } from './sections.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    tickets: { type: 'string', default: '10000' },
    comments: { type: 'string' },
    seconds: { type: 'string', default: '8' },
    port: { type: 'string', default: '41700' },
    profile: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
})
const unknown = positionals.find((name) => !Object.hasOwn(SECTIONS, name))
if (values.help || unknown) {
  if (unknown) console.error(`there is no section ${unknown}\n`)
  console.error(
    'usage: npm run bench [-- SECTION …] [--tickets 10000] [--comments 1000000] [--seconds 8] [--port 41700]\n',
  )
  for (const [name, { about }] of Object.entries(SECTIONS)) console.error(`  ${name.padEnd(8)} ${about}`)
  process.exit(unknown ? 2 : 0)
}
const port = Number(values.port)
const bench = openBench({
  ports: { http: port, smtp: port + 1, metrics: port + 2 },
  tickets: Number(values.tickets),
  comments: values.comments === undefined ? null : Number(values.comments),
  seconds: Number(values.seconds),
  env: {
    CUSTOS_DNS_SERVERS: `127.0.0.1:${port + 3}`,
    CUSTOS_LOG_LEVEL: 'warn',
    // Every process of the server leaves a .cpuprofile there when it ends.
    ...(values.profile ? { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${values.profile}` } : {}),
  },
})
console.log(
  `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}; the load runs on the same machine`,
)
const missed: string[] = []
try {
  for (const name of positionals.length > 0 ? positionals : Object.keys(SECTIONS)) {
    const section = await SECTIONS[name]!.run(bench) // Names were checked above.
    missed.push(...printSection(section).map((line) => line.what))
  }
} finally {
  await bench.close()
}
console.log(missed.length === 0 ? '\nEvery target is met.' : `\nMissed: ${missed.join('; ')}`)
