import { toAchievementCredential } from '../../src/credentials/awards/award.ts'
import { revokeAward } from '../../src/credentials/awards/revoke-award.ts'
import { badgeVersion } from '../../src/definitions/badges/badges-tables.ts'
import { openInstallation } from '../drills/installation.ts'
import { awardBadge } from './fixtures/award-badge.ts'
import { copyInstallation, type Installation, removeInstallation } from './installation.ts'
import type { Effort } from './library.ts'
import { type Figure, sliceOf, takeTurns } from './measure.ts'
import { created, issuer, signingKey } from './parties.ts'
import { createDigitalBazaar } from './peers/digitalbazaar.ts'
import { createNodeCryptography, openBadges, signCredential } from './product.ts'
import { compared, type Measured, type RowId } from './rows.ts'

/** What an installation does besides: write an award from what was prepared, bake, and say what was revoked. */
export async function measureSmall(installation: Installation, { rounds, milliseconds }: Effort): Promise<Measured[]> {
  const copy = copyInstallation(installation)
  const platform = openInstallation(copy.dataDir, { origin: copy.origin })
  try {
    const reference = await createDigitalBazaar()
    const proofs = openBadges.createProofs(createNodeCryptography())
    const signing = { ...platform, proofs }
    const facts = awardFacts(copy)
    const unsigned = await toAchievementCredential(facts(0), platform)

    const picture = await pictureOf(platform)
    const baker = openBadges.createBaker()
    const credential = JSON.stringify((await proofs.signAsText(unsigned, signingKey, { created })).document)

    const bits = openBadges.newStatusList()
    for (let n = 0; n < 1310; n++) openBadges.setBit(bits, (n * 7919) % 131_072, true)
    const list = { url: `${copy.origin}/status/1`, issuer, purpose: 'revocation', ttlMilliseconds: 300_000 } as const
    const signList = async (n: number) => {
      openBadges.setBit(bits, (n * 104_729) % 131_072, true)
      const built = openBadges.buildStatusListCredential({ ...list, bits, validFrom: created }, platform.gzip)
      return JSON.stringify(await proofs.sign(built, signingKey, { created }))
    }
    const revoke = (n: number) => {
      const awardId = copy.awarded[n]
      if (awardId === undefined) return undefined
      return revokeAward(platform, copy.district.ada, awardId, { reason: 'Issued by mistake.', isReasonPublic: false })
    }

    const figures = await takeTurns(
      {
        template: sliceOf((n) => signCredential(signing, facts(n), signingKey), milliseconds),
        reference: sliceOf(() => reference.issue?.(structuredClone(unsigned)), milliseconds),
        bake: sliceOf(
          () => baker.bake({ name: 'badge', format: 'png', load: async () => picture }, credential),
          milliseconds,
        ),
        list: sliceOf(signList, milliseconds),
      },
      { rounds },
    )
    const started = performance.now()
    const revoked = Math.min(50, copy.awarded.length)
    for (let n = 0; n < revoked; n++) await revoke(n)
    const whole = (performance.now() - started) / revoked
    return [
      compared('sign-template', figures.template, figures.reference),
      { ...inMilliseconds('bake', figures.bake), note: `${Math.round(picture.length / 1024)} KiB` },
      { ...inMilliseconds('revocation', figures.list), note: `${whole.toFixed(1)} ms with the revocation on disk` },
    ]
  } finally {
    await platform.close()
    removeInstallation(copy)
  }
}

const inMilliseconds = (id: RowId, { cpu, isNoisy }: Figure): Measured => ({ id, value: cpu / 1000, cpu, isNoisy })

const awardFacts =
  ({ origin, district }: Installation) =>
  (n: number) => ({
    origin,
    awardId: `a0000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    issuer: {
      did: issuer,
      name: 'Lakeside School District',
      url: 'https://www.lakeside.example',
      email: 'learning@lakeside.example',
      description: '',
    },
    version: { id: district.versionId, number: 1, definition: awardBadge },
    recipient: { name: `Lena Larsen ${n}`, email: `lena.${n}@lakeside.example`, did: null },
    salt: `c2FsdC1vZi1hd2FyZC0${n}`,
    scores: awardBadge.rubric.map(({ id, requiredLevelId }) => ({ criterionId: id, levelId: requiredLevelId })),
    evidence: [],
    submittedAt: created,
    issuedAt: created,
    validUntil: new Date('2029-03-14T09:26:53Z'),
    status: { listUrl: `${origin}/status/1`, position: (n * 7919) % 131_072 },
  })

async function pictureOf({ db, files }: ReturnType<typeof openInstallation>): Promise<Uint8Array> {
  const [version] = await db.select({ key: badgeVersion.artworkPng }).from(badgeVersion)
  const file = await files.get(version?.key ?? '')
  if (!file) throw new Error('The badge has no picture.')
  return new Uint8Array(await new Response(file.body).arrayBuffer())
}
