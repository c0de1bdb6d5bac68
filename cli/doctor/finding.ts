/** One thing the doctor looked at. */
export interface Finding {
  /** What was looked at: `port`, `disk`, `database`, … */
  check: string
  state: 'ok' | 'warning' | 'problem'
  message: string
  /** The command or setting that mends it; absent when all is well. */
  mend?: string
}

export const ok = (check: string, message: string): Finding => ({ check, state: 'ok', message })
export const warning = (check: string, message: string, mend: string): Finding => ({
  check,
  state: 'warning',
  message,
  mend,
})
export const problem = (check: string, message: string, mend: string): Finding => ({
  check,
  state: 'problem',
  message,
  mend,
})
