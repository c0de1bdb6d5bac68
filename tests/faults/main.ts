// `npm run faults [-- --cycles 20]`: what the desk does when it is killed, when the disk is full and when the clock is
// wrong. Ends with 1 when anything that was acknowledged is missing, or anything happened twice.
import { parseArgs } from 'node:util'
import { crashAgainAndAgain } from './crashes.ts'

const { values } = parseArgs({ options: { cycles: { type: 'string', default: '20' } } })
const started = performance.now()
const report = await crashAgainAndAgain(Number(values.cycles), console.log)
const { problems, ...numbers } = report
console.log(
  `\nCrashes: ${Object.entries(numbers)
    .map(([name, value]) => `${value} ${name}`)
    .join(', ')}, ${((performance.now() - started) / 1000).toFixed(0)} s`,
)
for (const problem of problems) console.log(`  PROBLEM ${problem}`)
console.log(problems.length === 0 ? 'All that was acknowledged is there, once.' : `${problems.length} problems`)
process.exitCode = problems.length === 0 ? 0 : 1
