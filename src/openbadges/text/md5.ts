/** RFC 1321. Only to read identities that others hashed so: it protects nothing, and web platforms do not offer it. */
export function md5(message: Uint8Array): Uint8Array {
  const state = Uint32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476)
  const words = paddedWords(message)
  for (let block = 0; block < words.length; block += 16) mixBlock(state, words.subarray(block, block + 16))
  const digest = new DataView(new ArrayBuffer(16))
  state.forEach((word, index) => {
    digest.setUint32(index * 4, word, true)
  })
  return new Uint8Array(digest.buffer)
}

/** §3.1 and §3.2: a single bit, zeros, and the length in bits, up to a whole number of blocks. */
function paddedWords(message: Uint8Array): Uint32Array {
  const bytes = new DataView(new ArrayBuffer(Math.ceil((message.length + 9) / 64) * 64))
  new Uint8Array(bytes.buffer).set(message)
  bytes.setUint8(message.length, 0x80)
  bytes.setBigUint64(bytes.byteLength - 8, BigInt(message.length) * 8n, true)
  return Uint32Array.from({ length: bytes.byteLength / 4 }, (_, index) => bytes.getUint32(index * 4, true))
}

/** §3.4. */
function mixBlock(state: Uint32Array, block: Uint32Array): void {
  let [a = 0, b = 0, c = 0, d = 0] = state
  for (let step = 0; step < 64; step += 1) {
    const round = rounds[step >> 4] ?? rounds[0]
    const sum = a + round.mix(b, c, d) + at(block, round.word(step)) + sine(step)
    ;[a, d, c, b] = [d, c, b, (b + rotateLeft(sum, at(round.shifts, step % 4))) | 0]
  }
  ;[a, b, c, d].forEach((word, index) => {
    state[index] = at(state, index) + word
  })
}

const rounds = [
  { mix: (b: number, c: number, d: number) => (b & c) | (~b & d), word: (i: number) => i, shifts: [7, 12, 17, 22] },
  {
    mix: (b: number, c: number, d: number) => (b & d) | (c & ~d),
    word: (i: number) => (5 * i + 1) % 16,
    shifts: [5, 9, 14, 20],
  },
  {
    mix: (b: number, c: number, d: number) => b ^ c ^ d,
    word: (i: number) => (3 * i + 5) % 16,
    shifts: [4, 11, 16, 23],
  },
  {
    mix: (b: number, c: number, d: number) => c ^ (b | ~d),
    word: (i: number) => (7 * i) % 16,
    shifts: [6, 10, 15, 21],
  },
] as const

/** §3.4: the table of constants. */
const sine = (step: number) => Math.floor(Math.abs(Math.sin(step + 1)) * 2 ** 32)
const rotateLeft = (word: number, by: number) => (word << by) | (word >>> (32 - by))
const at = (words: ArrayLike<number>, index: number) => words[index] ?? 0
