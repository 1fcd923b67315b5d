import { inject } from 'vitest'

/** Address of the Worker that the app of this process of tests runs in; undefined when it runs in the process itself. */
export const workerAddress = (): string | undefined => inject('workers')?.[Number(process.env.VITEST_POOL_ID) - 1]
