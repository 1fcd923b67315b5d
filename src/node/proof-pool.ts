import { Worker } from 'node:worker_threads'
import { OpenBadgeError, type ProofOutcome, type ProofVerifier } from '../openbadges/index.ts'
import { AppError } from '../platform/errors.ts'
import type { ProofAnswer, ProofQuestion } from './proof-worker.ts'

export interface ProofPool {
  verifyProof: ProofVerifier
  close(): Promise<void>
}

export interface ProofPoolSettings {
  /** The built worker. A thread can't load TypeScript, so tests point to `dist`. */
  workerFile?: URL
  maxMilliseconds?: number
  maxWaiting?: number
}

/**
 * Checks proofs in a thread with bounded memory and time: a small document can make canonicalization take minutes or
 * gigabytes, and only the end of its thread stops it. The server stays responsive and a new thread takes the next one.
 */
export function createProofPool(settings: ProofPoolSettings = {}): ProofPool {
  const {
    workerFile = new URL('./proof-worker.js', import.meta.url),
    maxMilliseconds = 2000,
    maxWaiting = 16,
  } = settings
  const waiting: Task[] = []
  let isRunning = false
  let thread: Thread | undefined

  async function runAll() {
    isRunning = true
    for (let task = waiting.shift(); task; task = waiting.shift()) {
      thread ??= startThread(workerFile)
      const answer = await thread.ask(task.question, maxMilliseconds)
      if (answer.kind === 'ended') thread = undefined
      conclude(task, answer)
    }
    isRunning = false
  }

  return {
    verifyProof(question) {
      if (waiting.length >= maxWaiting) return Promise.reject(busy())
      return new Promise((resolve, reject) => {
        waiting.push({ question, resolve, reject })
        if (!isRunning) void runAll()
      })
    },
    async close() {
      for (const task of waiting.splice(0)) task.reject(busy())
      await thread?.close()
    },
  }
}

interface Task {
  question: ProofQuestion
  resolve(outcome: ProofOutcome): void
  reject(error: Error): void
}

type Answer = Exclude<ProofAnswer, { kind: 'ready' }> | { kind: 'ended'; wasReady: boolean }

const busy = () =>
  new AppError(
    'busy',
    'refused.tooManyChecks',
    {},
    {
      retryAfterSeconds: 5,
    },
  )

function conclude(task: Task, answer: Answer) {
  if (answer.kind === 'outcome') return task.resolve(answer.outcome)
  if (answer.kind === 'refused')
    return task.reject(new OpenBadgeError(answer.code, answer.message, { pointer: answer.pointer }))
  if (answer.kind === 'ended' && answer.wasReady)
    return task.reject(new OpenBadgeError('too-complex', 'Checking this proof would take too long.'))
  task.reject(new Error('The proof worker failed.'))
}

interface Thread {
  ask(question: ProofQuestion, maxMilliseconds: number): Promise<Answer>
  close(): Promise<void>
}

function startThread(file: URL): Thread {
  const worker = new Worker(file, {
    resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16 },
    // A stranger's document is read there: it gets none of our settings.
    env: {},
    execArgv: [],
  })
  let isReady = false
  let answer: ((answer: Answer) => void) | undefined
  const ready = new Promise<void>((resolve) => {
    worker.on('message', (message: ProofAnswer) => {
      if (message.kind !== 'ready') return answer?.(message)
      isReady = true
      resolve()
    })
  })
  // Out of memory arrives as an error, then as the exit that is handled.
  worker.on('error', () => undefined)
  const ended = new Promise<Answer>((resolve) => {
    worker.on('exit', () => resolve({ kind: 'ended', wasReady: isReady }))
  })

  return {
    async ask(question, maxMilliseconds) {
      // Loading its modules is not the document's fault and has its own, longer time.
      const starting = setTimeout(() => void worker.terminate(), 20_000)
      await Promise.race([ready, ended])
      clearTimeout(starting)
      const answered = new Promise<Answer>((resolve) => {
        answer = resolve
      })
      worker.postMessage(question)
      const timer = setTimeout(() => void worker.terminate(), maxMilliseconds)
      const result = await Promise.race([answered, ended])
      clearTimeout(timer)
      return result
    },
    async close() {
      await worker.terminate()
    },
  }
}
