// Why a customer was not satisfied, as they may say on the survey. The codes are Zendesk's.
export const REASONS = [
  { code: 0, key: 'none', value: 'No reason provided' },
  { code: 5, key: 'slow', value: 'The issue took too long to resolve' },
  { code: 6, key: 'unresolved', value: 'The issue was not resolved' },
  { code: 7, key: 'knowledge', value: "The agent's knowledge is unsatisfactory" },
  { code: 8, key: 'attitude', value: "The agent's attitude is unsatisfactory" },
  { code: 100, key: 'other', value: 'Some other reason' },
] as const

export type Reason = (typeof REASONS)[number]

/** Reasons are the same for every desk, and so are their ids. */
export const idOfReason = ({ code }: Reason): number => code + 1

export function reasonOf(code: number | null): Reason | null {
  return REASONS.find((reason) => reason.code === code) ?? null
}
