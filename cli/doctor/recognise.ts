// Whether the program that has a port is a running Custos: asked of the port itself, since with a PostgreSQL of one's
// own no lock in the data folder says who runs.
import { connect } from 'node:net'

const ANSWER_MAY_TAKE_MS = 2_000
const MOST_BYTES = 2_000_000

export type Protocol = 'http' | 'smtp' | 'metrics'

/** True when Custos answers there: our /healthz, our SMTP greeting, our metrics. */
export async function isCustos(protocol: Protocol, host: string, port: number): Promise<boolean> {
  const reached = host === '0.0.0.0' || host === '::' ? 'localhost' : host
  if (protocol === 'smtp') return /^220 \S+ ESMTP Custos\r?$/m.test(await readGreeting(reached, port))
  const origin = `http://${reached.includes(':') ? `[${reached}]` : reached}:${port}`
  if (protocol === 'metrics') return (await readPage(`${origin}/metrics`)).includes('custos_http_request_seconds')
  return (await readPage(`${origin}/healthz`)) === '{"status":"ok"}'
}

/** The body of a page; '' where nobody answers in time, since who has the port may speak anything. */
async function readPage(url: string): Promise<string> {
  const signal = AbortSignal.timeout(ANSWER_MAY_TAKE_MS)
  return await fetch(url, { signal, redirect: 'error' }).then(
    async (answer) => (answer.ok ? (await answer.text()).slice(0, MOST_BYTES) : ''),
    () => '',
  )
}

/** The first line an SMTP server says; '' where nobody says one in time. */
function readGreeting(host: string, port: number): Promise<string> {
  return new Promise((resolve) => {
    let said = ''
    const socket = connect({ host, port, timeout: ANSWER_MAY_TAKE_MS })
    const end = () => {
      socket.destroy()
      resolve(said)
    }
    socket.on('data', (text) => {
      said += String(text)
      if (said.includes('\n') || said.length > MOST_BYTES) end()
    })
    for (const event of ['timeout', 'error', 'close'] as const) socket.on(event, end)
  })
}
