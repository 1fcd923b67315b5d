import type Database from 'better-sqlite3'

/** Lets writes of one turn of the event loop share a transaction, so that they share the one sync that makes them last. */
export interface GroupCommit {
  /**
   * Does the work in the next shared transaction and answers once that is on disk. Work that throws is undone alone, and
   * told alone; when the transaction can't be completed, all who shared it are told.
   */
  write<T>(work: () => T): Promise<T>
  /** Writes what waits, now. */
  flush(): void
}

export function createGroupCommit(sqlite: Database.Database): GroupCommit {
  // Immediate: a deferred transaction that reads first fails with SQLITE_BUSY when another process writes.
  const [begin, commit, rollback] = prepareAll(sqlite, ['begin immediate', 'commit', 'rollback'])
  const [savepoint, release, undo] = prepareAll(sqlite, ['savepoint one', 'release one', 'rollback to one'])
  let waiting: Waiting[] = []

  function flush({ isLast = true } = {}) {
    const group = waiting
    waiting = []
    if (group.length === 0) return
    try {
      begin.run()
    } catch (error) {
      if (!isLast && isHeldElsewhere(error)) return tryAgain(group, error)
      for (const { refuse } of group) refuse(error)
      return
    }
    try {
      const answers = group.map(attempt)
      commit.run()
      for (const answer of answers) answer()
    } catch (error) {
      if (sqlite.inTransaction) rollback.run()
      for (const { refuse } of group) refuse(error)
    }
  }

  /** Another process writes, or holds the database for reasons of its own: meanwhile this one goes on reading. */
  function tryAgain(group: Waiting[], error: unknown) {
    const now = performance.now()
    const patient = group.filter(({ since }) => now - since < longestWait)
    for (const { refuse, since } of group) if (now - since >= longestWait) refuse(error)
    waiting = [...patient, ...waiting]
    if (waiting.length > 0) setTimeout(() => flush({ isLast: false }), shortestPause + Math.random() * longestPause)
  }

  /** What to say to whoever waits, once all is on disk. */
  function attempt({ work, answer, refuse }: Waiting): () => void {
    savepoint.run()
    try {
      const result = work()
      release.run()
      return () => answer(result)
    } catch (error) {
      // A full disk, for one, ends the transaction of all.
      if (!sqlite.inTransaction) throw error
      undo.run()
      release.run()
      return () => refuse(error)
    }
  }

  return {
    flush: () => flush(),
    write: (work) =>
      new Promise((answer, refuse) => {
        // Each answer goes to the work it came from.
        waiting.push({ work, answer: answer as Waiting['answer'], refuse, since: performance.now() })
        if (waiting.length === 1) setImmediate(() => flush({ isLast: false }))
      }),
  }
}

/** Milliseconds. Who still waits after them is told to come again. */
const longestWait = 10_000
const [shortestPause, longestPause] = [5, 20]

const isHeldElsewhere = (error: unknown) =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('SQLITE_BUSY')

interface Waiting {
  since: number
  work(): unknown
  answer(result: unknown): void
  refuse(error: unknown): void
}

const prepareAll = <const Sql extends readonly string[]>(sqlite: Database.Database, all: Sql) =>
  // One statement for each text.
  all.map((sql) => sqlite.prepare(sql)) as { [I in keyof Sql]: Database.Statement }
