import * as z from 'zod'

/** `#rrggbb`, as people write it. */
export const brandColor = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^#[0-9a-f]{6}$/, 'Enter a color such as #22409a.')

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

/** From 1, the same, to 21, black on white. */
export function contrast(one: string, other: string): number {
  const [lighter = 1, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (lighter + 0.05) / (darker + 0.05)
}

/** The darkest ground of tokens.css by day (`--sunken`) and the lightest by night (`--blue-tint`). */
const darkestLightGround = '#ecece5'
const lightestDarkGround = '#1c2748'
const leastContrast = 4.5

function nearestReadable(color: string, ground: string, direction: 'darker' | 'lighter'): string {
  if (contrast(color, ground) >= leastContrast) return color
  const { lightness, a, b } = toOklab(color)
  // Between a lightness that fails and one that passes: black by day, white by night.
  let [fails, passes] = [lightness, direction === 'darker' ? 0 : 1]
  for (let step = 0; step < 16; step++) {
    const middle = (fails + passes) / 2
    if (contrast(toHex({ lightness: middle, a, b }), ground) >= leastContrast) passes = middle
    else fails = middle
  }
  return toHex({ lightness: passes, a, b })
}

interface Oklab {
  lightness: number
  a: number
  b: number
}

function luminance(color: string): number {
  const [red, green, blue] = toLinear(color)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function toLinear(color: string): [number, number, number] {
  const channel = (at: number) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return [channel(1), channel(3), channel(5)]
}

/** Matrices of Björn Ottosson's Oklab, as in CSS Color 4. */
function toOklab(color: string): Oklab {
  const [red, green, blue] = toLinear(color)
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
  return {
    lightness: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    a: 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    b: 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  }
}

/** Less strong where the screen has no such color. */
function toHex({ lightness, a, b }: Oklab): string {
  for (let strength = 1; strength > 0; strength -= 0.05) {
    const channels = toChannels({ lightness, a: a * strength, b: b * strength })
    if (channels.every((channel) => channel >= -0.001 && channel <= 1.001)) return hexOf(channels)
  }
  return hexOf(toChannels({ lightness, a: 0, b: 0 }))
}

function toChannels({ lightness, a, b }: Oklab): number[] {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
}

function hexOf(channels: readonly number[]): string {
  const encode = (value: number) => (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055)
  const bytes = channels.map((channel) => Math.round(Math.min(1, Math.max(0, encode(Math.max(0, channel)))) * 255))
  return `#${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
}
