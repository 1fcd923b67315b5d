import type { AwardDetails } from './awards-store.ts'

/** Such as `Riverbend_Differentiating-Reading_Maya-Ortiz_2026-05-14`, without the ending. */
export function awardFileName({ award, version, issuer, recipientName }: AwardDetails): string {
  const day = new Date(award.issuedAt).toISOString().slice(0, 10)
  return [issuer.name, version.definition.name, recipientName].map(toPart).concat(day).join('_')
}

function toPart(text: string): string {
  const words = text
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
  // By characters: half of one can't be written in a header.
  return [...words].slice(0, 60).join('')
}
