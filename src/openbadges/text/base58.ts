/** Base58 with the Bitcoin alphabet (draft-msporny-base58), four characters at a time, since every proof has some. */
export function encodeBase58(bytes: Uint8Array): string {
  const number = toWords(bytes)
  let text = ''
  for (let start = skipZeros(number, 0); start < number.length; start = skipZeros(number, start)) {
    let rest = 0
    for (let at = start; at < number.length; at++) {
      // Below 2^48: exact.
      const dividend = rest * wordSize + (number[at] ?? 0)
      const quotient = Math.floor(dividend / digitSize)
      number[at] = quotient
      rest = dividend - quotient * digitSize
    }
    text = charactersOf(rest) + text
  }
  return '1'.repeat(skipZeros(bytes, 0)) + text.slice(skipOnes(text))
}

/** Undefined when a character is not of the alphabet. Takes quadratic time: bound the length first. */
export function decodeBase58(text: string): Uint8Array | undefined {
  const zeros = skipOnes(text)
  // Four characters take less than 24 bits.
  const words = new Uint32Array(Math.ceil(text.length / 4))
  for (let at = zeros; at < text.length; at += 4) {
    let factor = 1
    let carry = 0
    for (let next = at; next < at + 4 && next < text.length; next++) {
      const value = values[text.charCodeAt(next)] ?? -1
      if (value < 0) return undefined
      carry = carry * 58 + value
      factor *= 58
    }
    for (let word = words.length - 1; word >= 0; word--) {
      const product = (words[word] ?? 0) * factor + carry
      carry = Math.floor(product / wordSize)
      words[word] = product - carry * wordSize
    }
  }
  return toBytes(words, zeros)
}

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
/** By character code. */
const values = Int8Array.from({ length: 128 }, (_, code) => alphabet.indexOf(String.fromCharCode(code)))
/** Of 24 bits. */
const wordSize = 2 ** 24
const digitSize = 58 ** 4

function skipZeros(numbers: Uint8Array | Uint32Array, from: number): number {
  let at = from
  while (at < numbers.length && numbers[at] === 0) at++
  return at
}

function skipOnes(text: string): number {
  let at = 0
  while (at < text.length && text.charCodeAt(at) === 49) at++
  return at
}

/** Big-endian words of 24 bits. */
function toWords(bytes: Uint8Array): Uint32Array {
  const words = new Uint32Array(Math.ceil(bytes.length / 3))
  let word = words.length
  for (let end = bytes.length; end > 0; end -= 3)
    words[--word] = ((bytes[end - 3] ?? 0) << 16) | ((bytes[end - 2] ?? 0) << 8) | (bytes[end - 1] ?? 0)
  return words
}

function toBytes(words: Uint32Array, zeros: number): Uint8Array {
  const bytes = new Uint8Array(words.length * 3)
  for (let word = 0; word < words.length; word++) {
    const value = words[word] ?? 0
    bytes[3 * word] = value >> 16
    bytes[3 * word + 1] = value >> 8
    bytes[3 * word + 2] = value
  }
  const significant = bytes.subarray(skipZeros(bytes, 0))
  const decoded = new Uint8Array(zeros + significant.length)
  decoded.set(significant, zeros)
  return decoded
}

function charactersOf(value: number): string {
  const upper = Math.floor(value / 3364)
  const lower = value % 3364
  return `${alphabet[Math.floor(upper / 58)]}${alphabet[upper % 58]}${alphabet[Math.floor(lower / 58)]}${alphabet[lower % 58]}`
}
