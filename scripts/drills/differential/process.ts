import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { BatchOutcome } from './batch.ts'

/** `memory`: resident bytes of the process that answered. */
export type Answer = (BatchOutcome & { memory: number }) | { ended: string | number | null }

/** A process that compares one batch after the other until it is closed. */
export interface Comparer {
  compare(batch: number): Promise<Answer>
  /** How many batches it has compared. */
  answered(): number
  close(): undefined
}

export function startComparer(seed: number): Comparer {
  // jsonld.js copies its contexts so often that a larger nursery saves a third of the time.
  const child = fork(fileURLToPath(new URL('./child.ts', import.meta.url)), [String(seed)], {
    execArgv: [...process.execArgv, '--max-semi-space-size=64'],
  })
  const ended = new Promise<Answer>((resolve) => {
    child.on('exit', (code, signal) => resolve({ ended: signal ?? code }))
    child.on('error', ({ message }) => resolve({ ended: message }))
  })
  let answered = 0
  return {
    async compare(batch) {
      const answer = new Promise<Answer>((resolve) => child.once('message', (sent: Answer) => resolve(sent)))
      child.send({ batch })
      const first = await Promise.race([answer, ended])
      answered++
      return first
    },
    answered: () => answered,
    close() {
      child.disconnect()
      return undefined
    },
  }
}
