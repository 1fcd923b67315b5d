import { OpenBadgeError } from '../text/error.ts'

/** The most a credential inside a picture may measure, before and after inflating. */
export const maxBakedBytes = 1024 * 1024

/** What a picture holds; a picture can hold several. Reading may inflate and may throw. */
export interface BakedText {
  standard: 'open-badges-3' | 'clr-2' | 'open-badges-2'
  read(): Promise<string>
}

export type BakeableText = { form: 'jws' | 'json'; text: string }

/** JSON comes out in ASCII, so that a tool which guesses at encodings cannot spoil it. The escapes mean the same JSON. */
export function toBakeableText(credential: string): BakeableText {
  const text = credential.trim()
  if (isCompactJws(text)) return { form: 'jws', text }
  if (!text.startsWith('{'))
    throw new OpenBadgeError('not-a-credential', 'Only a JSON object or a compact JWS can be baked.')
  return { form: 'json', text: text.replace(/[\u0080-\uffff]/g, toUnicodeEscape) }
}

export function isCompactJws(text: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text)
}

function toUnicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
