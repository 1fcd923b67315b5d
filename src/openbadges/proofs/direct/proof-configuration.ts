import { canonicalize } from '../../model/canonicalize.ts'
import { contextUrls, type DocumentLoader } from '../../model/contexts.ts'
import type { JsonObject, JsonValue } from '../../text/strict-json.ts'

export interface ProofConfigurations {
  /**
   * The canonical form of a proof without its value, read in the contexts of what it proves (VC-DI-EDDSA § Proof
   * Configuration). Undefined for every proof that is not of exactly the usual members.
   */
  canonicalize(proof: JsonObject, contexts: JsonValue | undefined): Promise<string | undefined>
}

/**
 * A proof of the usual members is always one blank node with five statements. That they are these, in the contexts at hand,
 * is asked of the reference library once for every list of contexts.
 */
export function createProofConfigurations(loader: DocumentLoader): ProofConfigurations {
  const usual = new Map<string, Promise<boolean>>()
  return {
    async canonicalize(proof, contexts) {
      if (!isUsual(proof) || !isListOfStrings(contexts)) return undefined
      const name = contexts.join(' ')
      let isUsualHere = usual.get(name)
      if (isUsualHere === undefined) {
        if (usual.size >= mostLists || !definesProofs(contexts)) return undefined
        isUsualHere = isAsTheReferenceWrites(contexts, loader)
        usual.set(name, isUsualHere)
      }
      return (await isUsualHere) ? statementsOf(proof) : undefined
    },
  }
}

/** A stranger can order the known contexts in many ways. */
const mostLists = 100

interface UsualProof extends JsonObject {
  created: string
  verificationMethod: string
}

const members = ['type', 'cryptosuite', 'created', 'verificationMethod', 'proofPurpose', 'proofValue']

function isUsual(proof: JsonObject): proof is UsualProof {
  for (const member in proof) if (!members.includes(member)) return false
  const { type, cryptosuite, proofPurpose, created, verificationMethod } = proof
  return (
    type === 'DataIntegrityProof' &&
    cryptosuite === 'eddsa-rdfc-2022' &&
    proofPurpose === 'assertionMethod' &&
    typeof created === 'string' &&
    moment.test(created) &&
    typeof verificationMethod === 'string' &&
    plainName.test(verificationMethod)
  )
}

/** Needs no escapes. Whether there is such a day is another question. */
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/

/** Needs no escapes, and its scheme is none that a context could have for a prefix: the samples below have the same ones. */
const plainName = /^(?:did:|https:\/\/)[\w.:%~!$&'()*+,;=@/?#-]+$/

const isListOfStrings = (value: JsonValue | undefined): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string')

/** Otherwise the library adds a context of its choice. */
const definesProofs = (contexts: readonly string[]) =>
  [contextUrls.credentialsV2, contextUrls.dataIntegrityV2].some((url) => contexts.includes(url))

const statementsOf = ({ created, verificationMethod }: UsualProof) =>
  `_:c14n0 <http://purl.org/dc/terms/created> "${created}"^^<http://www.w3.org/2001/XMLSchema#dateTime> .
_:c14n0 <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/security#DataIntegrityProof> .
_:c14n0 <https://w3id.org/security#cryptosuite> "eddsa-rdfc-2022"^^<https://w3id.org/security#cryptosuiteString> .
_:c14n0 <https://w3id.org/security#proofPurpose> <https://w3id.org/security#assertionMethod> .
_:c14n0 <https://w3id.org/security#verificationMethod> <${verificationMethod}> .
`

async function isAsTheReferenceWrites(contexts: readonly string[], loader: DocumentLoader): Promise<boolean> {
  for (const verificationMethod of ['did:example:issuer#key', 'https://issuer.example/key']) {
    const proof = {
      type: 'DataIntegrityProof',
      created: '2026-01-01T00:00:00Z',
      verificationMethod,
      cryptosuite: 'eddsa-rdfc-2022',
      proofPurpose: 'assertionMethod',
    }
    try {
      const written = await canonicalize({ '@context': [...contexts], ...proof }, loader)
      if (written !== statementsOf(proof)) return false
    } catch {
      // Contexts that the library refuses are its own to explain.
      return false
    }
  }
  return true
}
