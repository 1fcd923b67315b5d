import { sign, verify } from 'node:crypto'
import { fullCredential } from './fixtures/full.ts'
import { typicalCredential, withStatus } from './fixtures/typical.ts'
import { type Figure, type MeasureSlice, sliceOf, takeTurns, type Work } from './measure.ts'
import { controllerDocument, created, issuer, privateKey, publicKey, signingKey } from './parties.ts'
import { createDidkit } from './peers/didkit.ts'
import { createDigitalBazaar } from './peers/digitalbazaar.ts'
import { createDigitalCredentials, createVerifierCore } from './peers/digitalcredentials.ts'
import type { Stack } from './peers/stack.ts'
import { createNodeCryptography, openBadges } from './product.ts'
import { assertAsReference } from './reference-check.ts'
import { compared, type Measured } from './rows.ts'

/** Credentials of one shape that take turns. */
const poolSize = 500
const now = created.toISOString()

const proofs = openBadges.createProofs(createNodeCryptography())

const typical = (n: number) => withStatus(typicalCredential(n, issuer), n)
const full = (n: number) => fullCredential(n, issuer)

export interface LibraryFigures {
  rows: Measured[]
  /** What each library does, and what the signature alone takes. */
  stacks: { name: string; issue?: Figure; verify?: Figure }[]
}

export async function measureLibraries({ rounds, milliseconds }: Effort): Promise<LibraryFigures> {
  const reference = await createDigitalBazaar()
  const others = [await createDigitalCredentials(), createVerifierCore(), await createDidkit()]
  await proofs.warmUp()
  const [typicals, fulls] = [await signPool(typical, poolSize), await signPool(full, 100)]

  const issuing = await takeTurns(
    contenders(milliseconds, [
      ['signet', (n) => proofs.sign(pick(typicals, n).unsigned, signingKey, { created })],
      ...[reference, ...others].map((stack) => [stack.name, issueWith(stack)] as const),
      ['Ed25519', () => sign(null, digests, privateKey)],
    ]),
    { rounds },
  )
  const verifying = await takeTurns(
    contenders(milliseconds, [
      ['signet', (n) => proofs.verify(pick(typicals, n).input)],
      ['ledger', (n) => proofs.verifyDigest(pick(typicals, n).input, pick(typicals, n).canonicalDigest)],
      ...[reference, ...others].map((stack) => [stack.name, verifyWith(stack, typicals)] as const),
      ['Ed25519', () => verify(null, digests, publicKey, signature)],
    ]),
    { rounds },
  )
  const verifyingFull = await takeTurns(
    contenders(milliseconds, [
      ['signet', (n) => proofs.verify(pick(fulls, n).input)],
      [reference.name, verifyWith(reference, fulls)],
    ]),
    { rounds },
  )
  const [issue, check, whole] = [figuresOf(issuing), figuresOf(verifying), figuresOf(verifyingFull)]
  return {
    rows: [
      compared('sign', issue('signet'), issue(reference.name)),
      compared('verify', check('signet'), check(reference.name)),
      compared('verify-full', whole('signet'), whole(reference.name)),
      compared('verify-ledger', check('ledger'), check(reference.name)),
    ],
    stacks: ['signet', ...[reference, ...others].map(({ name }) => name), 'Ed25519'].map((name) => ({
      name,
      ...(issuing[name] && { issue: issuing[name] }),
      ...(verifying[name] && { verify: verifying[name] }),
    })),
  }
}

export interface Effort {
  rounds: number
  /** Of one slice. */
  milliseconds: number
}

interface Signed {
  unsigned: object
  signed: object
  input: Parameters<typeof proofs.verify>[0]
  canonicalDigest: string
}

async function signPool(make: (n: number) => object, size: number): Promise<Signed[]> {
  const pool: Signed[] = []
  for (let n = 0; n < size; n++) {
    const { document, proof, canonicalDigest, text } = await proofs.signAsText(make(n), signingKey, { created })
    if (canonicalDigest === undefined) throw new Error('The direct path has left a fixture to the library.')
    if (n % 100 === 0) await assertAsReference(JSON.parse(text), controllerDocument)
    const input = { document: openBadges.guardCredential(document), proof, controllerDocument, now }
    pool.push({ unsigned: JSON.parse(JSON.stringify(make(n))), signed: JSON.parse(text), input, canonicalDigest })
  }
  return pool
}

const pick = <Item>(pool: readonly Item[], n: number): Item => {
  const item = pool[n % pool.length]
  if (!item) throw new Error('The pool is empty.')
  return item
}

const issueWith = (stack: Stack): Work | undefined => stack.issue && ((n) => stack.issue?.(typical(n)))

const verifyWith =
  (stack: Stack, pool: readonly Signed[]): Work =>
  async (n) => {
    if (!(await stack.verify(pick(pool, n).signed))) throw new Error(`${stack.name} does not verify a fixture.`)
  }

const contenders = (milliseconds: number, works: readonly (readonly [string, Work | undefined])[]) =>
  Object.fromEntries(
    works.flatMap(([name, work]): [string, MeasureSlice][] => (work ? [[name, sliceOf(work, milliseconds)]] : [])),
  )

const figuresOf = (figures: Record<string, Figure>) => (name: string) => {
  const figure = figures[name]
  if (!figure) throw new Error(`${name} was not measured.`)
  return figure
}

/** What a signature covers: two digests. */
const digests = Buffer.alloc(64, 1)
const signature = sign(null, digests, privateKey)
