const around = /^[\s<("'“”‘’«»]+|[\s>)"'“”‘’«».,;:!/]+$/gu

/** An address as it was meant, out of what a mail, a sentence or a pair of brackets left around it. */
export const tidyAddress = (text: string): string => text.replaceAll(around, '')

/** The paths that somebody may have meant who asked for this one, which is not there: without what was pasted along, then in small letters. */
export function likelyPaths(path: string): string[] {
  const typed = decoded(path)
  if (typed === undefined || /\p{C}/u.test(typed)) return []
  const tidy = `/${tidyAddress(typed)
    .replaceAll(/[\\/]+/g, '/')
    .replace(/^\//, '')}`
  const likely = new Set([tidy, tidy.split('/').map(inSmallLetters).join('/')])
  return [...likely].filter((one) => one !== typed).map((one) => new URL(one, 'http://here').pathname)
}

/** What mixes both is a secret, where each letter counts. */
const inSmallLetters = (segment: string) =>
  /^(?:[A-Z]?[a-z-]*|[A-Z0-9-]+)$/.test(segment) ? segment.toLowerCase() : segment

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}
