import { OpenBadgeError, type OpenBadgeErrorCode } from './error.ts'

/** The text of a file in UTF-8, without the mark that some programs put before it (RFC 8259 § 8.1: a reader may look past it). */
export function decodeUtf8(bytes: Uint8Array, otherwise: OpenBadgeErrorCode = 'malformed-json'): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new OpenBadgeError(otherwise, 'The text is not UTF-8.', { cause })
  }
}

/** Refuses text in UTF-16, which shows by its mark or by the zero that every second byte of plain text then is. */
export function assertIsNotUtf16(bytes: Uint8Array): void {
  const [first, second, third, fourth] = bytes
  const isMarked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
  const isBigEndian = first === 0 && third === 0 && !!second && !!fourth
  const isLittleEndian = second === 0 && fourth === 0 && !!first && !!third
  if (isMarked || isBigEndian || isLittleEndian)
    throw new OpenBadgeError('not-utf-8', 'The text is in UTF-16. Save it as UTF-8.')
}
