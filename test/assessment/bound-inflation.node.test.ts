import { zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { boundInflation } from '../../src/assessment/submissions/bound-inflation.ts'

test('an archive that inflates beyond measure is given up before its end', async () => {
  const bomb = zipSync({ 'word/document.xml': new Uint8Array(96 * 1024 ** 2) })
  const pieceBytes = 1024
  let taken = 0
  const archive = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(bomb.subarray(taken, taken + pieceBytes))
      taken += pieceBytes
      if (taken >= bomb.length) controller.close()
    },
  })
  const reading = new Response(boundInflation(archive)).arrayBuffer()
  await expect(reading).rejects.toMatchObject({ code: 'payload-too-large' })
  expect(taken).toBeLessThan(bomb.length * 0.8)
})
