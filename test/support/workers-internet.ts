import { type Request, Response } from 'miniflare'

/** All of the internet there is for the Worker of the tests: issuer.org, where each path answers in its own way. */
export function answerAsInternet({ url }: Request): Response | Promise<Response> {
  const { hostname, pathname } = new URL(url)
  const answer = hostname === 'issuer.org' ? pages[pathname] : undefined
  return answer ? answer() : new Response(null, { status: 404 })
}

const json = { 'content-type': 'application/json' }

const pages: Record<string, () => Response | Promise<Response>> = {
  '/did.json': () => new Response('{"id":1}', { headers: json }),
  '/linked-data': () => new Response('{}', { headers: { 'content-type': 'application/LD+json; charset=utf-8' } }),
  '/redirect': () => new Response(null, { status: 302, headers: { location: 'https://issuer.org/did.json' } }),
  '/html': () => new Response('<p>', { headers: { 'content-type': 'text/html' } }),
  '/text': () => new Response('{}', { headers: { 'content-type': 'text/plain' } }),
  '/untyped': () => new Response(new TextEncoder().encode('{}')),
  '/gone': () => new Response(null, { status: 410 }),
  '/long': () => new Response('x'.repeat(1001), { headers: json }),
  // Miniflare compresses what it is told is compressed.
  '/bomb': () => new Response(new Uint8Array(5_000_000), { headers: { ...json, 'content-encoding': 'br' } }),
  '/compressed': () => new Response('{"id":1}', { headers: { ...json, 'content-encoding': 'br' } }),
  '/silence': () => new Promise(() => undefined),
  '/half': () => new Response(new ReadableStream({ start: (it) => it.enqueue(new Uint8Array(1)) }), { headers: json }),
}
