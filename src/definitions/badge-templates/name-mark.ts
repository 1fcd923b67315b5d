import type { Picture } from './picture.ts'
import { element } from './svg.ts'

/** A row of dots that says a name which the words of the picture do not say to its end, so that no two names look alike. */
export function drawNameMark({ id, tones }: Picture, name: string): string {
  const bits = fingerprintOf(name).toString(2).padStart(32, '0')
  const dots = [...bits].map((bit, at) =>
    element('circle', { cx: 256 + (at - 15.5) * 7, cy: 507, r: bit === '1' ? 2.6 : 1, fill: tones.base }),
  )
  return element('g', { id: id('mark') }, dots.join(''))
}

/** FNV-1a, 32 bits. */
export function fingerprintOf(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash >>> 0
}
