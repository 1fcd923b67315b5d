import { typicalCredential } from './fixtures/typical.ts'
import { median } from './measure.ts'
import { issuer, verificationMethod } from './parties.ts'
import type { Measured } from './rows.ts'

/** Milliseconds that the worst of these takes: whoever sends them wants the server to work, and nothing else. */
export async function measureWorstUpload(origin: string, rounds: number): Promise<Measured[]> {
  const took: { shape: string; milliseconds: number }[] = []
  for (const [shape, members] of Object.entries(shapes)) {
    const times: number[] = []
    for (let round = 0; round <= rounds; round++)
      times.push(await timeUpload(origin, members, `${took.length}-${round}`))
    // The first of a shape may meet contexts that nobody has used before.
    took.push({ shape, milliseconds: median(times.slice(1)) })
  }
  const worst = took.reduce((one, other) => (other.milliseconds > one.milliseconds ? other : one))
  return [{ id: 'worst-upload', value: worst.milliseconds, note: `worst of ${took.length}: ${worst.shape}` }]
}

async function timeUpload(origin: string, members: (count: number) => object, id: string): Promise<number> {
  const body = fill((count) => JSON.stringify(forge(members(count), id)))
  const started = performance.now()
  const response = await fetch(`${origin}/api/v1/verify`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/vc', 'X-Bench-Client': `10.200.0.${Math.floor(Math.random() * 250)}` },
    body,
  })
  await response.text()
  if (response.status !== 200 && response.status !== 422)
    throw new Error(`The upload ${id} was answered with ${response.status}.`)
  return performance.now() - started
}

const limit = 64 * 1024

/** As many as there is room for. */
function fill(write: (count: number) => string): string {
  let [fits, exceeds] = [0, limit]
  while (exceeds - fits > 1) {
    const count = Math.floor((fits + exceeds) / 2)
    if (Buffer.byteLength(write(count)) <= limit) fits = count
    else exceeds = count
  }
  return write(fits)
}

/** Signed by nobody, but only who has canonicalized it knows. */
function forge(subject: object, id: string) {
  const { credentialSubject, ...credential } = typicalCredential(0, issuer)
  return {
    ...credential,
    id: `https://badges.lakeside.example/c/${id}`,
    credentialSubject: { type: ['AchievementSubject'], ...subject },
    proof: [
      {
        type: 'DataIntegrityProof',
        created: '2026-03-14T09:26:53Z',
        verificationMethod,
        cryptosuite: 'eddsa-rdfc-2022',
        proofPurpose: 'assertionMethod',
        proofValue: 'z3FXQjecWufY46yg5abdVZsXqLhxhueuSoZgNSARiKBk9czhSePTFehP8c3PGfb6a22gkfUKods5D2UAUL5n2Brbx',
      },
    ],
  }
}

const { achievement } = typicalCredential(0, issuer).credentialSubject
const many = <Item>(count: number, make: (at: number) => Item) => Array.from({ length: count }, (_, at) => make(at))
const { id: _, ...nameless } = achievement

const shapes: Record<string, (count: number) => object> = {
  'tags on a node without a name': (count) => ({ achievement: { ...nameless, tag: many(count, String) } }),
  'nodes that differ': (count) => ({
    achievement: {
      ...achievement,
      alignment: many(count, (at) => ({ type: ['Alignment'], targetName: `${at}`, targetUrl: 'https://a.example' })),
    },
  }),
  'nodes that look alike': (count) => ({
    achievement,
    result: many(count, () => ({ type: ['Result'], value: '1' })),
  }),
  'nodes that look alike, two and two': (count) => ({
    achievement,
    result: many(count, (at) => ({ type: ['Result'], value: String(at >> 1), alignment: [{ type: ['Alignment'] }] })),
  }),
  'objects in objects': (count) => ({
    achievement: {
      ...achievement,
      creator: many(Math.min(count, 55), String).reduce<object>(
        (parentOrg, at) => ({ type: ['Profile'], name: at.repeat(200), parentOrg }),
        { id: issuer, type: ['Profile'], name: 'x' },
      ),
    },
  }),
  'types without end': (count) => ({
    achievement,
    type: ['AchievementSubject', ...many(count, (at) => `urn:t:${at}`)],
  }),
}
