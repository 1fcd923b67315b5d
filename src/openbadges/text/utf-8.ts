import { OpenBadgeError } from './error.ts'

/** The text of a file in UTF-8, without the mark that some programs put before it (RFC 8259 § 8.1: a reader may look past it). */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    // Of several marks only the first is none of the text.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new OpenBadgeError('not-utf-8', 'The text is not UTF-8.', { cause })
  }
}

/** Whether text is in UTF-16, by its mark or by the zero that every second byte of plain text then is. */
export function isUtf16(bytes: Uint8Array): boolean {
  const [first, second, third, fourth] = bytes
  const isMarked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
  return (
    isMarked ||
    (first === 0 && third === 0 && !!second && !!fourth) ||
    (!!first && !!third && second === 0 && fourth === 0)
  )
}
