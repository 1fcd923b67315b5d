import { defineConfig } from 'vitest/config'

const tests = { testTimeout: 30_000, hookTimeout: 60_000 }

export default defineConfig({
  test: {
    reporters: ['default', './test/support/tally.ts'],
    projects: [
      {
        test: {
          name: 'node',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/conformance/**', 'test/platforms/workers*'],
          ...tests,
        },
      },
      {
        test: {
          name: 'workers',
          include: ['test/journeys/**/*.test.{ts,tsx}', 'test/platforms/workers*.test.ts'],
          exclude: ['**/*.node.test.ts'],
          globalSetup: 'test/support/workers-setup.ts',
          ...tests,
          // Every request goes to another process.
          testTimeout: 90_000,
          // What these tests share is in the Worker, where each world is apart; loading the code anew for each file takes longer than many of them.
          isolate: false,
        },
      },
    ],
  },
})
