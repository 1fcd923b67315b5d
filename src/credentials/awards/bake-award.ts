import { createBaker } from '../../openbadges/index.ts'
import { oncePerDatabase } from '../../platform/db/prepared.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import type { AwardWithCredential } from './awards-store.ts'

/** The badge's picture with the credential inside, as its recipient keeps it. */
export async function bakeAward(
  platform: Pick<Platform, 'db' | 'files'>,
  { award, version }: Pick<AwardWithCredential, 'award' | 'version'>,
  format: 'png' | 'svg',
): Promise<Uint8Array<ArrayBuffer>> {
  const name = format === 'png' ? version.artworkPng : version.artworkSvg
  return bakerOf(platform.db).bake({ name, format, load: () => readWhole(platform, name) }, award.credential)
}

/** The same for the same bytes, without making them: neither the picture of a version nor a credential ever changes. */
export const bakedDigest = (
  { sha256 }: Pick<Platform, 'sha256'>,
  { award, version }: Pick<AwardWithCredential, 'award' | 'version'>,
  format: 'png' | 'svg',
): string => sha256(`${award.digest} in ${format} ${version.id}`)

// Pictures of a version keep the name of their file, and their bytes.
const bakerOf = oncePerDatabase(() => createBaker())

async function readWhole(platform: Pick<Platform, 'files'>, key: string): Promise<Uint8Array> {
  const file = await platform.files.get(key)
  if (!file) throw new AppError('not-found', 'refused.artworkMissing')
  return new Uint8Array(await new Response(file.body).arrayBuffer())
}
