export function encodeBase64url(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** Undefined unless the text is the one spelling of its bytes: no padding, no spaces, no bits left over at the end. */
export function parseBase64url(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return undefined
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
  // Only the last group, when it is a short one, can be spelled in several ways.
  const lastGroup = text.slice(text.length - (text.length % 4))
  return encodeBase64url(bytes.subarray(bytes.length - (bytes.length % 3))) === lastGroup ? bytes : undefined
}
