// Whether it is safe to remove things by the clock.
import type { Platform } from '../../platform/platform.ts'

const MAY_DIFFER_MS = 5 * 60_000

/** False when our clock and the database's are more than five minutes apart: one of them is wrong, and we do not know which. */
export async function isClockTrusted({ engine, pool, log }: Platform): Promise<boolean> {
  const { rows } = await pool.query<{ now: Date }>('select clock_timestamp() as now')
  const apart_ms = Math.abs(engine.clock.now().getTime() - (rows[0]?.now.getTime() ?? Number.NaN))
  if (apart_ms <= MAY_DIFFER_MS) return true
  log.error(
    { apart_s: Math.round(apart_ms / 1000) },
    'the clocks of this machine and of the database differ: nothing is removed until they agree',
  )
  return false
}
