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

/** WCAG 2.2 contrast ratio of two colors, from 1 to 21. */
export function contrastRatio(one: string, other: string): number {
  const lighter = Math.max(luminance(one), luminance(other))
  const darker = Math.min(luminance(one), luminance(other))
  return (lighter + 0.05) / (darker + 0.05)
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

function luminance(color: string): number {
  const [red, green, blue] = toLinearRgb(color)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

type Rgb = [red: number, green: number, blue: number]

function toLinearRgb(color: string): Rgb {
  const channel = (start: number) => {
    const value = Number.parseInt(color.slice(start, start + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return [channel(1), channel(3), channel(5)]
}

// Björn Ottosson, "A perceptual color space for image processing" (2020).
function toOklch(color: string): Oklch {
  const [red, green, blue] = toLinearRgb(color)
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
  const medium = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
  const lightness = 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short
  const a = 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short
  const b = 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short
  return { lightness, chroma: Math.hypot(a, b), hue: Math.atan2(b, a) }
}

function oklchToLinearRgb({ lightness, chroma, hue }: Oklch): Rgb {
  const a = chroma * Math.cos(hue)
  const b = chroma * Math.sin(hue)
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ]
}

// Colors that a screen cannot show lose chroma, never lightness: contrast depends on it.
function toHex({ lightness, chroma, hue }: Oklch): string {
  let shown = chroma
  let rgb = oklchToLinearRgb({ lightness, chroma: shown, hue })
  while (shown > 0 && rgb.some((channel) => channel < -0.0005 || channel > 1.0005)) {
    shown = Math.max(0, shown - 0.005)
    rgb = oklchToLinearRgb({ lightness, chroma: shown, hue })
  }
  return `#${rgb.map(toHexByte).join('')}`
}

function toHexByte(linear: number): string {
  const channel = Math.max(0, Math.min(1, linear))
  const encoded = channel <= 0.0031308 ? 12.92 * channel : 1.055 * channel ** (1 / 2.4) - 0.055
  return Math.round(encoded * 255)
    .toString(16)
    .padStart(2, '0')
}
