// Tests against programs of others, which they start themselves: see tests/peers.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/peers/**/*.peer.ts'],
    isolate: false,
    pool: 'forks',
    maxWorkers: 1,
    fileParallelism: false,
    globalSetup: ['tests/support/database.ts'],
    testTimeout: 60_000,
    hookTimeout: 180_000,
  },
})
