import { defineConfig } from 'vitest/config'

// Loading the code anew for each file would take longer than the tests, and nothing in it keeps state between them.
const together = { isolate: false, testTimeout: 30_000, hookTimeout: 60_000 }
const onWorkersOnly = 'test/platforms/workers*.test.ts'
const inBrowser = 'test/browser/**/*.test.ts'

export default defineConfig({
  test: {
    reporters: ['default', './test/support/tally.ts'],
    // By itself Vitest leaves one core to whoever works at the machine, which is half of a small one.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'node',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/conformance/**', 'test/security/**', onWorkersOnly, inBrowser],
          ...together,
        },
      },
      {
        test: {
          name: 'security',
          include: ['test/security/**/*.test.{ts,tsx}'],
          ...together,
          // These poison the prototypes that everything else stands on.
          isolate: true,
        },
      },
      {
        test: {
          name: 'workers',
          include: [
            'test/{platform,identity,definitions,assessment,credentials,operations,http,web}/**/*.test.{ts,tsx}',
            onWorkersOnly,
          ],
          exclude: ['**/*.node.test.ts'],
          globalSetup: 'test/support/workers-setup.ts',
          ...together,
          // Every request goes to another process.
          testTimeout: 90_000,
        },
      },
      { test: { name: 'browser', include: [inBrowser], ...together } },
    ],
  },
})
