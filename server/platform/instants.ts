// Instants as the API writes them: UTC, whole seconds, `2026-11-22T07:09:00Z`.

/** An instant for a reply. */
export function apiTime(instant: Date): string {
  return `${instant.toISOString().slice(0, 19)}Z`
}

/** As apiTime, for what may not have happened yet. */
export function apiTimeOrNull(instant: Date | null): string | null {
  return instant === null ? null : apiTime(instant)
}
