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

  function flush() {
    const group = waiting
    waiting = []
    if (group.length === 0) return
    try {
      begin.run()
      const answers = group.map(attempt)
      commit.run()
      for (const answer of answers) answer()
    } catch (error) {
      if (sqlite.inTransaction) rollback.run()
      for (const { refuse } of group) refuse(error)
    }
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
    flush,
    write: (work) =>
      new Promise((answer, refuse) => {
        // Each answer goes to the work it came from.
        waiting.push({ work, answer: answer as Waiting['answer'], refuse })
        if (waiting.length === 1) setImmediate(flush)
      }),
  }
}

interface Waiting {
  work(): unknown
  answer(result: unknown): void
  refuse(error: unknown): void
}

const prepareAll = <const Sql extends readonly string[]>(sqlite: Database.Database, all: Sql) =>
  // One statement for each text.
  all.map((sql) => sqlite.prepare(sql)) as { [I in keyof Sql]: Database.Statement }
