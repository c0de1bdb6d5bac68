// The one place that reads the time, so that tests can set it.

export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }
