// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that N-Quads escapes.
const controlOrQuote = /[\u0000-\u001f\u007f"\\]/
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that no IRI has.
const notInIri = /[\u0000-\u0020<>"{}|^`\\]/
const shortEscapes: Record<string, string> = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
}
const everyControlOrQuote = new RegExp(controlOrQuote, 'g')
const everyNotInIri = new RegExp(notInIri, 'g')

/** The text of a literal in canonical N-Quads (RDF 1.1 N-Quads §4). */
export const escapeLiteral = (text: string) =>
  controlOrQuote.test(text) ? text.replace(everyControlOrQuote, (c) => shortEscapes[c] ?? numericEscape(c)) : text

/** An IRI in canonical N-Quads, between its angle brackets. */
export const escapeIri = (iri: string) => (notInIri.test(iri) ? iri.replace(everyNotInIri, numericEscape) : iri)

const numericEscape = (c: string) => `\\u${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
