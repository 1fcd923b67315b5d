import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import { networkOf } from '../http/client-address.ts'
import type { HttpEnv } from '../http/http-env.ts'
import { avoidAsyncHooks } from './avoid-async-hooks.ts'
import { removeHalfWritten } from './files.ts'
import type { NodePlatform } from './node-platform.ts'
import { loadStaticAssets } from './static-assets.ts'

export interface RunningServer {
  /** Where it listens, which is not where the public finds it when a proxy stands before it. */
  url: string
  /** Finishes what has begun, for ten seconds at most, and closes the platform. */
  close(): Promise<void>
}

/** The app behind Node's HTTP server. SIGTERM and SIGINT close it; a second one ends the process at once. */
export async function serve(
  app: Hono<HttpEnv>,
  platform: NodePlatform,
  options: { publicFolder?: string } = {},
): Promise<RunningServer> {
  const { config } = platform
  avoidAsyncHooks()
  const assets = loadStaticAssets(options.publicFolder ?? fileURLToPath(new URL('../public/', import.meta.url)))
  const answer = getRequestListener(app.fetch, {
    hostname: new URL(config.origin).host,
    // It would cut connections after half a second, with answers that are still under way.
    autoCleanupIncoming: false,
    // An address that is none: there is no request that the app could be asked.
    errorHandler: () => new Response(problem(400), { status: 400, headers: { 'Content-Type': problemType } }),
  })
  let isClosing = false
  const server = createServer(limits, (request, response) => {
    if (isClosing) response.setHeader('Connection', 'close')
    if (assets(request, response)) return
    endWhenTooSlow(request)
    response.once('finish', () => takeRest(request, response))
    void answer(request, response)
  })
  server.maxConnections = mostConnections
  if (config.clientAddress === 'socket') server.on('connection', limitConnections())
  server.setTimeout(60_000)
  server.on('clientError', refuseMalformed)
  await listen(server, config)
  await removeHalfWritten(join(config.dataDir, 'files'), new Date(Date.now() - 60 * 60_000))

  // One request that went wrong unseen is no reason to end all others.
  const onRejection = (reason: unknown) =>
    platform.log({
      level: 'error',
      event: 'rejection.unhandled',
      error: reason instanceof Error ? reason.name : 'unknown',
    })
  process.on('unhandledRejection', onRejection)

  const close = once(async () => {
    isClosing = true
    removeSignals()
    process.off('unhandledRejection', onRejection)
    await drain(server)
    await platform.close()
  })
  const removeSignals = onSignals((signal) => {
    platform.log({ level: 'info', event: 'server.closing', signal })
    void close().then(() => platform.log({ level: 'info', event: 'server.closed' }))
    setTimeout(() => process.exit(1), longestDrain + 5000).unref()
  })
  return { url: urlOf(server), close }
}

const limits = {
  maxHeaderSize: 20 * 1024,
  headersTimeout: 15_000,
  // Evidence may take long to arrive; whoever is too slow is ended below.
  requestTimeout: 0,
  keepAliveTimeout: 5000,
  connectionsCheckingInterval: 5000,
}
const mostConnections = 2048
/** A school behind one address needs some; who holds more open holds them from all others. */
const mostConnectionsOfOne = 256
const longestDrain = 10_000
const slowestBytes = 256 * 1024
/** How long the rest of a body is taken in that was answered before its end. */
const longestRest = 30_000

/** Where a proxy stands before us all come from its address, and it is the proxy that bounds them. */
function limitConnections(): (socket: Socket) => void {
  const open = new Map<string, number>()
  return (socket) => {
    const client = networkOf(socket.remoteAddress ?? '')
    const count = (open.get(client) ?? 0) + 1
    if (count > mostConnectionsOfOne) return void socket.destroy()
    open.set(client, count)
    socket.once('close', () => {
      const left = (open.get(client) ?? 1) - 1
      if (left === 0) open.delete(client)
      else open.set(client, left)
    })
  }
}

/** A body must arrive within half a minute, or keep arriving at a pace that no phone is below. */
function endWhenTooSlow(request: IncomingMessage) {
  let received = request.socket.bytesRead
  const timer = setInterval(() => {
    const { bytesRead } = request.socket
    if (!request.complete && bytesRead - received < slowestBytes) request.destroy()
    received = bytesRead
  }, 30_000)
  request.once('close', () => clearInterval(timer))
}

/**
 * Takes in what is left of a body that was answered early: most clients read the answer only after they have sent everything, and a
 * connection that is cut before takes the answer with it.
 */
function takeRest(request: IncomingMessage, response: ServerResponse) {
  if (request.complete || request.destroyed) return
  // Whoever read it before stopped somewhere, and would stop it again.
  request.removeAllListeners('data').removeAllListeners('readable')
  const timer = setTimeout(() => response.socket?.destroySoon(), longestRest)
  request.once('close', () => clearTimeout(timer))
  request.on('data', () => {}).resume()
}

/** What Node's parser refuses never becomes a request. */
function refuseMalformed(error: NodeJS.ErrnoException, socket: Socket) {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy()
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400
  const body = problem(status)
  socket.end(
    `HTTP/1.1 ${status} \r\nContent-Type: ${problemType}\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
  )
}

const problemType = 'application/problem+json'
const problem = (status: number) =>
  JSON.stringify({ type: 'about:blank', title: 'The request cannot be understood', status })

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}

function onSignals(act: (signal: NodeJS.Signals) => void) {
  const signals: NodeJS.Signals[] = ['SIGTERM', 'SIGINT']
  for (const signal of signals) process.once(signal, act)
  return () => {
    for (const signal of signals) process.off(signal, act)
  }
}

async function listen(server: Server, { host, port }: { host: string; port: number }) {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function urlOf(server: Server) {
  // A server that listens on a port has an address of this kind.
  const { address, family, port } = server.address() as AddressInfo
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}

/** Takes no new connection and lets the running requests end. Idle connections are closed as they become so. */
async function drain(server: Server) {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  const idle = setInterval(() => server.closeIdleConnections(), 50)
  const force = setTimeout(() => server.closeAllConnections(), longestDrain)
  await closed
  clearInterval(idle)
  clearTimeout(force)
}
