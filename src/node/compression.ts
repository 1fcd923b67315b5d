import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Compression } from '../platform/db/db.ts'

/** zlib in this thread: a credential takes some hundredths of a millisecond. */
export const compression: Compression = {
  deflate: (text, dictionary) => deflateRawSync(text, { dictionary }),
  inflate: (bytes, dictionary, { maxBytes }) =>
    inflateRawSync(bytes, { dictionary, maxOutputLength: maxBytes }).toString(),
}
