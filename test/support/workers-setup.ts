import type { TestProject } from 'vitest/node'
import { startTestWorkers } from './workers-server.ts'

/** A Worker for each process of tests: each world in it has a database and a bucket of its own. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { addresses, close } = await startTestWorkers(project.vitest.config.maxWorkers ?? 1)
  project.provide('workers', addresses)
  return close
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** Addresses of the Workers that the app runs in; undefined when it runs in the process of the test. */
    workers: string[] | undefined
  }
}
