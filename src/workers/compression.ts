import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Compression } from '../platform/db/db.ts'

/** From `nodejs_compat`: CompressionStream knows no dictionaries. */
export const compression: Compression = {
  deflate: (text, dictionary) => deflateRawSync(text, { dictionary }),
  inflate: (bytes, dictionary, { maxBytes }) =>
    inflateRawSync(bytes, { dictionary, maxOutputLength: maxBytes }).toString(),
}
