// Structured logs. What could carry a customer's words or a secret is removed by name before a line is written;
// requests are logged by route, never by URL or body.
import { type Logger, pino } from 'pino'

export type Log = Logger

const SECRET_PATHS = [
  'password',
  'token',
  'authorization',
  'cookie',
  'secret',
  'email',
  'address',
  'subject',
  'body',
  'html_body',
  'name',
  'ip',
].flatMap((name) => [name, `*.${name}`, `*.*.${name}`])

/** A logger that writes JSON lines to standard output (or to `destination`). */
export function openLog(level: string, destination?: { write(line: string): void }): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: SECRET_PATHS, censor: '[removed]' },
    // A database error quotes the row it failed on in `detail`; only what names the fault may be written.
    serializers: { err: describeError },
  }
  return destination ? pino(options, destination) : pino(options)
}

/** The parts of an error that may stand in a log: its kind, code, message and stack, never `detail`, `where` or parameters. */
export function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: 'something that is not an Error was thrown', type: typeof error }
  const code =
    'code' in error && (typeof error.code === 'string' || typeof error.code === 'number') ? error.code : undefined
  const is_database = 'severity' in error
  return {
    type: error.name,
    code,
    // A database's message may quote values ("invalid input syntax for type … : …").
    message: is_database ? `database error ${String(code)}` : error.message,
    stack: error.stack?.split('\n').slice(1, 12).join('\n'),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  }
}
