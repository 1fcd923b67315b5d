import { fileTypeFromBuffer } from 'file-type/core'
import { AppError, invalidField } from '../../platform/errors.ts'

/** How many bytes of a file its type is told by. */
export const headLength = 4_100

/**
 * The media type under which a file is kept and served. What its bytes, its name and its sender say must all agree on one
 * type of the list; a sender or a name that says nothing is no contradiction.
 */
export async function recognizeFile(file: {
  head: Uint8Array
  fileName: string
  declaredType: string
}): Promise<string> {
  if (file.head.length === 0) throw invalidField('/file', 'empty', 'refused.emptyFile')
  const extension = /\.([a-z0-9]{1,8})$/i.exec(file.fileName)?.[1]?.toLowerCase()
  const declared = file.declaredType.split(';')[0]?.trim().toLowerCase() ?? ''
  const found = await allowedTypeOf(file.head, extension, declared)
  const agrees =
    found !== undefined &&
    (extension === undefined || found.extensions.includes(extension)) &&
    (isUndeclared(declared) || found.mediaType === declared || found.alsoDeclaredAs.includes(declared))
  if (!agrees) {
    throw new AppError('unsupported-media', 'refused.fileType')
  }
  return found.mediaType
}

/** Whether files of this type are ZIP archives, which become larger when they are opened. */
export const isArchive = (mediaType: string): boolean => /officedocument|opendocument/.test(mediaType)

/** A name to save a file under: one line of visible characters, no path, at most 120 of them, with an ending of its type. */
export function cleanFileName(name: string, mediaType: string): string {
  const [last = ''] = name.normalize('NFC').split(/[\\/]/).slice(-1)
  const visible = last
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}<>:"|?*]/gu, '')
    .replace(/\s+/gu, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
  const extensions = allowedTypes.find((type) => type.mediaType === mediaType)?.extensions ?? ['bin']
  const extension = extensions.find((ending) => visible.toLowerCase().endsWith(`.${ending}`))
  const stem = extension === undefined ? visible : visible.slice(0, -extension.length - 1)
  return `${[...stem].slice(0, 112).join('') || 'file'}.${extension ?? extensions[0]}`
}

interface AllowedType {
  mediaType: string
  extensions: readonly [string, ...string[]]
  /** What file-type calls it. */
  sniffedAs: readonly string[]
  /** Other names that browsers and systems give it. */
  alsoDeclaredAs: readonly string[]
}

const allow = (
  mediaType: string,
  extensions: readonly [string, ...string[]],
  {
    sniffedAs = [mediaType],
    alsoDeclaredAs = [],
  }: { sniffedAs?: readonly string[]; alsoDeclaredAs?: readonly string[] } = {},
): AllowedType => ({ mediaType, extensions, sniffedAs, alsoDeclaredAs })

const officeTypes = [
  allow('application/vnd.openxmlformats-officedocument.wordprocessingml.document', ['docx']),
  allow('application/vnd.openxmlformats-officedocument.presentationml.presentation', ['pptx']),
  allow('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', ['xlsx']),
]
const textTypes = [
  allow('text/plain', ['txt'], { sniffedAs: [] }),
  allow('text/csv', ['csv'], {
    sniffedAs: [],
    alsoDeclaredAs: ['text/plain', 'application/csv', 'application/vnd.ms-excel'],
  }),
]
const allowedTypes: readonly AllowedType[] = [
  allow('application/pdf', ['pdf']),
  allow('image/png', ['png']),
  allow('image/jpeg', ['jpg', 'jpeg']),
  allow('image/webp', ['webp']),
  allow('image/heic', ['heic', 'heif'], { sniffedAs: ['image/heic', 'image/heif'], alsoDeclaredAs: ['image/heif'] }),
  allow('application/vnd.oasis.opendocument.text', ['odt']),
  allow('video/mp4', ['mp4']),
  allow('audio/mp4', ['m4a'], {
    sniffedAs: ['audio/x-m4a', 'audio/mp4'],
    alsoDeclaredAs: ['audio/x-m4a', 'audio/m4a'],
  }),
  allow('audio/mpeg', ['mp3'], { alsoDeclaredAs: ['audio/mp3'] }),
  ...officeTypes,
  ...textTypes,
]

async function allowedTypeOf(head: Uint8Array, extension: string | undefined, declared: string) {
  // It can run out of bytes in the middle of a structure: then the type is not known, which is a refusal.
  const sniffed = (await fileTypeFromBuffer(head).catch(() => undefined))?.mime
  if (sniffed === undefined) {
    return looksLikeText(head) ? textTypes.find((type) => saysSo(type, extension, declared)) : undefined
  }
  // Word processors other than Microsoft's put the entry that names the type far behind.
  if (sniffed === 'application/zip') {
    return startsLikeOffice(head) ? officeTypes.find((type) => saysSo(type, extension, declared)) : undefined
  }
  return allowedTypes.find((type) => type.sniffedAs.includes(sniffed))
}

const saysSo = (type: AllowedType, extension: string | undefined, declared: string) =>
  extension === undefined ? type.mediaType === declared : type.extensions.includes(extension)

/** UTF-8 without control characters, and no markup: nothing that a careless reader could run. */
function looksLikeText(head: Uint8Array): boolean {
  try {
    // `stream` lets the last character be cut by the end of the head.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: head.length >= headLength })
    return !head.some(isControl) && !/^\s*(<|#!|%!PS)/.test(text)
  } catch {
    return false
  }
}

const isControl = (byte: number) => byte < 9 || (byte > 13 && byte < 32) || byte === 127

/** The name of the first entry (its local header, APPNOTE 4.3.7) is one of those that Office Open XML packages begin with. */
function startsLikeOffice(head: Uint8Array): boolean {
  const nameLength = (head[26] ?? 0) + (head[27] ?? 0) * 256
  const name = new TextDecoder('latin1').decode(head.subarray(30, 30 + nameLength))
  return /^(\[Content_Types\]\.xml$|_rels\/|docProps\/|word\/|ppt\/|xl\/)/.test(name)
}

/** What clients send when they don't know, and curl when nobody told it. */
const isUndeclared = (declared: string) =>
  ['', 'application/octet-stream', 'application/x-www-form-urlencoded', 'binary/octet-stream'].includes(declared)
