import { constants, deflateRawSync, gunzipSync, gzipSync, inflateRawSync } from 'node:zlib'
import type { Gzip } from '../openbadges/index.ts'
import type { Compression } from './db/db.ts'

/**
 * zlib in this thread, on Workers as on Node: a credential takes some hundredths of a millisecond, and CompressionStream
 * knows no dictionaries.
 */
export const compression: Compression = {
  deflate: (text, dictionary) => deflateRawSync(text, { dictionary }),
  inflate: (bytes, dictionary, { maxBytes }) =>
    inflateRawSync(bytes, { dictionary, maxOutputLength: maxBytes }).toString(),
}

/** For status lists, which are nearly empty: runs of zeros are all there is to find in them. */
export const gzip: Gzip = {
  compress: (bytes) => gzipSync(bytes, { level: 1, strategy: constants.Z_RLE }),
  decompress: (bytes) => gunzipSync(bytes),
}
