import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createFetchDocument } from '../../src/node/fetch-document.ts'
import type { FetchDocument } from '../../src/platform/platform.ts'
import { selfSignedCertificate } from './certificate.ts'

/** What a path of the one server there is answers with: JSON, or whatever a test does with the response. */
export type Answer = object | ((response: ServerResponse) => void)

export interface OpenInternet {
  fetchDocument: FetchDocument
  /** By host and path, as in `issuer.org/did.json`. What is not here is 404. */
  answers: Map<string, Answer>
  /** Host and path of every request that arrived. */
  arrived: string[]
  /** Every name that was looked up. */
  lookedUp: string[]
  /** The addresses of a name, where they are not an ordinary public one. */
  addresses: Map<string, string[]>
  close(): Promise<void>
}

/**
 * The way out of Node with its own checks, and at its end one TLS server that answers for issuer.org. Another host has no
 * certificate here, as a self-signed one is none.
 */
export async function openInternet(ownOrigin: string): Promise<OpenInternet> {
  const { key, cert } = selfSignedCertificate('issuer.org')
  const answers = new Map<string, Answer>()
  const arrived: string[] = []
  const lookedUp: string[] = []
  const addresses = new Map<string, string[]>()
  const server = createServer({ key, cert }, (request, response) => {
    const place = placeOf(request)
    arrived.push(place)
    const answer = answers.get(place)
    if (typeof answer === 'function') return answer(response)
    response.statusCode = answer ? 200 : 404
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer ?? { secret: 'of the upstream' }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo
  const fetchDocument = createFetchDocument({
    ownOrigin,
    lookup: (host, _, done) => {
      lookedUp.push(host)
      done(
        null,
        (addresses.get(host) ?? ['93.184.216.34']).map((address) => ({ address, family: 4 })),
      )
    },
    connectTo: { address: '127.0.0.1', port },
    certificateAuthority: cert,
    maxMilliseconds: 500,
  })
  return {
    fetchDocument,
    answers,
    arrived,
    lookedUp,
    addresses,
    async close() {
      await fetchDocument.close()
      server.closeAllConnections()
      server.close()
    },
  }
}

const placeOf = ({ headers, url }: IncomingMessage) => `${headers.host?.replace(/:\d+$/, '')}${url}`
