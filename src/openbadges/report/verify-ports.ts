import type { DidDocument } from '../keys/did.ts'
import type { CredentialDocument } from '../model/shape-guard.ts'
import type { StatusEntry } from '../model/status-list.ts'
import type { ProofVerifier } from '../proofs/data-integrity.ts'

/** What a verification may ask of its surroundings. It has no other way to reach anything. */
export interface VerifyPorts {
  now: Date
  /** Where issuers of our own are published; a development server may have a port or be localhost, strangers may not. */
  ownOrigin?: string
  verifyProof: ProofVerifier
  /** The bytes behind an address. Throws VerifyFetchError when there are none; anything else it throws ends the verification. */
  resolveDocument(url: string, kind: DocumentKind): Promise<Uint8Array>
  /** The document of an issuer that is published here, as it is now. It stands for the one at its address. */
  findOwnDidDocument?(did: string): Promise<DidDocument | undefined>
  /**
   * What the records behind a status list that is published here say of this credential at this moment. Undefined for all
   * other lists, and where records and entry do not agree: then the list itself is read.
   */
  findOwnStatus?(entry: StatusEntry, credential: CredentialDocument): Promise<'set' | 'not-set' | undefined>
  /** Asked after the issuer's document was resolved. Absent where no list of issuers is kept. */
  knownIssuer?(issuerId: string): IssuerStanding | undefined
  /**
   * Whether an issuer known as `this-server` has what was signed in its ledger. A signature proves the key, a record proves
   * the act: whoever stole a key can't write one.
   */
  isOnRecord?(issued: IssuedCredential): Promise<boolean>
}

/** What an issuer's own record is asked about: the credential with what vouches for it. */
export interface IssuedCredential {
  credential: CredentialDocument
  /** The values of the embedded proofs that passed. */
  passedProofs: readonly string[]
  /** The token it came in, where it came in one. */
  token: string | undefined
  /** SHA-256 of the bytes it came in, where somebody took it. */
  digest: string | undefined
}

/** What a document is asked for, so that whoever fetches it may bound each kind by itself. */
export type DocumentKind = 'did' | 'status-list' | 'refresh' | 'key' | 'open-badges-2'
/** What is known here of an issuer: listed by a registry, an issuer of this very server, or on a list of warnings. */
export type IssuerStanding = 'registry' | 'this-server' | 'warning'

/**
 * Why there is no document: nobody answered properly or in time, we don't go there, nothing is there (404), it was taken away
 * (410), the answer is of another kind (such as a page), it is too large, or one check has asked for many others before.
 */
export type FetchFailure =
  | 'unreachable'
  | 'timeout'
  | 'not-allowed'
  | 'not-found'
  | 'gone'
  | 'not-json'
  | 'too-large'
  | 'too-many'

/** Thrown by ports that fetch. It makes a check *not checked*, never failed: what could not be read says nothing of a badge. */
export class VerifyFetchError extends Error {
  override readonly name = 'VerifyFetchError'
  readonly kind: FetchFailure
  constructor(kind: FetchFailure, options?: { cause?: unknown }) {
    super(`The document is ${kind}.`, options)
    this.kind = kind
  }
}
