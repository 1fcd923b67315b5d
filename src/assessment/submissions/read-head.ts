/** The first bytes of a stream, and a stream that has them all again. */
export async function readHead(
  body: ReadableStream<Uint8Array>,
  length: number,
): Promise<{ head: Uint8Array; whole: ReadableStream<Uint8Array> }> {
  const reader = body.getReader()
  const chunks: Uint8Array[] = []
  const head = new Uint8Array(length)
  let filled = 0
  while (filled < length) {
    const { done, value } = await reader.read()
    if (done) break
    chunks.push(value)
    head.set(value.subarray(0, length - filled), filled)
    filled = Math.min(length, filled + value.length)
  }
  const whole = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const kept = chunks.shift()
        if (kept) return controller.enqueue(kept)
        const { done, value } = await reader.read()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
  return { head: head.subarray(0, filled), whole }
}
