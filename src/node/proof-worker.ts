import { parentPort } from 'node:worker_threads'
import {
  canonicalize,
  contextUrls,
  OpenBadgeError,
  type ProofOutcome,
  type ProofVerifier,
  verifyProof,
} from '../openbadges/index.ts'

/** What the worker is asked, one at a time. */
export type ProofQuestion = Parameters<ProofVerifier>[0]
/** What it says: once that it is ready, then one answer for each question. */
export type ProofAnswer =
  | { kind: 'ready' }
  | { kind: 'outcome'; outcome: ProofOutcome }
  | { kind: 'refused'; code: OpenBadgeError['code']; message: string; pointer: string }
  | { kind: 'broken'; reason: string }

const say = (answer: ProofAnswer) => parentPort?.postMessage(answer)

parentPort?.on('message', async (question: ProofQuestion) => {
  try {
    say({ kind: 'outcome', outcome: await verifyProof(question) })
  } catch (error) {
    if (error instanceof OpenBadgeError) {
      say({ kind: 'refused', code: error.code, message: error.message, pointer: error.pointer })
    } else {
      say({ kind: 'broken', reason: error instanceof Error ? error.name : 'unknown' })
    }
  }
})
await warmUp()
say({ kind: 'ready' })

/** Loads and reads the contexts, so that the first document does not pay for them from its own time. */
async function warmUp() {
  const { credentialsV2, openBadges, openBadgesExtensions } = contextUrls
  const context = [credentialsV2, openBadges, openBadgesExtensions]
  await canonicalize({ '@context': context, type: ['VerifiableCredential', 'AchievementCredential'], name: 'Warm' })
}
