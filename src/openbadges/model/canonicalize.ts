import jsonld from 'jsonld'
import { OpenBadgeError } from '../text/error.ts'
import { type DocumentLoader, pinnedDocumentLoader } from './contexts.ts'

/**
 * What a document says, as N-Quads in their canonical order (RDFC-1.0). Refuses what JSON-LD would leave out silently, and
 * documents made to be costly.
 */
export async function canonicalize(document: object, loader: DocumentLoader = pinnedDocumentLoader()): Promise<string> {
  try {
    return await canonize(document, {
      safe: true,
      base: null,
      // As the libraries that sign do it: a text with its direction is one value, not data that would be lost.
      rdfDirection: 'i18n-datatype',
      documentLoader: loader,
      canonizeOptions: canonicalizationLimits,
    })
  } catch (cause) {
    if (cause instanceof Error && cause.message.startsWith('Maximum deep iterations'))
      throw new OpenBadgeError('too-complex', 'Too many parts of the document look alike.', { cause })
    if (isJsonLdError(cause))
      throw new OpenBadgeError('schema', 'The document uses terms its vocabulary does not have.', { cause })
    throw cause
  }
}

/**
 * Bounds on telling apart nodes without a name (RDFC-1.0 § Dataset Poisoning). The processor reads them only here,
 * under `canonizeOptions`; beside the other options they are ignored.
 */
const canonicalizationLimits = { algorithm: 'RDFC-1.0', maxDeepIterations: 64 } as const

// The published types describe an older version, without safe mode and canonizeOptions.
const canonize = jsonld.canonize as unknown as (document: object, options: CanonizeOptions) => Promise<string>
interface CanonizeOptions {
  safe: true
  base: null
  rdfDirection: 'i18n-datatype'
  documentLoader: DocumentLoader
  canonizeOptions: typeof canonicalizationLimits
}

const isJsonLdError = (error: unknown) => error instanceof Error && error.name.startsWith('jsonld.')
