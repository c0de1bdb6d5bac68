// Who is at which ticket: what a page says about itself goes to the other pages of the account as a hint and is kept
// nowhere. A page says it again now and then, and at once when somebody else arrives, so that all know without a list.
import type { WebSocket } from 'ws'
import { z } from 'zod'
import type { Bus } from './bus.ts'

const MESSAGE_BYTES = 200
/** Messages of one page in a window; more are dropped. */
const MESSAGES_PER_WINDOW = 40
const WINDOW_MS = 20_000

const presence = z.object({
  kind: z.literal('presence'),
  id: z.number().int().positive().max(Number.MAX_SAFE_INTEGER),
  state: z.enum(['viewing', 'replying', 'noting', 'left']),
})

/** Passes on what this page says; when its socket closes, it has left. Anything else it sends is ignored. */
export function listenForPresence(
  socket: WebSocket,
  bus: Bus,
  { account_id, user_id }: { account_id: number; user_id: number },
): void {
  let at: number | null = null
  let window_ends = 0
  let said = 0
  const tell = (id: number, change: string) => bus.publish({ account_id, kind: 'presence', id, change, by: user_id })
  socket.on('message', (data: Buffer) => {
    const now = performance.now()
    if (now > window_ends) {
      window_ends = now + WINDOW_MS
      said = 0
    }
    if (++said > MESSAGES_PER_WINDOW || data.length > MESSAGE_BYTES) return
    const message = readPresence(data.toString())
    if (!message) return
    if (at !== null && at !== message.id) tell(at, 'left')
    at = message.state === 'left' ? null : message.id
    tell(message.id, message.state)
  })
  socket.on('close', () => {
    if (at !== null) tell(at, 'left')
  })
}

function readPresence(text: string): z.output<typeof presence> | null {
  try {
    return presence.parse(JSON.parse(text))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null
    throw error
  }
}
