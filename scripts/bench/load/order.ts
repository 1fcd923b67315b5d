/** What the process that makes the load is asked to do, one at a time. */
export interface LoadOrder {
  port: number
  /** The name of requests that the process keeps. Sent in turn; where `isOnce`, each at most once. */
  requests: string
  isOnce: boolean
  /** Of the first request, so that a second slice does not ask again what the first one asked. */
  from: number
  connections: number
  /** A new one at once for each that is answered, or that many a second at random moments, whatever is answered. */
  pace: 'closed' | number
  /** The end of it: after so long, after so many, or when it is told to stop. */
  milliseconds?: number
  most?: number
}

/** Requests as they go over the wire, kept for all orders that name them. */
export interface KeepRequests {
  keep: string
  requests: readonly Uint8Array[]
}

export interface LoadOutcome {
  answered: number
  /** With anything but 2xx, or not at all. */
  failed: number
  /** The first of them, in words. */
  failure: string | undefined
  seconds: number
  /** Milliseconds from when each was due until it was answered. */
  latency: { median: number; p99: number }
  /** How many requests were sent. */
  sent: number
  /** One answer in a hundred, to be held to the reference. */
  samples: { request: number; body: Uint8Array }[]
}

/** Room in the head of each request for the address of its client, which the server trusts here as it would a proxy's. */
export const clientHeader = 'X-Bench-Client'
export const anyClient = '010.000.000.000'
