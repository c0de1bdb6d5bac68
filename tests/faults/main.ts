// `npm run faults [-- crashes|quota|disk …] [--cycles 20]`: what the desk does when it is killed and when the disk is
// full. Ends with 1 when anything that was acknowledged is missing, or anything happened twice.
import { parseArgs } from 'node:util'
import { crashAgainAndAgain } from './crashes.ts'
import { fillMount, fillQuota } from './full-disk.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { cycles: { type: 'string', default: '20' } },
})

const FAULTS: Record<string, () => Promise<{ problems: string[] }>> = {
  crashes: () => crashAgainAndAgain(Number(values.cycles), console.log),
  quota: fillQuota,
  disk: fillMount,
}

let count = 0
for (const name of positionals.length > 0 ? positionals : Object.keys(FAULTS)) {
  const fault = FAULTS[name]
  if (!fault) throw new Error(`there is no fault ${name}: ${Object.keys(FAULTS).join(', ')}`)
  if (name === 'disk' && process.getuid?.() !== 0) {
    console.log('\ndisk: left out, only root can mount a small file system')
    continue
  }
  const started = performance.now()
  const { problems, ...numbers } = await fault()
  const facts = Object.entries(numbers).map(
    ([what, value]) => `${what} ${Array.isArray(value) ? value.join(', ') : value}`,
  )
  console.log(`\n${name}: ${facts.join('; ')}; ${((performance.now() - started) / 1000).toFixed(0)} s`)
  for (const problem of problems) console.log(`  PROBLEM ${problem}`)
  count += problems.length
}
console.log(count === 0 ? '\nAll that was acknowledged is there, once.' : `\n${count} problems`)
process.exitCode = count === 0 ? 0 : 1
