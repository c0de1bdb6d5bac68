// Kills custos, its PostgreSQL or both at random points under load, again and again, and says what is wrong afterwards.
import { setTimeout as delay } from 'node:timers/promises'
import { type DeskProcess, makeOwner, newDeskFolder, removeDeskFolder, startDesk } from '../support/desk-process.ts'
import { freePorts } from '../support/free-ports.ts'
import { compare, type Findings } from './findings.ts'
import { newLedger } from './ledger.ts'
import { addSupport, type LoadTarget, SUPPORT, startLoad } from './load.ts'
import { startSmarthost } from './smarthost.ts'

const VICTIMS = [['custos'], ['postgres'], ['custos', 'postgres'], ['custos']] as const
const LEAST_UP_MS = 300
const MOST_UP_MS = 3_000

export interface CrashReport extends Findings {
  cycles: number
  mails: number
  tickets: number
  replies: number
  interrupted: number
}

/** One run of so many cycles in a folder of its own. `say` hears what happens. */
export async function crashAgainAndAgain(cycles: number, say: (line: string) => void): Promise<CrashReport> {
  const [http = 0, smtp = 0, metrics = 0, outgoing = 0, nobody = 0] = await freePorts(5)
  const smarthost = await startSmarthost(outgoing)
  const folder = await newDeskFolder(
    { http, smtp, metrics },
    {
      CUSTOS_LOG_LEVEL: 'error',
      CUSTOS_SMARTHOST_URL: `smtp://127.0.0.1:${outgoing}`,
      CUSTOS_DNS_SERVERS: `127.0.0.1:${nobody}`,
    },
  )
  let desk: DeskProcess | undefined
  try {
    desk = await startDesk(folder)
    const target: LoadTarget = {
      url: desk.url,
      smtp_port: smtp,
      support: SUPPORT,
      authorization: await makeOwner(folder),
      run: Date.now().toString(36),
    }
    await addSupport(target)
    const ledger = newLedger()
    const load = startLoad(target, ledger)
    for (let cycle = 1; cycle <= cycles; cycle++) {
      await delay(LEAST_UP_MS + Math.random() * (MOST_UP_MS - LEAST_UP_MS))
      const victims = VICTIMS[Math.floor(Math.random() * VICTIMS.length)] ?? VICTIMS[0]
      await desk.kill(...victims)
      // Without its database custos brings it back by itself; it may also give up, and then it is started again.
      if ((victims as readonly string[]).includes('custos')) desk = await startDesk(folder)
      else desk = await untilBack(desk, () => startDesk(folder))
      say(
        `${cycle}: killed ${victims.join(' and ')}; ${ledger.mails.size} mails, ${ledger.tickets.size} tickets, ${ledger.replies.size} replies acknowledged`,
      )
    }
    await load.stop()
    const findings = await compare(target, ledger, smarthost)
    return {
      ...findings,
      cycles,
      mails: ledger.mails.size,
      tickets: ledger.tickets.size,
      replies: ledger.replies.size,
      interrupted: ledger.interrupted,
    }
  } finally {
    await desk?.stop()
    await smarthost.close()
    await removeDeskFolder(folder)
  }
}

const BACK_WITHIN_MS = 20_000
const LOOK_EVERY_MS = 100

async function untilBack(desk: DeskProcess, start: () => Promise<DeskProcess>): Promise<DeskProcess> {
  let has_ended = false
  void desk.ended.then(() => {
    has_ended = true
  })
  for (let waited = 0; waited < BACK_WITHIN_MS && !has_ended; waited += LOOK_EVERY_MS) {
    await delay(LOOK_EVERY_MS)
    if ((await fetch(`${desk.url}/readyz`).catch(() => null))?.ok) return await desk.again()
  }
  if (!has_ended)
    throw new Error(`custos did not come back after its database was killed:\n${desk.output.slice(-20).join('\n')}`)
  return await start()
}
