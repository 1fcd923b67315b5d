import * as z from 'zod'
import { contrastRatio, fromOklab, toOklab } from '../../platform/color.ts'

/** `#rrggbb`, as people write it. */
export const brandColor = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^#[0-9a-f]{6}$/, 'refused.enterColor')

export interface BrandColors {
  /** For links and buttons on light pages. */
  light: string
  /** For links and buttons on dark pages. */
  dark: string
  /** Whether the color itself stands out enough on light pages. */
  isAsGiven: boolean
}

/**
 * A color with the nearest lightness (in OKLCH, so that hue and strength stay) at which words in it can be read on every
 * ground of our pages, and words on it as well: WCAG 2.2, 4.5 to 1.
 */
export function readableColors(color: string): BrandColors {
  const light = nearestReadable(color, darkestLightGround, 'darker')
  return { light, dark: nearestReadable(color, lightestDarkGround, 'lighter'), isAsGiven: light === color }
}

/** The darkest ground of tokens.css by day (`--sunken`) and the lightest by night (`--blue-tint`). */
const darkestLightGround = '#ecece5'
const lightestDarkGround = '#1c2748'
const leastContrast = 4.5

function nearestReadable(color: string, ground: string, direction: 'darker' | 'lighter'): string {
  if (contrastRatio(color, ground) >= leastContrast) return color
  const { lightness, a, b } = toOklab(color)
  // Between a lightness that fails and one that passes: black by day, white by night.
  let [fails, passes] = [lightness, direction === 'darker' ? 0 : 1]
  for (let step = 0; step < 16; step++) {
    const middle = (fails + passes) / 2
    if (contrastRatio(fromOklab({ lightness: middle, a, b }), ground) >= leastContrast) passes = middle
    else fails = middle
  }
  return fromOklab({ lightness: passes, a, b })
}
