import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { describeSettings, SETTINGS_GUIDE } from './settings.ts'

test('the guide to the settings is what bin/run cli/settings.ts writes', async () => {
  expect(await readFile(SETTINGS_GUIDE, 'utf8')).toBe(describeSettings())
})
