import { contrastRatio, fromOklab, luminance, toOklab } from '../../platform/color.ts'

/** The colors of one badge. `Ink` and `Light` are the same hue, dark enough to write with on pale ground and light enough on dark. */
export interface Tones {
  ink: string
  deep: string
  base: string
  mid: string
  soft: string
  pale: string
  accent: string
  accentDark: string
  accentInk: string
  accentLight: string
}

/** Everything from two colors, `#rrggbb`. Lightness is set by us, so white stays readable on every color an issuer may choose. */
export function deriveTones(color: string, accent: string): Tones {
  const { chroma: colorChroma, hue } = toOklch(color)
  const chroma = Math.min(colorChroma, 0.16)
  const lift = isWarm(hue, colorChroma) ? 0.055 : 0
  const tone = (lightness: number, share: number) => toHex({ lightness, chroma: chroma * share, hue })
  const base = tone(0.41 + lift, 1)
  const metal = toOklch(accent)
  const metalTone = (lightness: number, share: number) =>
    toHex({ lightness, chroma: metal.chroma * share, hue: metal.hue })
  return {
    ink: tone(0.21, 0.55),
    deep: tone(0.3 + lift * 1.4, 0.9),
    base,
    mid: tone(0.5 + lift, 1),
    soft: tone(0.87, 0.4),
    pale: tone(0.955, 0.16),
    accent: lightenUntilVisible(accent, base),
    accentDark: metalTone(Math.max(0.3, metal.lightness - 0.2), 0.9),
    accentInk: metalTone(0.52, 0.9),
    accentLight: metalTone(Math.min(0.95, Math.max(0.82, metal.lightness + 0.09)), 0.7),
  }
}

interface Oklch {
  lightness: number
  chroma: number
  /** Radians. */
  hue: number
}

// A dark orange is brown: warm colors are kept a little lighter.
function isWarm(hue: number, chroma: number): boolean {
  const degrees = ((hue * 180) / Math.PI + 360) % 360
  return degrees > 28 && degrees < 115 && chroma > 0.05
}

// Lines and marks need 3:1 (WCAG 1.4.11), and to be the lighter ones: they also stand on darker tones than `ground`.
function lightenUntilVisible(accent: string, ground: string): string {
  const { lightness, chroma, hue } = toOklch(accent)
  let visible = accent
  for (let step = 1; !isLighterBy(3, visible, ground) && step <= 50; step++) {
    visible = toHex({ lightness: Math.min(1, lightness + step * 0.02), chroma, hue })
  }
  return visible
}

function isLighterBy(ratio: number, color: string, ground: string): boolean {
  return luminance(color) > luminance(ground) && contrastRatio(color, ground) >= ratio
}

function toOklch(color: string): Oklch {
  const { lightness, a, b } = toOklab(color)
  return { lightness, chroma: Math.hypot(a, b), hue: Math.atan2(b, a) }
}

const toHex = ({ lightness, chroma, hue }: Oklch): string =>
  fromOklab({ lightness, a: chroma * Math.cos(hue), b: chroma * Math.sin(hue) })
