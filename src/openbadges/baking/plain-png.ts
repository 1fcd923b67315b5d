import { joinPngChunks, readPngChunks } from './png-chunks.ts'

/** A PNG with nothing left but its pixels and what is needed to show them: no text, no profile, no second picture. */
export function plainPng(png: Uint8Array): Uint8Array<ArrayBuffer> {
  const shown = readPngChunks(png).filter(({ type }) => ['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'].includes(type))
  return joinPngChunks(shown.map(({ bytes }) => bytes))
}
