import { AppError } from '../errors.ts'
import { bakePng, bakeSvg } from '../openbadges/index.ts'
import type { Platform } from '../platform.ts'
import type { AwardWithCredential } from './awards-store.ts'

/** The badge's picture with the credential inside, as its recipient keeps it. */
export async function bakeAward(
  platform: Pick<Platform, 'files'>,
  { award, version }: Pick<AwardWithCredential, 'award' | 'version'>,
  format: 'png' | 'svg',
): Promise<Uint8Array<ArrayBuffer>> {
  if (format === 'png') return new Uint8Array(bakePng(await readWhole(platform, version.artworkPng), award.credential))
  const svg = new TextDecoder().decode(await readWhole(platform, version.artworkSvg))
  return new TextEncoder().encode(bakeSvg(svg, award.credential))
}

async function readWhole(platform: Pick<Platform, 'files'>, key: string): Promise<Uint8Array> {
  const file = await platform.files.get(key)
  if (!file) throw new AppError('not-found', 'The picture of this badge is missing.')
  return new Uint8Array(await new Response(file.body).arrayBuffer())
}
