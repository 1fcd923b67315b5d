import { Unzip, type UnzipDecoder, UnzipInflate, UnzipPassThrough } from 'fflate'
import { AppError, invalidField } from '../../platform/errors.ts'

/** Opens the file anew each time it is called. */
export type OpenFile = () => Promise<ReadableStream<Uint8Array>>

/**
 * One file out of a ZIP, as it unpacks; undefined when it is not in there. Only what is asked for is unpacked, and never
 * more than `maxBytes` of it, so that a small bundle can't become a large one.
 */
export async function openEntry(
  openZip: OpenFile,
  entryName: string,
  { maxBytes }: { maxBytes: number },
): Promise<ReadableStream<Uint8Array> | undefined> {
  const reader = (await openZip()).getReader()
  const entry = watchFor(entryName, maxBytes)
  const feed = async () => {
    const { done, value } = await reader.read()
    try {
      entry.unzip.push(value ?? new Uint8Array(), done)
    } catch (cause) {
      throw invalidField('/file', 'zip', 'refused.notAZip', {}, cause)
    }
    return done
  }
  let isAtEnd = false
  while (!entry.isFound() && !isAtEnd) isAtEnd = await feed()
  if (!entry.isFound()) return undefined
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      for (;;) {
        const failure = entry.failure()
        if (failure) throw failure
        const chunk = entry.take()
        if (chunk) return controller.enqueue(chunk)
        if (entry.isWhole()) {
          await reader.cancel()
          return controller.close()
        }
        if (isAtEnd) throw new AppError('validation', 'refused.zipBreaksOff')
        isAtEnd = await feed()
      }
    },
    cancel: (reason) => reader.cancel(reason),
  })
}

function watchFor(entryName: string, maxBytes: number) {
  const chunks: Uint8Array[] = []
  let state: 'unseen' | 'found' | 'whole' = 'unseen'
  let failure: unknown
  let bytes = 0
  const unzip = new Unzip((file) => {
    const isWanted = state === 'unseen' && isNamed(file.name, entryName)
    if (isWanted) state = 'found'
    file.ondata = (error, chunk, isLast) => {
      if (!isWanted) return
      bytes += chunk?.length ?? 0
      failure ??= error ?? (bytes > maxBytes ? tooLarge(entryName) : undefined)
      if (chunk && chunk.length > 0 && failure === undefined) chunks.push(chunk)
      if (isLast) state = 'whole'
    }
    file.start()
  })
  unzip.register(decoderThatSkips(UnzipInflate, 8, entryName))
  unzip.register(decoderThatSkips(UnzipPassThrough, 0, entryName))
  return {
    unzip,
    isFound: () => state !== 'unseen',
    isWhole: () => state === 'whole',
    failure: () => failure,
    take: () => chunks.shift(),
  }
}

const tooLarge = (entryName: string) =>
  new AppError('payload-too-large', 'refused.zipEntryTooLarge', { name: entryName })

/** Some programs put the files into a folder, some write its path as Windows does, and some write capitals. */
const isNamed = (path: string, entryName: string) =>
  path.split(/[\\/]/).at(-1)?.toLowerCase() === entryName.toLowerCase()

/** Files that nobody asked for go by without being unpacked. */
function decoderThatSkips(Decoder: new () => UnzipDecoder, compression: number, entryName: string) {
  const make = (name: string): UnzipDecoder => {
    if (isNamed(name, entryName)) return new Decoder()
    const skip: UnzipDecoder = {
      ondata: () => {},
      push: (_chunk, isLast) => skip.ondata(null, new Uint8Array(), isLast),
    }
    return skip
  }
  // fflate makes them with `new`, which takes what a plain function returns.
  return Object.assign(
    function Skipping(name: string) {
      return make(name)
    },
    { compression },
  ) as unknown as Parameters<Unzip['register']>[0]
}
