import { createServer } from 'node:net'

const LOWEST = 20_000
const HIGHEST = 32_000
const TRIES = 1_000

/**
 * Ports on loopback that nobody uses right now, all different. They lie below the range from which outgoing connections
 * take theirs: one of those could sit on the port before the server does.
 */
export async function freePorts(count: number): Promise<number[]> {
  const found = new Set<number>()
  for (let tries = 0; found.size < count && tries < TRIES; tries++) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST))
    if (await isFree(port)) found.add(port)
  }
  if (found.size < count) throw new Error('no free ports were found')
  return [...found]
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
