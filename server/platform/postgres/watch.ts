// Brings PostgreSQL back when it dies under a running custos.
import type { Report } from './report.ts'
import { isRunning, type RunningServer } from './running-server.ts'

const LOOK_EVERY_MS = 500
/** A server that dies again and again is broken, and restarting it for ever hides that. */
const MOST_RESTARTS = 5
const RESTARTS_COUNT_FOR_MS = 60_000

export interface Watch {
  /** Stops watching, lets a restart that is under way finish, and returns the server as it is then. */
  end(): Promise<RunningServer>
}

/** Watches `server`; when it is gone, `bring` starts another. */
export function watchServer(
  server: RunningServer,
  bring: () => Promise<RunningServer>,
  { log, onFailure }: { log: Report; onFailure: (error: Error) => void },
): Watch {
  let current = server
  let restarts: number[] = []
  let timer = setTimeout(tick, LOOK_EVERY_MS).unref()
  let looking: Promise<void> = Promise.resolve()
  let ended = false

  function tick(): void {
    looking = look()
  }

  async function look(): Promise<void> {
    try {
      if (!(await isRunning(current)) && !ended) await restart()
      if (!ended) timer = setTimeout(tick, LOOK_EVERY_MS).unref()
    } catch (error) {
      onFailure(new Error('The embedded database died and did not come back', { cause: error }))
    }
  }

  async function restart(): Promise<void> {
    const now = Date.now()
    restarts = [...restarts.filter((at) => now - at < RESTARTS_COUNT_FOR_MS), now]
    if (restarts.length > MOST_RESTARTS) throw new Error(`it died ${restarts.length} times within a minute`)
    log('the database has died: starting it again')
    current = await bring()
    log('the database is back')
  }

  return {
    async end() {
      ended = true
      clearTimeout(timer)
      await looking
      return current
    },
  }
}
