import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/{openbadges,journeys,platforms,browser}/**/*.test.{ts,tsx}'],
    reporters: ['default', './test/support/tally.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
