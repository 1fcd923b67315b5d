/** Browser and system in two words, as a person would name them; the header itself is kept nowhere. */
export function describeUserAgent(userAgent: string | undefined): string {
  const words = [browsers, systems].map((list) => list.find(([, mark]) => mark.test(userAgent ?? ''))?.[0])
  return words.filter(Boolean).join(', ')
}

/** Each of them also claims to be those that come after it. */
const browsers = [
  ['Edge', /\bEdg(?:e|A|iOS)?\//],
  ['Opera', /\bOPR\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Chrome|CriOS|Chromium|HeadlessChrome)\//],
  ['Safari', /\bVersion\/[\d.]+ .*Safari\//],
] as const

const systems = [
  ['Chromebook', /\bCrOS\b/],
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows\b/],
  ['Mac', /\bMac OS X\b/],
  ['Linux', /\bLinux\b/],
] as const
