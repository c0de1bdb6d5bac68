/** What a verb's file exports. */
export interface Verb {
  /** How it is called, without the leading `custos`: `migrate [--dry-run]`. */
  usage: string
  /** Does it. `false` means that it went as asked but what it found is bad (doctor, audit verify): exit code 1. */
  run(args: readonly string[]): Promise<boolean | undefined>
}

/** The verb was called wrongly: exit code 2, with its usage. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** The verb could not be done, for a reason its message explains whole: exit code 1, without a stack. */
export class CommandFailed extends Error {
  override name = 'CommandFailed'
}
