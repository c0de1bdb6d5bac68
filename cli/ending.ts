// When and why the server ends: a signal, the death of the command that started us, or a failure that cannot be mended.

/** A stop that takes longer hangs; the operator should not have to wait for ever. */
const STOP_MAY_TAKE_MS = 30_000
/** Ctrl+C reaches us twice, from the terminal and from bin/custos; only a later one means "at once". */
const SAME_SIGNAL_MS = 1_000

interface Ending {
  /** Resolves when it is time to stop. */
  reason: Promise<string>
  fail(error: Error): void
  isFailure(): boolean
  /** Everything has been stopped: what is left of the handlers must not keep the process. */
  done(): void
}

/** Listens from now on; call it before anything is started, so that a signal during the start is not lost. */
export function waitForEnd(): Ending {
  const { promise, resolve } = Promise.withResolvers<string>()
  let first: number | undefined
  let failed = false

  function end(reason: string): void {
    if (first === undefined) {
      first = Date.now()
      setTimeout(() => giveUp('stopping took too long'), STOP_MAY_TAKE_MS).unref()
      resolve(reason)
    } else if (Date.now() - first > SAME_SIGNAL_MS) giveUp(`${reason} again`)
  }
  const onSignal = (signal: string) => end(signal)
  const onDisconnect = () => end('the command that started this has ended')
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal)
  process.on('disconnect', onDisconnect)
  process.channel?.unref()

  return {
    reason: promise,
    fail(error) {
      failed = true
      console.error(error)
      end(error.message)
    },
    isFailure: () => failed,
    done() {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, onSignal)
      process.off('disconnect', onDisconnect)
    },
  }
}

function giveUp(reason: string): void {
  console.error(`custos: ${reason}: ending at once`)
  process.exit(1)
}
