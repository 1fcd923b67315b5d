import { compareBatch } from './batch.ts'

const seed = Number(process.argv[2])

process.on('message', async ({ batch }: { batch: number }) => {
  const outcome = await compareBatch(seed, batch)
  process.send?.({ ...outcome, memory: process.memoryUsage.rss() })
})
