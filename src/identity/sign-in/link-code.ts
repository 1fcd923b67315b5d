/** Without letters and digits that look alike. 32 of them, so that five bits of each byte choose evenly. */
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** Eight letters to type by hand: 40 bits, of which a browser may guess a few. */
export const makeCode = (random: Uint8Array): string =>
  Array.from(random.subarray(0, 8), (byte) => alphabet[byte & 31]).join('')

/** As in the mail: in two groups. */
export const spellCode = (code: string) => `${code.slice(0, 4)}-${code.slice(4)}`

/** However it was typed. */
export const foldCode = (typed: string) => typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')

/** A code is worth nothing but in the browser that asked for it. */
export const secretOfCode = (requestHash: string, code: string) => `${requestHash}.${code}`
