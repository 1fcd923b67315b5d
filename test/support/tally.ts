import type { Reporter, TestModule } from 'vitest/node'

/** One plain closing line that any continuous-integration service can read. */
export default class Tally implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]) {
    const count = { passed: 0, failed: errors.length, skipped: 0, pending: 0 }
    for (const module of modules) {
      const tests = [...module.children.allTests()]
      if (module.state() === 'failed' && !tests.some((test) => test.result().state === 'failed')) count.failed++
      for (const test of tests) count[test.result().state]++
    }
    console.log(`${count.passed} passed, ${count.failed + count.pending} failed`)
  }
}
