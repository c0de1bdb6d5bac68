// The desk under test: started when a section first needs it, one for all sections.
import { setTimeout as delay } from 'node:timers/promises'
import {
  type DeskFolder,
  type DeskProcess,
  makeOwner,
  newDeskFolder,
  removeDeskFolder,
  runVerb,
  startDesk,
} from '../tests/support/desk-process.ts'

import { settle } from './measuring/settling.ts'

const STATISTICS_AFTER_MS = 70_000
/** Sealing the audit of a hundred thousand tickets takes longer than measuring them; the rest of it goes on beside. */
const SEALING_MAY_TAKE_MS = 180_000
/** Of the sample data, a little less than it has on average. */
const COMMENTS_PER_TICKET = 3.35

export interface BenchOptions {
  ports: { http: number; smtp: number; metrics: number }
  /** The larger number of tickets in the reading section; 10,000 measures only those. */
  tickets: number
  /** Where it is given, the search section has at least so many comments instead of so many tickets. */
  comments: number | null
  seconds: number
  /** Further settings of the server. */
  env: Record<string, string>
}

export interface Bench {
  readonly options: BenchOptions
  folder(): Promise<DeskFolder>
  desk(): Promise<DeskProcess>
  /** The Authorization header of an owner. */
  owner(): Promise<string>
  /** Stops and starts the desk; the next start is a warm one. */
  restart(): Promise<DeskProcess>
  fill(tickets: number): Promise<void>
  /** Fills until there are so many comments. Returns how many tickets there are then. */
  fillComments(comments: number): Promise<number>
  close(): Promise<void>
}

export function openBench(options: BenchOptions): Bench {
  let folder: Promise<DeskFolder> | undefined
  let desk: Promise<DeskProcess> | undefined
  let owner: Promise<string> | undefined
  let tickets = 0
  const bench: Bench = {
    options,
    folder: () => (folder ??= newDeskFolder(options.ports, options.env)),
    desk: () => (desk ??= bench.folder().then(startDesk)),
    owner: () => (owner ??= bench.desk().then(bench.folder).then(makeOwner)),
    async restart() {
      await (await bench.desk()).stop()
      desk = bench.folder().then(startDesk)
      return await desk
    },
    async fill(wanted) {
      if (wanted <= tickets) return
      await bench.desk()
      console.error(`filling up to ${wanted} tickets …`)
      console.error(await runVerb(await bench.folder(), ['sample-data', '--tickets', String(wanted - tickets)]))
      tickets = wanted
      // Autovacuum comes by every half minute, and brings the statistics that plans are made from.
      await delay(STATISTICS_AFTER_MS)
      await settle(await bench.desk(), SEALING_MAY_TAKE_MS)
    },
    async fillComments(wanted) {
      await bench.fill(Math.max(tickets, Math.ceil(wanted / COMMENTS_PER_TICKET)))
      return tickets
    },
    async close() {
      if (desk) await (await desk).stop()
      if (folder) await removeDeskFolder(await folder)
    },
  }
  return bench
}
