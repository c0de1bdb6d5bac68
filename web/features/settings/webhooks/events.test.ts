import { expect, it } from 'vitest'
import { EVENT_TYPES } from '../../../../server/webhooks/subscriptions.ts'
import { eventPrefix, events } from './events.ts'

it('the page offers exactly the events that can be subscribed to', () => {
  const offered = Object.entries(events).flatMap(([of, names]) => names.map((name) => `${eventPrefix}${of}.${name}`))
  expect(offered.toSorted()).toEqual([...EVENT_TYPES].toSorted())
})
