import type { Load } from './load/load.ts'
import { sliceOfLoad } from './load-slice.ts'
import { type Figure, takeTurns } from './measure.ts'
import { toBytes } from './requests.ts'
import type { RunningServer } from './server.ts'

/** What the machine allows: the framework answering nothing but a word, and with one row of the database. */
export async function measureLimits(
  reference: RunningServer,
  load: Load,
  { rounds, milliseconds }: { rounds: number; milliseconds: number },
): Promise<{ name: string; figure: Figure }[]> {
  load.keep('hello', [toBytes(reference.port, { path: '/' })])
  load.keep(
    'lookup',
    Array.from({ length: 50 }, (_, n) => toBytes(reference.port, { path: `/lookup/${n}` })),
  )
  const figures = await takeTurns(
    {
      hello: sliceOfLoad(load, reference, { requests: 'hello', milliseconds }).measure,
      lookup: sliceOfLoad(load, reference, { requests: 'lookup', milliseconds }).measure,
    },
    { rounds },
  )
  return [
    { name: 'Hono, one word', figure: figures.hello },
    { name: 'Hono, one row of SQLite', figure: figures.lookup },
  ]
}
