import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { KeepRequests, LoadOrder, LoadOutcome } from './order.ts'

export interface Load {
  pid: number
  /** Keeps requests under a name. */
  keep(name: string, requests: readonly Uint8Array[]): void
  run(order: LoadOrder): Promise<LoadOutcome>
  /** What was measured until now does not count. */
  record(): void
  stop(): void
  close(): void
}

export async function startLoad(): Promise<Load> {
  const child = fork(fileURLToPath(new URL('./child.ts', import.meta.url)), { serialization: 'advanced' })
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('The process that makes the load has ended.')))
  // It ends when it is closed as well, and nobody waits for it then.
  ended.catch(() => undefined)
  await once(child, 'message')
  return {
    pid: child.pid ?? 0,
    keep: (name, requests) => void child.send({ keep: name, requests } satisfies KeepRequests),
    async run(order) {
      const answered = once(child, 'message').then(([outcome]) => outcome as LoadOutcome)
      child.send(order)
      return Promise.race([answered, ended])
    },
    record: () => void child.send('record'),
    stop: () => void child.send('stop'),
    close: () => child.disconnect(),
  }
}
