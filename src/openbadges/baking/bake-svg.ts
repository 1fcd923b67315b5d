import { SaxesParser, type SaxesTagNS } from 'saxes'
import { OpenBadgeError } from '../text/error.ts'
import { decodeUtf8 } from '../text/utf-8.ts'
import { type BakeableText, type BakedText, maxBakedBytes, toBakeableText } from './baked-text.ts'

/** Puts a credential (JSON or compact JWS) directly after the `<svg …>` of a picture, in place of one that is there already. */
export function bakeSvg(svg: string, credential: string): string {
  return prepareSvg(svg)(credential)
}

/** bakeSvg for one picture and many credentials: the picture is looked through once. */
export function prepareSvg(svg: string): (credential: string) => string {
  const { root, baked } = scanSvg(svg)
  const boundTo = root.prefixes[prefix]
  const declaration = ` xmlns:${prefix}="${credentialNamespace}"`
  // A picture from Open Badges 2.0 uses the prefix for its own namespace; then ours is declared on the element.
  const isTaken = boundTo !== undefined && boundTo !== credentialNamespace
  const attributes = (boundTo === undefined ? declaration : '') + svg.slice(root.nameEnd, root.tagEnd)
  const opening = svg.slice(0, root.nameEnd) + (root.isSelfClosing ? attributes.replace(/\s*\/>$/, '>') : attributes)
  const rest = root.isSelfClosing
    ? `</${root.name}>${svg.slice(root.tagEnd)}`
    : withoutCredentials(svg, baked).slice(root.tagEnd)
  return (credential) => opening + toElement(toBakeableText(credential), isTaken ? declaration : '') + rest
}

/** Everything in an SVG that a badge program may have baked. The picture is parsed, never drawn. */
export function listBakedInSvg(svg: Uint8Array): BakedText[] {
  if (svg.length > maxSvgBytes) throw new OpenBadgeError('payload-too-large', 'The SVG is larger than 2 MiB.')
  return scanSvg(decodeUtf8(svg, 'unsupported-media')).baked.map(({ standard, text }) => ({
    standard,
    read: async () => text,
  }))
}

const maxSvgBytes = 2 * 1024 * 1024
const maxDepth = 64
const maxElements = 20_000
const svgNamespace = 'http://www.w3.org/2000/svg'
const credentialNamespace = 'https://purl.imsglobal.org/ob/v3p0'
const prefix = 'openbadges'
const standardOfElement: { readonly [expandedName: string]: BakedText['standard'] } = {
  [`{${credentialNamespace}}credential`]: 'open-badges-3',
  '{https://purl.imsglobal.org/clr/v2p0}credential': 'clr-2',
  '{http://openbadges.org}assertion': 'open-badges-2',
}

interface SvgScan {
  root: SvgRoot
  baked: BakedElement[]
}
/** Positions are indexes into the text. */
interface SvgRoot {
  name: string
  nameEnd: number
  tagEnd: number
  isSelfClosing: boolean
  prefixes: Record<string, string>
}
interface BakedElement {
  standard: BakedText['standard']
  start: number
  end: number
  text: string
}

/** They stand inside the root element: what comes before them keeps its position. */
function withoutCredentials(svg: string, baked: readonly BakedElement[]): string {
  let picture = svg
  for (const { standard, start, end } of baked.toReversed()) {
    if (standard === 'open-badges-3') picture = picture.slice(0, start) + picture.slice(end)
  }
  return picture
}

