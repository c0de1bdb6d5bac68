// Forms as browsers send them, from as many places as wanted: what limits guessing counts by address, and on Linux all
// of 127.0.0.0/8 is this machine.
import { request } from 'node:http'

export interface FormAnswer {
  status: number
  retry_after: string | undefined
  /** `name=value` each. */
  cookies: string[]
  ms: number
}

const FIRST_PLACE = 2
const PLACES = 60_000

/** Sends a form over a connection of its own. `place` is a number; each is another address. */
export function sendForm(
  url: string,
  form: Record<string, string>,
  place: number,
  cookie?: string,
): Promise<FormAnswer> {
  const body = new URLSearchParams(form).toString()
  const at = FIRST_PLACE + (place % PLACES)
  const began = performance.now()
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'POST',
        agent: false,
        localAddress: `127.77.${at >> 8}.${at & 255}`,
        headers: {
          accept: 'text/html',
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': Buffer.byteLength(body),
          ...(cookie === undefined ? {} : { cookie }),
        },
      },
      (answer) => {
        answer.resume()
        answer.on('error', reject)
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            retry_after: answer.headers['retry-after'],
            cookies: (answer.headers['set-cookie'] ?? []).map((line) => line.split(';')[0] ?? ''),
            ms: performance.now() - began,
          }),
        )
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}
