/**
 * Bytes as text: Z85 (ZeroMQ RFC 32), with a shorter last group where bytes are left over. Five characters for four bytes,
 * where base 64 has six, and none that JSON or SQL would escape.
 */
export function encodeBase85(bytes: Uint8Array): string {
  const groups = Math.ceil(bytes.length / 4)
  const codes = new Uint8Array(groups * 5)
  for (let group = 0; group < groups; group++) {
    const at = group * 4
    let word =
      (bytes[at] ?? 0) * 2 ** 24 + (((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0))
    for (let digit = 4; digit >= 0; digit--) {
      const rest = Math.floor(word / 85)
      codes[group * 5 + digit] = characters[word - rest * 85] ?? 0
      word = rest
    }
  }
  return decoder.decode(codes.subarray(0, codes.length - (groups * 4 - bytes.length)))
}

/** Throws for text that nobody has encoded so. */
export function decodeBase85(text: string): Uint8Array {
  const groups = Math.ceil(text.length / 5)
  const missing = groups * 5 - text.length
  if (missing === 4) throw new Error('This is not base 85.')
  const bytes = new Uint8Array(groups * 4)
  for (let group = 0; group < groups; group++) {
    let word = 0
    for (let at = group * 5; at < group * 5 + 5; at++) {
      // The characters that are missing stand for the highest digit, so that the bytes before them come out as they were.
      const digit = at < text.length ? (digits[text.charCodeAt(at)] ?? -1) : 84
      if (digit < 0) throw new Error('This is not base 85.')
      word = word * 85 + digit
    }
    if (word >= 2 ** 32) throw new Error('This is not base 85.')
    bytes[group * 4] = word / 2 ** 24
    bytes[group * 4 + 1] = word >>> 16
    bytes[group * 4 + 2] = word >>> 8
    bytes[group * 4 + 3] = word
  }
  return bytes.subarray(0, bytes.length - missing)
}

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#'
const characters = new TextEncoder().encode(alphabet)
/** By character code. */
const digits = Int8Array.from({ length: 128 }, (_, code) => alphabet.indexOf(String.fromCharCode(code)))
const decoder = new TextDecoder()
