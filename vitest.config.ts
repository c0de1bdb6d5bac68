// One process per core, modules shared between test files (isolate off is eleven times faster), the network closed.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['server/**/*.test.ts', 'tests/**/*.test.ts', 'web/**/*.test.ts', 'cli/**/*.test.ts'],
    exclude: ['tests/e2e/**', 'tests/faults/**', '**/node_modules/**'],
    isolate: false,
    pool: 'forks',
    maxWorkers: 2,
    globalSetup: ['tests/support/database.ts'],
    setupFiles: ['tests/support/closed-network.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    dangerouslyIgnoreUnhandledErrors: false,
  },
})
