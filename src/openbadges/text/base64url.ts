export function encodeBase64url(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    text += characterOf(group >> 18) + characterOf(group >> 12)
    if (at + 1 < bytes.length) text += characterOf(group >> 6)
    if (at + 2 < bytes.length) text += characterOf(group)
  }
  return text
}

/** Undefined unless the text is the one spelling of its bytes: no padding, no spaces, no bits left over at the end. */
export function parseBase64url(text: string): Uint8Array | undefined {
  const left = text.length % 4
  if (left === 1) return undefined
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let at = 0
  let bits = 0
  for (let position = 0; position < text.length; position++) {
    const value = values[text.charCodeAt(position)] ?? -1
    if (value < 0) return undefined
    bits = ((bits << 6) | value) & 0xffffff
    if (position % 4 === 1) bytes[at++] = bits >> 4
    if (position % 4 === 2) bytes[at++] = bits >> 2
    if (position % 4 === 3) bytes[at++] = bits
  }
  // Only the last group, when it is a short one, can be spelled in several ways.
  const unused = left === 2 ? 0b1111 : left === 3 ? 0b11 : 0
  return (bits & unused) === 0 ? bytes : undefined
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
/** By character code. */
const values = Int8Array.from({ length: 128 }, (_, code) => alphabet.indexOf(String.fromCharCode(code)))
const characterOf = (value: number) => alphabet.charAt(value & 63)
