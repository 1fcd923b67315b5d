import { OpenBadgeError } from './error.ts'

/** Inflates at most `maxBytes`, in memory of that order. Undefined when the bytes are not what `format` says. */
export async function decompress(
  compressed: Uint8Array,
  format: 'deflate' | 'gzip',
  maxBytes: number,
): Promise<Uint8Array | undefined> {
  const reader = new Blob([compressed.slice()]).stream().pipeThrough(new DecompressionStream(format)).getReader()
  const parts: Uint8Array[] = []
  let size = 0
  for (;;) {
    const next = await reader.read().catch(() => undefined)
    if (next === undefined) return undefined
    if (next.done) return join(parts, size)
    parts.push(next.value)
    size += next.value.length
    if (size > maxBytes) {
      await reader.cancel().catch(() => undefined)
      throw new OpenBadgeError('decompression-limit', `The compressed data unpacks to more than ${maxBytes} bytes.`)
    }
  }
}

function join(parts: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size)
  let position = 0
  for (const part of parts) {
    whole.set(part, position)
    position += part.length
  }
  return whole
}
