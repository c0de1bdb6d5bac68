// Connects the page to live updates and hands the news to whoever listens; tells the shell whether it is connected.
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { type Connection, connectLive } from '../api/live.ts'
import { publishLive, setSpeaker } from '../api/liveBus.ts'

export function useLive(): { connection: Connection; lostAt: number | null } {
  const client = useQueryClient()
  const [connection, setConnection] = useState<Connection>('connecting')
  const [lostAt, setLostAt] = useState<number | null>(null)
  useEffect(() => {
    const live = connectLive({
      onMessage: publishLive,
      onState: (state) => {
        setConnection(state)
        setLostAt((old) => (state === 'lost' ? (old ?? Date.now()) : null))
      },
      onReconnect: () => {
        publishLive({ kind: 'reconnected' })
        void client.invalidateQueries({ queryKey: ['tickets', 'counts'] })
      },
    })
    setSpeaker(live.send)
    return () => {
      setSpeaker(null)
      live.close()
    }
  }, [client])
  return { connection, lostAt }
}
