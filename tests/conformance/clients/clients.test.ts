// The scripted clients, one after another on one desk: filling it takes longer than any of them. Who only reads comes
// first, then who leaves things as they were, last who leaves something behind.
import { afterAll, beforeAll } from 'vitest'
import type { Listening } from '../listening.ts'
import { airbyte } from './airbyte.ts'
import { goZendesk } from './go-zendesk.ts'
import { ruby } from './ruby.ts'
import { tapZendesk } from './tap-zendesk.ts'
import { openFilled } from './wire.ts'
import { zenpy } from './zenpy.ts'

let filled: Listening
beforeAll(async () => {
  filled = await openFilled()
}, 120_000)
afterAll(async () => await filled.close())

for (const client of [airbyte, tapZendesk, zenpy, goZendesk, ruby]) client(() => filled)