function scanSvg(svg: string): SvgScan {
  const parser = new SaxesParser({ xmlns: true, position: false })
  const baked: BakedElement[] = []
  let root: SvgRoot | undefined
  let open: (BakedElement & { verify: string; body: string; depth: number }) | undefined
  let depth = 0
  let elements = 0

  parser.on('error', (cause) => {
    throw new OpenBadgeError('malformed-image', 'The SVG is not well-formed XML.', { cause })
  })
  parser.on('doctype', assertHarmlessDoctype)
  // Notes of a drawing program to itself, or to whoever draws the picture: nobody does that here.
  parser.on('processinginstruction', () => {
    if (open) throw markupInside()
  })
  parser.on('xmldecl', ({ encoding = 'utf-8' }) => {
    if (!isUtf8(encoding, svg)) throw new OpenBadgeError('unsupported-media', 'The SVG says that it is not UTF-8.')
  })
  parser.on('opentag', (tag) => {
    const start = svg.lastIndexOf('<', parser.position - 1)
    depth++
    elements++
    if (depth > maxDepth || elements > maxElements) {
      throw new OpenBadgeError('too-complex', 'The SVG has too many elements or is nested too deeply.')
    }
    root ??= toRoot(tag, start, parser.position)
    if (open) throw markupInside()
    const standard = standardOfElement[`{${tag.uri}}${tag.local}`]
    if (standard) open = { standard, start, end: 0, text: '', verify: verifyOf(tag), body: '', depth }
  })
  const addToBody = (text: string) => {
    if (open) open.body += text
  }
  parser.on('text', addToBody)
  parser.on('cdata', addToBody)
  parser.on('closetag', () => {
    if (open?.depth === depth) {
      baked.push({ standard: open.standard, start: open.start, end: parser.position, text: textOf(open) })
      open = undefined
    }
    depth--
  })
  parser.write(svg).close()
  // The parser refuses a text without a root; this tells the compiler.
  if (root === undefined) throw new OpenBadgeError('malformed-image', 'The SVG is empty.')
  return { root, baked }
}

const markupInside = () => new OpenBadgeError('malformed-image', 'There is markup inside the credential of the SVG.')

/** Text of ASCII alone is the same in UTF-8 and in every encoding that begins with ASCII. */
function isUtf8(encoding: string, svg: string): boolean {
  if (/^utf-?8$/i.test(encoding)) return true
  return (
    /^(?:us-)?ascii$|^iso-8859-\d{1,2}$|^windows-125\d$|^latin-?1$/i.test(encoding) && /^\ufeff?[\0-\x7f]*$/.test(svg)
  )
}

// Drawing programs write the declaration of SVG 1.x by habit; it declares nothing and nobody fetches it.
// Anything else in its place can declare entities or point somewhere.
function assertHarmlessDoctype(doctype: string) {
  if (/^\s*svg\s*$/.test(doctype) || isOfW3c(doctype)) return
  throw new OpenBadgeError('doctype-forbidden', 'The SVG has a document type declaration of its own.')
}

const isOfW3c = (doctype: string) =>
  /^\s*svg\s+PUBLIC\s+(["'])-\/\/W3C\/\/DTD [\w. +]+\/\/EN\1\s+(["'])https?:\/\/www\.w3\.org\/[\w./-]+\.dtd\2\s*$/.test(
    doctype,
  )

function toRoot(tag: SaxesTagNS, start: number, tagEnd: number): SvgRoot {
  if (tag.uri !== svgNamespace || tag.local !== 'svg') {
    throw new OpenBadgeError('unsupported-media', 'The file is not an SVG.')
  }
  const nameEnd = start + 1 + tag.name.length
  return { name: tag.name, nameEnd, tagEnd, isSelfClosing: tag.isSelfClosing, prefixes: { ...tag.ns } }
}

function verifyOf(tag: SaxesTagNS): string {
  return tag.attributes.verify?.value.trim() ?? ''
}

// A hosted badge of Open Badges 2.0 has its address in `verify` and its JSON inside; the standard of today forbids both at once.
function textOf({ standard, verify, body }: { standard: BakedText['standard']; verify: string; body: string }): string {
  const inside = body.trim()
  if (verify && inside && standard !== 'open-badges-2') {
    throw new OpenBadgeError('multiple-credentials', 'The SVG gives its credential twice.')
  }
  const text = inside || verify
  if (text.length > maxBakedBytes) throw new OpenBadgeError('payload-too-large', 'The credential is larger than 1 MiB.')
  return text
}

function toElement({ form, text }: BakeableText, declaration: string): string {
  if (form === 'jws') return `<${prefix}:credential${declaration} verify="${text}"/>`
  // `]]>` would end the section; in JSON it can only stand inside a string.
  const escaped = text.replaceAll(']]>', ']]\\u003e')
  return `<${prefix}:credential${declaration}><![CDATA[${escaped}]]></${prefix}:credential>`
}
