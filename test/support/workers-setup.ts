import type { TestProject } from 'vitest/node'
import { startTestWorker } from './workers-server.ts'

/** One Worker for all tests of the project: each world in it has a database and a bucket of its own. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestWorker()
  project.provide('worker', server.address)
  return server.close
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the Worker that the app runs in; undefined when it runs in the process of the test. */
    worker: string | undefined
  }
}
