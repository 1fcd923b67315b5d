/**
 * Which of the languages that there are a browser asks for (RFC 9110 section 12.5.4), by basic lookup (RFC 4647 section 3.4):
 * `es-MX` is served with `es`. Undefined where it wants none of them, or anything.
 */
export function acceptedLanguage<Language extends string>(
  header: string | undefined,
  available: readonly Language[],
): Language | undefined {
  const wanted = (header ?? '')
    .slice(0, longestHeader)
    .split(',')
    .map(readRange)
    .filter(({ weight }) => weight > 0)
    // Of equal weight the first comes first: sorting is stable.
    .sort((a, b) => b.weight - a.weight)
  for (const { tag } of wanted) {
    const found = available.find((language) => tag === language || tag.startsWith(`${language}-`))
    if (found !== undefined) return found
  }
  return undefined
}

/** More than any browser sends. */
const longestHeader = 500

function readRange(range: string): { tag: string; weight: number } {
  const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
  const [, weight] = parameters.map((part) => /^q=([01](?:\.\d{0,3})?)$/.exec(part)).find(Boolean) ?? []
  return { tag, weight: parameters.length === 0 ? 1 : Number(weight ?? 0) }
}
