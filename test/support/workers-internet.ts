import { request } from 'node:https'
import { type Request, Response } from 'miniflare'

/** All of the internet there is for the Worker of the tests: issuer.org, where each path answers in its own way, and identity providers that a test has opened. */
export function answerAsInternet(request: Request): Response | Promise<Response> {
  const { hostname, pathname } = new URL(request.url)
  const port = /^idp-(\d+)\.issuer\.org$/.exec(hostname)?.[1]
  if (port !== undefined) return askIdentityProvider(request, Number(port))
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

/** Names are resolved here as they are for the tests on Node: to this machine, whose certificate is one for the name. */
async function askIdentityProvider(asked: Request, port: number): Promise<Response> {
  const url = new URL(asked.url)
  const body = Buffer.from(await asked.arrayBuffer())
  const headers = Object.fromEntries(asked.headers)
  return await new Promise((resolve, reject) => {
    const asking = request(
      {
        host: '127.0.0.1',
        port,
        path: url.pathname + url.search,
        method: asked.method,
        headers,
        rejectUnauthorized: false,
      },
      (answer) => {
        const type = answer.headers['content-type'] ?? ''
        answer.toArray().then(
          (chunks) =>
            resolve(
              new Response(Buffer.concat(chunks), {
                status: answer.statusCode ?? 502,
                headers: { 'content-type': type },
              }),
            ),
          reject,
        )
      },
    )
    asking.on('error', reject).end(body)
  })
}
