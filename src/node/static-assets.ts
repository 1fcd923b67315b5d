import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'

/** Answers a request for a built asset; false when it asks for something else. */
export type StaticAssets = (request: IncomingMessage, response: ServerResponse) => boolean

/** Style, script, fonts and marks, read once: their names carry a hash of their content, so they may be kept for ever. */
export function loadStaticAssets(publicFolder: string): StaticAssets {
  const folder = join(publicFolder, 'assets')
  const assets = new Map<string, Asset>(
    (existsSync(folder) ? readdirSync(folder) : []).flatMap((name) => {
      const type = mediaTypes[extname(name)]
      return type ? [[`/assets/${name}`, loadAsset(join(folder, name), type)] as const] : []
    }),
  )
  return (request, response) => {
    const asset = assets.get(request.url ?? '')
    if (!asset || (request.method !== 'GET' && request.method !== 'HEAD')) return false
    const takesBrotli = /\bbr\b/.test(String(request.headers['accept-encoding'] ?? ''))
    const bytes = takesBrotli && asset.compressed ? asset.compressed : asset.bytes
    response.writeHead(200, {
      'Content-Type': asset.type,
      'Content-Length': bytes.length,
      ...(bytes === asset.compressed && { 'Content-Encoding': 'br' }),
      ...(asset.compressed && { Vary: 'Accept-Encoding' }),
      'Cache-Control': 'public, max-age=31536000, immutable',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'X-Content-Type-Options': 'nosniff',
    })
    response.end(request.method === 'HEAD' ? undefined : bytes)
    return true
  }
}

const mediaTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

interface Asset {
  type: string
  bytes: Uint8Array
  /** Absent when it would gain nothing. */
  compressed: Uint8Array | undefined
}

function loadAsset(path: string, type: string): Asset {
  const bytes = readFileSync(path)
  const isCompressible = type.startsWith('text/') || type === 'image/svg+xml'
  return { type, bytes, compressed: isCompressible ? brotliCompressSync(bytes) : undefined }
}
