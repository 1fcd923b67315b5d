import { Unzip, UnzipInflate, UnzipPassThrough } from 'fflate'
import { AppError } from '../../platform/errors.ts'

/** Office programs write far less than this; what inflates further is made to fill the memory of whoever opens it. */
const mostTimes = 200
const mostBytes = 1024 ** 3
/** Up to this it is no burden to anybody, however well it was packed. */
const harmlessBytes = 1024 ** 2
/** A beginning may be packed better than the whole; past this it is judged without waiting for the rest. */
const longestBeginning = 64 * 1024 ** 2

/** Passes an archive on as it comes, and fails as soon as it has shown to inflate beyond all measure. */
export function boundInflation(archive: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  let packed = 0
  let unpacked = 0
  const unzip = new Unzip((entry) => {
    entry.ondata = (error, chunk) => {
      if (error) throw error
      unpacked += chunk.length
      if (unpacked > mostBytes) throw inflatesTooFar()
      if (unpacked > longestBeginning) assertInProportion()
    }
    entry.start()
  })
  const assertInProportion = () => {
    if (unpacked > harmlessBytes && unpacked > mostTimes * packed) throw inflatesTooFar()
  }
  unzip.register(UnzipInflate)
  unzip.register(UnzipPassThrough)
  return archive.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        // In small pieces: each can become a thousand times as much at once.
        for (let at = 0; at < chunk.length; at += pieceBytes) {
          const piece = chunk.slice(at, at + pieceBytes)
          packed += piece.length
          push(unzip, piece)
        }
        controller.enqueue(chunk)
      },
      flush: assertInProportion,
    }),
  )
}

const pieceBytes = 4096

function push(unzip: Unzip, piece: Uint8Array) {
  try {
    unzip.push(piece)
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError(
      'unsupported-media',
      'refused.cannotUnpack',
      {},
      {
        cause: error,
      },
    )
  }
}

const inflatesTooFar = () => new AppError('payload-too-large', 'refused.inflates')
