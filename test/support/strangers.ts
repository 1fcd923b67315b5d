import { gzipSync } from 'node:zlib'
import { CompactSign, exportJWK, generateKeyPair as generateJoseKeys } from 'jose'
import {
  buildStatusListCredential,
  type DidDocument,
  type DocumentKind,
  didWebUrl,
  generateKeyPair,
  importSigningKey,
  issuerDidDocument,
  newStatusList,
  type SigningKey,
  setBit,
  signCredential,
  VerifyFetchError,
  type VerifyPorts,
  verifyProof,
} from '../../src/openbadges/index.ts'

/** An issuer somewhere else, with a key of its own and documents that a test serves, or doesn't. */
export interface Stranger {
  did: string
  didUrl: string
  didDocument: DidDocument
  key: SigningKey
  /** Signs what it is given, whatever it is. */
  sign(unsigned: object): Promise<Record<string, unknown>>
  /** A signed list with these positions set. */
  statusList(options?: StatusListOptions): Promise<Record<string, unknown>>
}
interface StatusListOptions {
  url?: string
  set?: readonly number[]
  purpose?: 'revocation' | 'suspension'
  change?: (unsigned: object) => object
}

export const statusListUrl = 'https://issuer.org/status/3'
const signedAt = new Date('2026-05-01T14:03:00Z')

export async function createStranger(did = 'did:web:issuer.org:issuers:d1'): Promise<Stranger> {
  const { publicKey, privateKey } = await generateKeyPair('Ed25519')
  const isWeb = did.startsWith('did:web:')
  const controller = did === 'did:key' ? `did:key:${publicKey}` : did
  const id = did === 'did:key' ? `${controller}#${publicKey}` : `${controller}#k1`
  const key = await importSigningKey({ id, controller, algorithm: 'Ed25519', privateKey })
  const sign = async (unsigned: object) => ({ ...(await signCredential(unsigned, key, { created: signedAt })) })
  return {
    did: controller,
    didUrl: isWeb ? didWebUrl(did) : '',
    didDocument: issuerDidDocument(controller, [{ id, algorithm: 'Ed25519', publicKey }]),
    key,
    sign,
    async statusList({
      url = statusListUrl,
      set = [],
      purpose = 'revocation',
      change = (unsigned: object) => unsigned,
    } = {}) {
      const bits = newStatusList()
      for (const position of set) setBit(bits, position, true)
      const facts = { url, issuer: controller, purpose, bits, validFrom: signedAt, ttlMilliseconds: 300_000 }
      return sign(change(buildStatusListCredential(facts, { compress: gzipSync })))
    },
  }
}

/** A key for tokens of the W3C's form, and a document of the issuer that lists it alone. */
export async function createTokenKey({ did }: Pick<Stranger, 'did'>, algorithm = 'ES256') {
  const { privateKey, publicKey } = await generateJoseKeys(algorithm, { extractable: true })
  const id = `${did}#jwt`
  const publicKeyJwk = { ...(await exportJWK(publicKey)) }
  return {
    publicKeyJwk,
    didDocument: {
      id: did,
      verificationMethod: [{ id, type: 'JsonWebKey', controller: did, publicKeyJwk }],
      assertionMethod: [id],
    },
    sign: (claims: object, header: object = {}): Promise<string> =>
      new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
        .setProtectedHeader({ alg: algorithm, typ: 'vc+jwt', kid: id, ...header })
        .sign(privateKey),
  }
}

/** A badge as a stranger may make one, before it is signed. */
export const strangersBadge = (did: string, changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  '@context': [
    'https://www.w3.org/ns/credentials/v2',
    'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
    'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
  ],
  id: 'https://issuer.org/credentials/11111111-1111-4111-8111-111111111111',
  type: ['VerifiableCredential', 'OpenBadgeCredential'],
  issuer: { id: did, type: ['Profile'], name: 'District One' },
  validFrom: '2026-05-01T14:03:00Z',
  validUntil: '2027-05-01T14:03:00Z',
  name: 'Badge',
  credentialSubject: {
    type: ['AchievementSubject'],
    identifier: [
      {
        type: 'IdentityObject',
        hashed: true,
        identityHash: 'sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399',
        identityType: 'emailAddress',
        salt: 'Kosher',
      },
    ],
    achievement: {
      id: 'https://issuer.org/achievements/22222222-2222-4222-8222-222222222222',
      type: ['Achievement'],
      name: 'B',
      description: 'd',
      criteria: { narrative: 'n' },
    },
  },
  credentialStatus: {
    id: `${statusListUrl}#94567`,
    type: 'BitstringStatusListEntry',
    statusPurpose: 'revocation',
    statusListIndex: '94567',
    statusListCredential: statusListUrl,
  },
  ...changes,
})

/** A badge as a stranger may make one who says of nobody that it is theirs. */
export function badgeOfNobody(did: string): Record<string, unknown> {
  const { credentialStatus: _, credentialSubject, ...badge } = strangersBadge(did)
  const { identifier: __, ...subject } = credentialSubject as Record<string, unknown>
  return { ...badge, credentialSubject: subject }
}

/** Of the years before 2017: there is no context, and a badge class stands inside. */
export const badgeOfOpenBadges1 = {
  uid: 'f2c20',
  recipient: { type: 'email', hashed: false, identity: 'lena@lakeside.example' },
  badge: 'https://issuer.org/badges/1',
  verify: { type: 'hosted', url: 'https://issuer.org/assertions/f2c20' },
  issuedOn: '2014-05-14',
}

/** A wallet's file with several credentials. */
export const presentationOf = (...verifiableCredential: unknown[]) => ({
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  type: ['VerifiablePresentation'],
  verifiableCredential,
})

/** Ports on documents by address, which remember what was asked for. What is not there does not answer. */
export function portsWith(
  documents: Record<string, object | string | VerifyFetchError>,
  changes: Partial<VerifyPorts> = {},
): VerifyPorts & { asked: string[] } {
  const asked: string[] = []
  return {
    now: new Date('2026-05-14T15:00:00Z'),
    verifyProof,
    async resolveDocument(url: string, kind: DocumentKind) {
      asked.push(`${kind} ${url}`)
      const document = documents[url] ?? new VerifyFetchError('unreachable')
      if (document instanceof VerifyFetchError) throw document
      return new TextEncoder().encode(typeof document === 'string' ? document : JSON.stringify(document))
    },
    asked,
    ...changes,
  }
}
